/** The map at one moment, as values: all that a picture of it is made from. */

import { drawLabels, type LabelContext, type LabelScene } from './draw-labels.ts';
import { drawOverlay, type OverlayContext, type OverlayScene } from './draw-overlay.ts';
import type { GroundStyle } from './ground-canvas.ts';
import type { MapTheme } from './palette.ts';
import type { Legend } from './row-colors.ts';
import { drawTitles, type TitleScene } from './title-layer.ts';
import type { SizePx, Viewport } from './viewport.ts';

export interface MapSnapshot {
  size: SizePx;
  view: Viewport;
  theme: MapTheme;
  fontFamily: string;
  /** 2 a row, data space. */
  points: Float32Array;
  /** A word a row, as in ImageData. */
  colors: Uint32Array;
  /** A `pointLevel` a row. */
  levels: Uint8Array;
  /** A place in `sizeFactors` a row; null: all of one size. */
  sizes: Uint8Array | null;
  ground: GroundStyle;
  titles: TitleScene;
  labels: LabelScene;
  overlay: OverlayScene;
  legend: Legend;
  /** Codes that the legend has switched off. */
  hidden: ReadonlySet<number>;
}

/** What a picture is drawn with: a canvas, or `SvgContext`. */
export type PictureContext = LabelContext & OverlayContext;

/** Titles, names, and what lies over them; the points are each kind of picture's own. */
export function drawAbovePoints(context: PictureContext, { titles, labels, overlay }: MapSnapshot): void {
  drawTitles(context, titles);
  drawLabels(context, labels);
  drawOverlay(context, overlay);
}
