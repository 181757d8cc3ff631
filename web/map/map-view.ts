/**
 * The map: wires gestures, picture and layers together, and tells the page what the person meant. What is drawn and how is
 * decided in `map-picture.ts`; this file knows what a gesture means, and marks for drawing only the layers that changed:
 *
 *     data, theme, colouring, legend, hits  → ground (points and shading), names, overlay
 *     view, size                            → all three
 *     hover, selection, marks, focus        → overlay (names where one is under the pointer)
 */
import type { Topic } from '../../src/server/api-types.ts';
import type { ColorBy, Legend } from './coloring.ts';
import type { PlacePx } from './draw-overlay.ts';
import { DrawSchedule } from './draw-schedule.ts';
import { Gestures, prefersStillness } from './gestures.ts';
import { MapLayers } from './map-layers.ts';
import { MapPicture } from './map-picture.ts';
import type { MapSnapshot } from './map-snapshot.ts';
import type { OverlayParts } from './overlay-scene.ts';
import type { MapData } from './read-map.ts';
import {
  boundsOf,
  type CoveredPx,
  fitBounds,
  isUsableView,
  panBy,
  type SizePx,
  toData,
  type Viewport,
  zoomAt,
} from './viewport.ts';

export interface MapEvents {
  /** A point is under the pointer, a resting finger, or the keyboard's cross (its place, CSS pixels); null: none any more. */
  hover(row: number | null, xPx: number, yPx: number): void;
  /** A point was clicked, tapped or entered; null: a click beside all points. The map does not select by itself. */
  select(row: number | null): void;
  /** At most once a frame. */
  viewChanged(view: Viewport): void;
  /** A topic's name was clicked. */
  topicPicked(topicId: number): void;
}

type Layer = 'ground' | 'names' | 'overlay';

/** The least and the most that one may zoom, relative to the fit; more where there are more points. */
const farthestZoom = 0.5;
const nearestZoom = 24;
/** The nearest that `zoomToRows` goes, relative to the fit. */
const nearestRowsZoom = 6;
const rowsPadding = { xPx: 90, yPx: 90 };
/** How far from a point's edge a pointer may be and still mean it; CSS pixels. */
const reachPx = { mouse: 5, touch: 16, keyboard: 60 };
/** A second click may turn the first into a double click within this time, as in most systems. */
const doubleClickMs = 300;
/** The map stands still when it has not moved for this long. */
const restAfterMs = 120;

export class MapView {
  readonly #events: MapEvents;
  readonly #layers: MapLayers;
  readonly #picture: MapPicture;
  readonly #gestures: Gestures;
  readonly #schedule: DrawSchedule<Layer>;
  readonly #abort = new AbortController();
  /** Whether keys moved the view last: then the middle of the map is what the person aims with. */
  #isKeyboardAiming = false;
  /** Shown in full until the person or the page moves it: a resize then shows it in full again. */
  #isFitted = true;
  #isViewNews = false;
  /** From the first change of the view until it has not changed for a while. */
  #isMoving = false;
  #deselectTimer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  readonly #coveredOf: () => CoveredPx;

  /**
   * Makes its canvases inside `container` and keeps to its size. The container needs a size of its own.
   *
   * @param coveredOf what lies over the map; asked when the whole of it, or some rows, are to be seen.
   */
  constructor(container: HTMLElement, events: MapEvents, coveredOf: () => CoveredPx) {
    this.#coveredOf = coveredOf;
    this.#events = events;
    this.#schedule = new DrawSchedule((layers) => this.#draw(layers));
    this.#layers = new MapLayers(
      container,
      () => this.#resized(),
      () => this.#schedule.mark('ground'),
    );
    this.#picture = new MapPicture(this.#layers, () => this.view);
    const element = this.#layers.overlayElement;
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
    // Inside, where the container cannot clip it.
    element.style.outlineOffset = '-3px';
    this.#gestures = new Gestures(element, () => this.#layers.size, {
      viewMoved: (byPerson) => this.#viewMoved(byPerson),
      pointedAt: (xPx, yPx, isTouch) => this.#pointedAt(xPx, yPx, isTouch),
      pointerLeft: () => this.#hover(null),
      clicked: (xPx, yPx, isTouch) => this.#clicked(xPx, yPx, isTouch),
      doubleClicked: () => clearTimeout(this.#deselectTimer),
      keyMoved: () => this.#aimByKeyboard(),
      entered: () => this.#entered(),
      fitAsked: () => this.fit(true),
    });
    const { signal } = this.#abort;
    element.addEventListener('blur', () => this.#stopAiming(), { signal });
    element.addEventListener('focus', () => this.#focused(), { signal });
    // Names are measured in the page's font, which may arrive after the data.
    document.fonts.addEventListener('loadingdone', () => this.#fontsChanged(), { signal });
    this.#describe();
    this.#setLimits();
    this.fit();
  }

  /** @param topics all levels. The view is fitted; selection, hits, marks and hidden codes are forgotten. */
  setData(data: MapData, topics: Topic[]): void {
    this.#hover(null);
    this.#picture.setData(data, topics);
    this.#describe();
    this.#setLimits();
    this.fit();
    this.#markAll();
  }

  /** The same topics by other names: `setColoring` then draws them. */
  readonly setTopics = (topics: Topic[]): void => this.#picture.setTopics(topics);

  /**
   * The legend of what is then shown: without data an empty one. Asked before `setData`, it holds for what comes.
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
    this.#schedule.mark('ground');
  }

  /** @param sizes a place in `sizeFactors` a row; null: all of one size. */
  setSizes(sizes: Uint8Array | null): void {
    this.#picture.setSizes(sizes);
    this.#schedule.mark('ground', 'overlay');
  }

  /** @param rows best first; null: no question is asked. */
  setHits(rows: readonly number[] | null, ranked = true): void {
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
    this.#schedule.mark('overlay');
  }

  /** What lies over the points: each part that is given takes the place of what it was. */
  setOverlay({ marks, library, collection, ...others }: Partial<OverlayParts>): void {
    Object.assign(this.#picture, others);
    const rowsOf = (rows: readonly number[]) => this.#rowsOf(rows);
    if (marks) this.#picture.marks = { liked: rowsOf(marks.liked), disliked: rowsOf(marks.disliked) };
    if (library) this.#picture.library = rowsOf(library);
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
    this.#gestures.moveTo(this.#picture.clearView(this.#coveredOf()), animate);
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
    const insets = { leftPx: 0, rightPx: this.#coveredOf().rightPx, bottomPx: 0 };
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
    clearTimeout(this.#deselectTimer);
    clearTimeout(this.#restTimer);
    this.#abort.abort();
    this.#schedule.cancel();
    this.#gestures.destroy();
    this.#layers.destroy();
  }

  #rowsOf(rows: readonly number[]): number[] {
    return Array.from(rows).filter((row) => this.#picture.isRow(row));
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
    // What is under a resting pointer is another point now; what the cross aims at is found when it is drawn.
    if (!this.#isKeyboardAiming) this.#hover(null);
    this.#markAll();
  }

  #pointedAt(xPx: number, yPx: number, isTouch: boolean): void {
    this.#stopAiming();
    // A name lies above the points, so it is what is meant.
    const topic = isTouch ? null : this.#picture.topicAt(xPx, yPx);
    if (topic !== null) this.#hover(null, topic);
    else this.#hover(this.#picture.rowAt(xPx, yPx, isTouch ? reachPx.touch : reachPx.mouse));
  }

  /** @param hasMoved whether its place has changed, even if it is the same row. */
  #hover(row: number | null, topic: number | null = null, hasMoved = false): void {
    const picture = this.#picture;
    this.#layers.overlayElement.style.cursor = row !== null || topic !== null ? 'pointer' : 'grab';
    if (topic !== picture.hoveredTopic) {
      picture.hoveredTopic = topic;
      this.#schedule.mark('names');
    }
    if (row === picture.hoveredRow && !(hasMoved && row !== null)) return;
    if (row !== picture.hoveredRow) this.#schedule.mark('overlay');
    picture.hoveredRow = row;
    const { xPx, yPx } = row === null ? { xPx: 0, yPx: 0 } : this.positionOf(row);
    this.#events.hover(row, xPx, yPx);
  }

  #clicked(xPx: number, yPx: number, isTouch: boolean): void {
    clearTimeout(this.#deselectTimer);
    const topic = this.#picture.topicAt(xPx, yPx);
    if (topic !== null) {
      this.#events.topicPicked(topic);
      return;
    }
    const row = this.#picture.rowAt(xPx, yPx, isTouch ? reachPx.touch : reachPx.mouse);
    if (row !== null) this.#events.select(row);
    // Beside all points: perhaps the first half of a double click, which is to zoom and not to lose the selection.
    else this.#deselectTimer = setTimeout(() => this.#events.select(null), doubleClickMs);
  }

  #focused(): void {
    if (this.#layers.overlayElement.matches(':focus-visible')) this.#aimByKeyboard();
  }

  #aimByKeyboard(): void {
    this.#isKeyboardAiming = true;
    this.#schedule.mark('overlay');
  }

  #stopAiming(): void {
    if (!this.#isKeyboardAiming) return;
    this.#isKeyboardAiming = false;
    this.#hover(null);
    this.#schedule.mark('overlay');
  }

  #rowInTheMiddle(): number | null {
    const { widthPx, heightPx } = this.#layers.size;
    return this.#picture.rowAt(widthPx / 2, heightPx / 2, reachPx.keyboard);
  }

  #entered(): void {
    const row = this.#rowInTheMiddle();
    if (row !== null) this.#events.select(row);
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
    if (layers.has('names') && this.#picture.drawNames(prefersStillness() ? Infinity : performance.now()))
      this.#schedule.mark('names');
    if (layers.has('overlay')) {
      this.#picture.showCross = this.#isKeyboardAiming;
      if (this.#isKeyboardAiming) this.#hover(this.#rowInTheMiddle(), null, this.#isViewNews);
      this.#picture.drawOverlay();
    }
    if (this.#isViewNews) {
      this.#isViewNews = false;
      // Before there is data the view means nothing, and the page would take it for the person's.
      if (this.#picture.data.rows > 0) this.#events.viewChanged(this.view);
    }
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
  }
}
