/** From rows to places: what the overlay shows at this view, for `drawOverlay`. */
import type { VisibleLabel } from './draw-labels.ts';
import type { DrawnArea, OverlayPoint, OverlayScene, PlacePx } from './draw-overlay.ts';
import { markOfQuestion } from './draw-question.ts';
import { isFarOnMap } from './far-on-map.ts';
import { cssOf } from './oklch.ts';
import type { MapTheme } from './palette.ts';
import type { Rows } from './point-levels.ts';
import { sizeFactors } from './splat-points.ts';
import type { VisibleTitle } from './title-layer.ts';
import { type BoundsData, type SizePx, toPx, type Viewport } from './viewport.ts';

/** An area of the map that belongs to the question. */
export interface MapArea {
  kind: 'filter' | 'near';
  corners: readonly (readonly [xData: number, yData: number])[];
}

/** What lies over the points whatever is selected, hit or marked. */
export interface OverlayParts {
  /** Rows. */
  marks: { liked: readonly number[]; disliked: readonly number[] };
  /** Rows of the person's own bibliography. */
  library: readonly number[];
  /** Rows of the collection that is shown. */
  collection: readonly number[];
  /** Rows of papers that have come since what is asked. */
  added: readonly number[];
  /** Areas that belong to the question. */
  areas: readonly MapArea[];
  /** The outline of an area that is being drawn, CSS pixels; empty: none is. */
  drawing: readonly PlacePx[];
}

export interface OverlayState extends OverlayParts {
  points: Float32Array;
  /** A word a row. */
  colors: Uint32Array;
  /** A place in `sizeFactors` a row; null: all of one size. */
  sizes?: Uint8Array | null;
  bounds: BoundsData;
  view: Viewport;
  size: SizePx;
  theme: MapTheme;
  fontFamily: string;
  pointRadiusPx: number;
  selected: number | null;
  /** Of the selected row, the most similar first. */
  neighbors: readonly { row: number; similarity: number }[];
  /** Best first, or null when nothing is asked. */
  hits: Rows | null;
  /** Where the question stands, in data space. */
  question: { xData: number; yData: number } | null;
  /** Names of topics that are in view. */
  names: readonly VisibleLabel[];
  /** Titles of papers that are in view. */
  titles: readonly VisibleTitle[];
  hovered: number | null;
  showCross: boolean;
}

/** Hits with a ring and a number; the others are lifted only. */
export const numberedHits = 10;

export function overlayScene(state: OverlayState): OverlayScene {
  const { points, colors, sizes, bounds, view, size, marks } = state;
  const placed = (row: number): OverlayPoint => ({
    ...toPx(view, size, points[2 * row], points[2 * row + 1]),
    color: cssOf(colors[row]),
    ...(sizes ? { sizeFactor: sizeFactors[sizes[row]] } : {}),
  });
  const { selected } = state;
  return {
    size,
    theme: state.theme,
    fontFamily: state.fontFamily,
    pointRadiusPx: state.pointRadiusPx,
    selected: selected === null ? null : placed(selected),
    neighbors:
      selected === null
        ? []
        : state.neighbors
            .filter(({ row }) => row !== selected)
            .map(({ row, similarity }) => ({
              ...placed(row),
              similarity,
              isFar: isFarOnMap(points, bounds, selected, row),
            })),
    hits: Array.from(state.hits?.slice(0, numberedHits) ?? [], placed),
    liked: marks.liked.map(placed),
    disliked: marks.disliked.map(placed),
    library: state.library.map(placed),
    collection: state.collection.map(placed),
    added: state.added.map(placed),
    question:
      state.question &&
      markOfQuestion(
        toPx(view, size, state.question.xData, state.question.yData),
        size,
        state.names,
        state.titles,
      ),
    hovered: state.hovered === null ? null : placed(state.hovered),
    areas: [
      ...state.areas.map(
        ({ kind, corners }): DrawnArea => ({
          kind,
          outline: corners.map(([x, y]) => toPx(view, size, x, y)),
        }),
      ),
      ...(state.drawing.length > 0 ? [{ kind: 'drawing', outline: state.drawing } as const] : []),
    ],
    showCross: state.showCross,
  };
}
