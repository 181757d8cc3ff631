/**
 * What the map shows and its drawing: holds data, colouring, hits, selection and what is derived from them (spatial index,
 * levels, density, names), and draws each layer from that. It asks nobody and decides nothing: `MapView` does.
 */
import type { Topic } from '../../src/server/api-types.ts';
import { type ColorBy, colorRows, type Legend, type RowColors } from './coloring.ts';
import { ComingLabels } from './coming-labels.ts';
import { CoveredCorners } from './covered-corners.ts';
import { CrowdField } from './crowd-field.ts';
import {
  drawLabels,
  type LabelScene,
  labelAt,
  type MapLabel,
  type VisibleLabel,
  visibleLabels,
} from './draw-labels.ts';
import { drawOverlay, isBlank, type PlacePx } from './draw-overlay.ts';
import type { GroundStyle } from './ground-canvas.ts';
import { LabelFades } from './label-fades.ts';
import { type LabelSources, makeLabels } from './make-labels.ts';
import type { MapAsks } from './map-asks.ts';
import type { MapLayers } from './map-layers.ts';
import type { MapSnapshot } from './map-snapshot.ts';
import { typefaceFor } from './name-typeface.ts';
import { type MapArea, type OverlayState, overlayScene } from './overlay-scene.ts';
import { type MapTheme, mapTheme, type ThemeName } from './palette.ts';
import { PointPicker } from './pick-points.ts';
import { spreadOfTopics } from './place-labels.ts';
import { levelsOfRows, type Rows } from './point-levels.ts';
import { emptyData, type MapData } from './read-map.ts';
import { shadeAtZoom } from './shade-density.ts';
import { pointOpacity, pointRadiusPx, sizeFactors } from './splat-points.ts';
import { drawTitles, TitleLayer, type TitleView } from './title-layer.ts';
import {
  type BoundsData,
  boundsOf,
  type CoveredPx,
  fitBounds,
  fitClear,
  paddingOf,
  toData,
  toPx,
  type Viewport,
} from './viewport.ts';

/** Of points that are sized by a number: the largest are 2.4 times as large. */
const maxSizedRadiusPx = 6.5;
/** Names while hits are in the light. */
const quietNames = 0.55;
/** Names of a new map are made for so long a frame: half of it, so that the map can be moved meanwhile. */
const namesBudgetMs = 8;

export class MapPicture {
  readonly #layers: MapLayers;
  readonly #viewOf: () => Viewport;
  readonly #asks: MapAsks;
  readonly #fades = new LabelFades();
  /** Titles of papers. */
  readonly titles: TitleLayer;

  data = emptyData;
  bounds: BoundsData = boundsOf([]);
  /** Rows that do not exist must not be in any of these. */
  selected: number | null = null;
  neighbors: readonly { row: number; similarity: number }[] = [];
  marks: { liked: readonly number[]; disliked: readonly number[] } = { liked: [], disliked: [] };
  library: readonly number[] = [];
  collection: readonly number[] = [];
  added: readonly number[] = [];
  question: { xData: number; yData: number } | null = null;
  hoveredRow: number | null = null;
  hoveredTopic: number | null = null;
  areas: readonly MapArea[] = [];
  /** Pixels. */
  drawing: readonly PlacePx[] = [];
  showCross = false;

  #topics: readonly Topic[] = [];
  // Made when first asked for: the first picture needs none of them.
  #picker: PointPicker | null = null;
  #spreads: ReadonlyMap<number, number> | null = null;
  #crowd: CrowdField | null = null;
  readonly #corners = new CoveredCorners();
  #by: ColorBy = 'topic';
  #theme: MapTheme = mapTheme('light');
  #rowColors: RowColors = colorRows(emptyData, 'none', [], 'light');
  #hidden: ReadonlySet<number> = new Set();
  #hits: Rows | null = null;
  #ranked = true;
  #levels: Uint8Array = new Uint8Array(0);
  #sizes: Uint8Array | null = null;
  readonly #labels = new ComingLabels(() => makeLabels(this.#labelSources()));
  /** Whether the points were to be seen when names were last drawn. */
  #hadPoints = false;
  #visible: readonly VisibleLabel[] = [];
  #isOverlayBlank = true;

  /** @param viewOf the present view; asked at each drawing. */
  constructor(layers: MapLayers, viewOf: () => Viewport, asks: MapAsks) {
    this.#layers = layers;
    this.#viewOf = viewOf;
    this.#asks = asks;
    this.titles = new TitleLayer(asks.titleOf, (text, font) => this.#widthOf(text, font));
  }

  /** Takes data and forgets all that was said of the rows before; `setColoring` is to follow before anything is drawn. */
  setData(data: MapData, topics: readonly Topic[]): void {
    this.data = data;
    this.#layers.ground.setPoints(data.points);
    this.bounds = boundsOf(data.points);
    this.selected = null;
    this.neighbors = [];
    this.marks = { liked: [], disliked: [] };
    this.library = [];
    this.collection = [];
    this.added = [];
    this.question = null;
    this.hoveredRow = null;
    this.hoveredTopic = null;
    this.#topics = topics;
    this.#picker = null;
    this.#crowd = null;
    this.#spreads = null;
    this.#hidden = new Set();
    this.#hits = null;
    this.#sizes = null;
    this.titles.setData(data, () => this.#pickerOf().grid, this.bounds);
    this.#labels.renew(
      typefaceFor(
        this.#fontFamily(),
        topics.map(({ name }) => name),
      ),
    );
  }

  setTopics(topics: readonly Topic[]): void {
    this.#topics = topics;
  }

  setColoring(by: ColorBy, theme: ThemeName, similarities: Float32Array | null): Legend {
    this.#by = by;
    this.#theme = mapTheme(theme);
    this.#rowColors = colorRows(this.data, by, this.#topics, theme, similarities);
    this.#remakeLevels();
    this.forgetLabels();
    return this.#rowColors.legend;
  }

  setHidden(codes: ReadonlySet<number>): void {
    this.#hidden = codes;
    this.#remakeLevels();
  }

  /** @param ranked whether the first ones are numbered. */
  setHits(rows: Rows | null, ranked: boolean): void {
    // Told again, as other answers come: a picture of the same would be painted and the one before thrown away.
    const isSame = rows === null && this.#hits === null;
    this.#hits = rows;
    this.#ranked = ranked;
    if (!isSame) this.#remakeLevels();
  }

  /** @param sizes a place in `sizeFactors` a row; null: all of one size. */
  setSizes(sizes: Uint8Array | null): void {
    if (sizes === this.#sizes) return;
    this.#sizes = sizes;
    this.#tellLooks();
  }

  /** Names are set anew when next drawn: after a change of size or font. */
  forgetLabels(): void {
    this.#labels.forget();
    this.titles.forgetSetting();
  }

  isRow(row: number): boolean {
    return Number.isInteger(row) && row >= 0 && row < this.data.rows;
  }

  /** The measure of zoom: it depends on data and size only. */
  fittedView(): Viewport {
    return fitBounds(this.bounds, this.#layers.size, paddingOf(this.#layers.size));
  }

  /** All of the map, beside what lies over it. */
  clearView(covered: CoveredPx): Viewport {
    const { size } = this.#layers;
    const view = this.#uncoveredView(covered);
    if (this.#corners.keep(covered, view, size)) this.forgetLabels();
    return view;
  }

  #uncoveredView(covered: CoveredPx): Viewport {
    const { size } = this.#layers;
    return fitClear(this.data.points, this.bounds, size, paddingOf(size), covered);
  }

  positionOf(row: number): { xPx: number; yPx: number } {
    const { points } = this.data;
    return toPx(this.#viewOf(), this.#layers.size, points[2 * row], points[2 * row + 1]);
  }

  /** The row at a place, or within `reachPx` of its edge; null for none. */
  rowAt(xPx: number, yPx: number, reachPx: number): number | null {
    const view = this.#viewOf();
    const { xData, yData } = toData(view, this.#layers.size, xPx, yPx);
    const largest = this.#sizes ? Math.max(...sizeFactors) : 1;
    const radiusData = (this.#pointRadiusPx() * largest + reachPx) / view.scale;
    return this.#pickerOf().nearest(xData, yData, radiusData, this.#levels);
  }

  /** The topic whose name is drawn at a place; null for none. */
  topicAt(xPx: number, yPx: number): number | null {
    return labelAt(this.#visible, xPx, yPx)?.id ?? null;
  }

  drawGround(isMoving: boolean): void {
    const { ground, size, pixelRatio } = this.#layers;
    const sceneAt = (view: Viewport) => ({ view, ...this.#groundStyle(view) });
    ground.draw(sceneAt(this.#viewOf()), sceneAt(this.fittedView()), size, pixelRatio, isMoving);
  }

  /** What is shown, without what belongs to a hand at work: the point under the pointer, the cross, an area being drawn. */
  snapshot(): MapSnapshot {
    const view = this.#viewOf();
    const { size } = this.#layers;
    // Names as they will stand when none fades any more.
    const labels = this.#labels.all();
    const faded = new LabelFades().at(labels, view.scale, Infinity);
    const shown = visibleLabels(labels, faded, view, size);
    return {
      ...{ size, view, theme: this.#theme, fontFamily: this.#fontFamily() },
      ...{ points: this.data.points, colors: this.#rowColors.colors },
      ...{ levels: this.#levels, sizes: this.#sizes },
      ground: this.#groundStyle(view),
      titles: { titles: this.titles.atRest(this.#titleView(labels, shown)), theme: this.#theme },
      labels: this.#labelScene(shown, null),
      overlay: overlayScene({ ...this.#overlayState(), hovered: null, showCross: false, drawing: [] }),
      ...{ legend: this.#rowColors.legend, hidden: this.#hidden },
    };
  }

  /**
   * @param nowMs the time of the frame, for names that fade in; `Infinity`: none does.
   * @returns whether some are still to come or fading in: then the next frame has to draw them again.
   */
  drawNames(nowMs: number): boolean {
    const { names, size } = this.#layers;
    const view = this.#viewOf();
    this.#layers.begin(names);
    // The points first: the frame that shows a new map does not wait for its names.
    const labels = this.#labels.areComing && !this.#hadPoints ? [] : this.#labels.next(namesBudgetMs);
    this.#hadPoints = this.#layers.ground.showsPoints;
    const faded = this.#fades.at(labels, view.scale, nowMs);
    this.#visible = visibleLabels(labels, faded, view, size);
    const areFading = this.titles.at(this.#titleView(labels, this.#visible), nowMs);
    drawTitles(names, { titles: this.titles.visible, theme: this.#theme });
    drawLabels(names, this.#labelScene(this.#visible, this.hoveredTopic));
    // For whoever looks from outside, as with the ground's "settled".
    names.canvas.dataset.named = String(!this.#labels.areComing);
    return faded.isFading || areFading || this.#labels.areComing;
  }

  drawOverlay(): void {
    const { overlay } = this.#layers;
    const scene = overlayScene(this.#overlayState());
    // Most of the time there is nothing on it: then the browser need not be told of a new layer at every step of a pan.
    const isNowBlank = isBlank(scene);
    if (isNowBlank && this.#isOverlayBlank) return;
    this.#isOverlayBlank = isNowBlank;
    this.#layers.begin(overlay);
    drawOverlay(overlay, scene);
  }

  #labelScene(labels: readonly VisibleLabel[], hoveredId: number | null): LabelScene {
    return { labels, theme: this.#theme, hoveredId, opacity: this.#hits ? quietNames : 1 };
  }

  #titleView(names: readonly MapLabel[], visibleNames: readonly VisibleLabel[]): TitleView {
    const { size } = this.#layers;
    return {
      ...{ view: this.#viewOf(), size, names, visibleNames },
      ...{ pointRadiusPx: this.#pointRadiusPx(), fontFamily: this.#fontFamily() },
      rightPx: () => size.widthPx - this.#asks.covered().rightPx,
    };
  }

  #pickerOf(): PointPicker {
    this.#picker ??= new PointPicker(this.data.points, this.data.representative);
    return this.#picker;
  }

  #widthOf(text: string, font: string): number {
    const { names } = this.#layers;
    names.font = font;
    return names.measureText(text).width;
  }

  #groundStyle(view: Viewport): GroundStyle {
    const { paper, shade, faint } = this.#theme;
    const zoom = view.scale / this.fittedView().scale;
    return {
      radiusPx: this.#pointRadiusPx(zoom),
      opacity: pointOpacity(this.data.rows, this.#areaPx(), zoom),
      faintOpacity: faint,
      shade: shade * shadeAtZoom(zoom),
      paper,
    };
  }

  #overlayState(): OverlayState {
    return {
      points: this.data.points,
      colors: this.#rowColors.colors,
      sizes: this.#sizes,
      bounds: this.bounds,
      view: this.#viewOf(),
      size: this.#layers.size,
      theme: this.#theme,
      fontFamily: this.#fontFamily(),
      pointRadiusPx: this.#pointRadiusPx(),
      selected: this.selected,
      neighbors: this.neighbors,
      hits: this.#ranked ? this.#hits : null,
      marks: this.marks,
      ...{ library: this.library, collection: this.collection, added: this.added },
      question: this.question,
      ...{ names: this.#visible, titles: this.titles.visible },
      hovered: this.hoveredRow,
      areas: this.areas,
      drawing: this.drawing,
      showCross: this.showCross,
    };
  }

  #labelSources(): LabelSources {
    const { size } = this.#layers;
    const { points, topicLevels, rows } = this.data;
    this.#spreads ??= spreadOfTopics(points, topicLevels, this.#topics);
    if (rows > 0) this.#crowd ??= new CrowdField(points, this.bounds);
    const wordOfTopic = new Map<number, number>();
    if (this.#by === 'topic') {
      const { codes, colors } = this.#rowColors;
      for (let row = 0; row < codes.length; row++)
        if (codes[row] >= 0) wordOfTopic.set(codes[row], colors[row]);
    }
    return {
      topics: this.#topics,
      spreads: this.#spreads,
      wordOfTopic,
      theme: this.#theme,
      fontFamily: this.#fontFamily(),
      size,
      ground: this.#crowd && {
        fittedScale: this.#uncoveredView(this.#corners.withoutPane).scale,
        bounds: this.bounds,
        crowd: this.#crowd,
        covered: this.#corners.ends,
      },
      measure: (text, font) => this.#widthOf(text, font),
    };
  }

  #remakeLevels(): void {
    this.#levels = levelsOfRows(this.#rowColors.codes, this.#hidden, this.#hits, this.#by === 'similarity');
    this.#tellLooks();
  }

  #tellLooks(): void {
    const { colors } = this.#rowColors;
    this.#layers.ground.setLooks({ colors, levels: this.#levels, sizes: this.#sizes });
    const hits = this.#hits;
    this.titles.setLooks({ levels: this.#levels, hits, ranked: this.#ranked, sizes: this.#sizes });
  }

  /** 1 where the whole map is shown, larger nearer. */
  #zoom(): number {
    return this.#viewOf().scale / this.fittedView().scale;
  }

  #areaPx(): number {
    return this.#layers.size.widthPx * this.#layers.size.heightPx;
  }

  #pointRadiusPx(zoom = this.#zoom()): number {
    const radiusPx = pointRadiusPx(this.data.rows, this.#areaPx(), zoom);
    return this.#sizes ? Math.min(maxSizedRadiusPx, radiusPx) : radiusPx;
  }

  #fontFamily(): string {
    return getComputedStyle(this.#layers.overlayElement).fontFamily;
  }
}
