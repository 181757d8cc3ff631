/**
 * The map: wires gestures, picture and layers together. What is drawn and how is decided in `map-picture.ts`, what a hand
 * means in `map-aim.ts`; this file moves the view, and marks for drawing only the layers that changed:
 *
 *     data, theme, colouring, legend, hits  → ground (points and shading), names, overlay
 *     view, size                            → all three
 *     hover, selection, marks, focus        → overlay (names where one is under the pointer, or a paper was opened)
 */
import type { Topic } from '../../src/server/api-types.ts';
import type { ColorBy, Legend } from './coloring.ts';
import type { PlacePx } from './draw-overlay.ts';
import { DrawSchedule } from './draw-schedule.ts';
import { Gestures, prefersStillness } from './gestures.ts';
import { type Layer, MapAim, type MapEvents, reachPx } from './map-aim.ts';
import type { MapAsks } from './map-asks.ts';
import { MapLayers } from './map-layers.ts';
import { MapPicture } from './map-picture.ts';
import type { MapSnapshot } from './map-snapshot.ts';
import type { OverlayParts } from './overlay-scene.ts';
import type { Rows } from './point-levels.ts';
import type { MapData } from './read-map.ts';
import {
  boundsOf,
  fitBounds,
  isUsableView,
  panBy,
  type SizePx,
  toData,
  type Viewport,
  zoomAt,
} from './viewport.ts';

/** The least and the most that one may zoom, relative to the fit; more where there are more points. */
const farthestZoom = 0.5;
const nearestZoom = 24;
/** The nearest that `zoomToRows` goes, relative to the fit. */
const nearestRowsZoom = 6;
const rowsPadding = { xPx: 90, yPx: 90 };
/** The map stands still when it has not moved for this long. */
const restAfterMs = 120;

export class MapView {
  readonly #events: MapEvents;
  readonly #layers: MapLayers;
  readonly #picture: MapPicture;
  readonly #aim: MapAim;
  readonly #gestures: Gestures;
  readonly #schedule: DrawSchedule<Layer>;
  readonly #abort = new AbortController();
  /** Shown in full until the person or the page moves it: a resize then shows it in full again. */
  #isFitted = true;
  #isViewNews = false;
  /** The points have not been seen yet. */
  #isNew = false;
  /** From the first change of the view until it has not changed for a while. */
  #isMoving = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  readonly #asks: MapAsks;

  /** Makes its canvases inside `container` and keeps to its size. The container needs a size of its own. */
  constructor(container: HTMLElement, events: MapEvents, asks: MapAsks) {
    this.#asks = asks;
    this.#events = events;
    this.#schedule = new DrawSchedule((layers) => this.#draw(layers));
    this.#layers = new MapLayers(
      container,
      () => this.#resized(),
      () => this.#schedule.mark('ground'),
    );
    this.#picture = new MapPicture(this.#layers, () => this.view, asks);
    this.#aim = new MapAim(this.#layers, this.#picture, events, (...layers) =>
      this.#schedule.mark(...layers),
    );
    const element = this.#layers.overlayElement;
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
    // Inside, where the container cannot clip it.
    element.style.outlineOffset = '-3px';
    this.#gestures = new Gestures(element, () => this.#layers.size, {
      viewMoved: (byPerson) => this.#viewMoved(byPerson),
      pointedAt: (xPx, yPx, isTouch) => this.#aim.pointedAt(xPx, yPx, isTouch),
      pointerLeft: () => this.#aim.hover(null),
      clicked: (xPx, yPx, isTouch) => this.#aim.clicked(xPx, yPx, isTouch),
      doubleClicked: () => this.#aim.keepSelection(),
      keyMoved: () => this.#aim.byKeyboard(),
      entered: () => this.#aim.entered(),
      fitAsked: () => this.fit(true),
    });
    const { signal } = this.#abort;
    element.addEventListener('blur', () => this.#aim.stopKeyboard(), { signal });
    element.addEventListener('focus', () => this.#aim.focused(), { signal });
    // Names are measured in the page's font, which may arrive after the data.
    document.fonts.addEventListener('loadingdone', () => this.#fontsChanged(), { signal });
    this.#describe();
    this.#setLimits();
    this.fit();
  }

  /** The points of data that is to follow: a worker sorts them meanwhile. */
  expectPoints(points: Float32Array): void {
    this.#layers.ground.setPoints(points);
  }

  /**
   * Selection, hits, marks and hidden codes are forgotten. `setColoring` is to follow, and `setView` or `refit`, when it is
   * known what lies over the map: to fit a large one takes milliseconds.
   * @param topics all levels.
   */
  setData(data: MapData, topics: Topic[]): void {
    this.#aim.hover(null);
    this.#picture.setData(data, topics);
    this.#describe();
    this.#setLimits();
    this.#isFitted = true;
    this.#isNew = true;
    this.#markAll();
  }

  /** The same topics by other names: `setColoring` then draws them. */
  readonly setTopics = (topics: Topic[]): void => this.#picture.setTopics(topics);

  /**
   * The legend of what is then shown: without data an empty one.
   * @param similarities to the question, one a row; null where none are known.
   */
  setColoring(by: ColorBy, theme: 'light' | 'dark', similarities: Float32Array | null = null): Legend {
    const legend = this.#picture.setColoring(by, theme, similarities);
    this.#markAll();
    return legend;
  }

  /** @param codes of the present legend; its rows are drawn faint. Codes of another legend mean nothing. */
  setHidden(codes: Set<number>): void {
    this.#picture.setHidden(new Set(codes));
    this.#schedule.mark('ground', 'names');
  }

  /** @param sizes a place in `sizeFactors` a row; null: all of one size. */
  setSizes(sizes: Uint8Array | null): void {
    this.#picture.setSizes(sizes);
    this.#markAll();
  }

  /** @param rows best first, kept and not copied; null: no question is asked. */
  setHits(rows: Rows | null, ranked = true): void {
    this.#picture.setHits(rows === null ? null : this.#rowsOf(rows), ranked);
    this.#markAll();
  }

  /** Where the question stands, and the same in words for who does not see the map; null and '' for nowhere. */
  setQuestion(place: { xData: number; yData: number } | null, inWords: string): void {
    this.#picture.question = place;
    this.#layers.overlayElement.setAttribute('aria-description', inWords);
    this.#schedule.mark('overlay');
  }

  setSelected(row: number | null, neighbors: readonly { row: number; similarity: number }[]): void {
    const picture = this.#picture;
    picture.selected = row !== null && picture.isRow(row) ? row : null;
    picture.neighbors = neighbors.filter((neighbor) => picture.isRow(neighbor.row));
    // Titles keep clear of the open paper.
    this.#schedule.mark('names', 'overlay');
  }

  /** Titles that were wanted are known now. */
  titlesCame(): void {
    this.#schedule.mark('names');
  }

  /** What lies over the points: each part that is given takes the place of what it was. */
  setOverlay({ marks, library, collection, added, ...others }: Partial<OverlayParts>): void {
    Object.assign(this.#picture, others);
    const rowsOf = (rows: readonly number[]) => this.#rowsOf(rows);
    if (marks) this.#picture.marks = { liked: rowsOf(marks.liked), disliked: rowsOf(marks.disliked) };
    if (library) this.#picture.library = rowsOf(library);
    if (added) this.#picture.added = rowsOf(added);
    if (collection) this.#picture.collection = rowsOf(collection);
    this.#schedule.mark('overlay');
  }

  /** What a place on the map (CSS pixels from the top left corner) means in data space. */
  dataAt({ xPx, yPx }: PlacePx): [xData: number, yData: number] {
    const { xData, yData } = toData(this.view, this.#layers.size, xPx, yPx);
    return [xData, yData];
  }

  get size(): SizePx {
    return this.#layers.size;
  }

  /** What a picture of the map is made from. */
  snapshot(): MapSnapshot {
    return this.#picture.snapshot();
  }

  get view(): Viewport {
    return this.#gestures.view;
  }

  /** Within the limits of the map; a view with a number that is not finite changes nothing. */
  setView(view: Viewport, animate = false): void {
    if (!isUsableView(view)) return;
    this.#isFitted = false;
    this.#gestures.moveTo(view, animate);
  }

  fit(animate = false): void {
    this.#gestures.moveTo(this.#picture.clearView(this.#asks.covered()), animate);
    this.#isFitted = true;
  }

  /** Shows all of it again where all of it is shown: what lies over the map has changed. */
  refit(): void {
    if (this.#isFitted) this.fit();
  }

  /** @param factor > 1: nearer. */
  zoomBy(factor: number): void {
    const { size } = this.#layers;
    this.setView(zoomAt(this.#gestures.targetView, factor, size.widthPx / 2, size.heightPx / 2, size), true);
  }

  /** Moves the picture. */
  panBy(dxPx: number, dyPx: number): void {
    this.setView(panBy(this.#gestures.targetView, dxPx, dyPx), true);
  }

  /** Flies to where all of them are seen; nothing happens for none. */
  zoomToRows(rows: readonly number[]): void {
    const known = this.#rowsOf(rows);
    if (known.length === 0) return;
    const { points } = this.#picture.data;
    const bounds = boundsOf(known.flatMap((row) => [points[2 * row], points[2 * row + 1]]));
    const { size } = this.#layers;
    const insets = { leftPx: 0, rightPx: this.#asks.covered().rightPx, bottomPx: 0 };
    const view = fitBounds(bounds, size, rowsPadding, insets);
    const nearest = this.#picture.fittedView().scale * nearestRowsZoom;
    const middlePx = (size.widthPx - insets.rightPx) / 2;
    const factor = Math.min(1, nearest / view.scale);
    this.setView(zoomAt(view, factor, middlePx, size.heightPx / 2, size), true);
  }

  /** The row drawn at a place (CSS pixels from the top left corner), or null. */
  rowAt(xPx: number, yPx: number): number | null {
    return this.#picture.rowAt(xPx, yPx, reachPx.mouse);
  }

  positionOf(row: number): { xPx: number; yPx: number } {
    return this.#picture.positionOf(row);
  }

  destroy(): void {
    this.#aim.keepSelection();
    clearTimeout(this.#restTimer);
    this.#abort.abort();
    this.#schedule.cancel();
    this.#gestures.destroy();
    this.#layers.destroy();
  }

  #rowsOf<Some extends Rows>(rows: Some): Some | number[] {
    for (let i = 0; i < rows.length; i++)
      if (!this.#picture.isRow(rows[i])) return Array.from(rows).filter((row) => this.#picture.isRow(row));
    return rows;
  }

  #markAll(): void {
    this.#schedule.mark('ground', 'names', 'overlay');
  }

  /** Near enough to part the closest points of an evenly filled map, and never so near that one is lost. */
  #setLimits(): void {
    const { data, bounds } = this.#picture;
    const fitted = this.#picture.fittedView();
    this.#gestures.setLimits({
      minScale: fitted.scale * farthestZoom,
      maxScale: fitted.scale * Math.max(nearestZoom, Math.sqrt(data.rows) * 1.5),
      bounds,
    });
  }

  #resized(): void {
    this.#setLimits();
    if (this.#isFitted) this.fit();
    else this.#gestures.keepMiddle();
    this.#picture.forgetLabels();
    this.#markAll();
  }

  #fontsChanged(): void {
    this.#picture.forgetLabels();
    this.#schedule.mark('names');
  }

  #viewMoved(byPerson: boolean): void {
    if (byPerson) this.#isFitted = false;
    this.#isViewNews = true;
    this.#aim.viewMoved();
    this.#markAll();
  }

  #describe(): void {
    const { rows } = this.#picture.data;
    this.#layers.overlayElement.setAttribute(
      'aria-label',
      `Map of ${rows} ${rows === 1 ? 'paper' : 'papers'}. Arrow keys move, plus and minus zoom, 0 shows everything, ` +
        'Enter opens the paper nearest to the middle. “Papers in view” lists them.',
    );
  }

  #draw(layers: ReadonlySet<Layer>): void {
    if (layers.has('ground')) this.#drawGround();
    if (layers.has('names')) this.#drawNames();
    // The flag of the question makes way for names.
    if (layers.has('overlay') || (layers.has('names') && this.#picture.question)) {
      this.#aim.aimCross(this.#isViewNews);
      this.#picture.drawOverlay();
    }
    if (this.#isViewNews) {
      this.#isViewNews = false;
      // Before there is data the view means nothing, and the page would take it for the person's.
      if (this.#picture.data.rows > 0) this.#events.viewChanged(this.view);
    }
  }

  #drawNames(): void {
    const isFading = this.#picture.drawNames(prefersStillness() ? Infinity : performance.now());
    if (isFading) this.#schedule.mark('names');
    this.#events.titlesWanted(this.#picture.titles.wanted);
  }

  #drawGround(): void {
    if (this.#isViewNews) {
      this.#isMoving = true;
      clearTimeout(this.#restTimer);
      this.#restTimer = setTimeout(() => {
        this.#isMoving = false;
        this.#schedule.mark('ground');
      }, restAfterMs);
    }
    this.#picture.drawGround(this.#isMoving);
    if (!this.#isNew || !this.#layers.ground.showsPoints) return;
    this.#isNew = false;
    this.#events.pointsShown();
  }
}
