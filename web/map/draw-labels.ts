/** Topic names on the map: which are in view, and drawing them with a halo that keeps them readable on any ground. */
import type { FadedLabels } from './label-fades.ts';
import type { MapTheme } from './palette.ts';
import type { LabelRange } from './place-labels.ts';
import type { SetLabel } from './set-label.ts';
import { type SizePx, toPx, type Viewport } from './viewport.ts';

/** What is used of a canvas context, so that a test can hand in a recording one. */
export type LabelContext = Pick<
  CanvasRenderingContext2D,
  | 'font'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'globalAlpha'
  | 'textAlign'
  | 'textBaseline'
  | 'fillText'
  | 'strokeText'
>;

export interface MapLabel extends SetLabel {
  /** The topic's id. */
  id: number;
  level: number;
  xData: number;
  yData: number;
  range: LabelRange;
  /** "#rrggbb" */
  color: string;
}

/** A name in view. */
export interface VisibleLabel {
  label: MapLabel;
  /** Middle of the text, CSS pixels. */
  xPx: number;
  yPx: number;
  /** 0…1 */
  opacity: number;
}

export interface LabelScene {
  /** Coarser ones later: they are drawn on top. */
  labels: readonly VisibleLabel[];
  theme: MapTheme;
  /** The one under the pointer, or null. */
  hoveredId: number | null;
  /** 0…1, over all: names step back while hits are in the light. */
  opacity: number;
}

/** Of the halo, on each side of a letter, CSS pixels. */
const haloPx = 2.75;
const haloOpacity = 0.85;

/** Those of the names that are in view, finest first; one that goes only where no other stands in its room. */
export function visibleLabels(
  labels: readonly MapLabel[],
  { opacities, leaving }: Pick<FadedLabels, 'opacities' | 'leaving'>,
  view: Viewport,
  size: SizePx,
): VisibleLabel[] {
  const inView: VisibleLabel[] = [];
  for (const label of labels) {
    const opacity = opacities.get(label.id);
    if (opacity === undefined) continue;
    const { xPx, yPx } = toPx(view, size, label.xData, label.yData);
    if (xPx + label.widthPx / 2 < 0 || xPx - label.widthPx / 2 > size.widthPx) continue;
    if (yPx + label.heightPx / 2 < 0 || yPx - label.heightPx / 2 > size.heightPx) continue;
    inView.push({ label, xPx, yPx, opacity });
  }
  const visible =
    leaving.size === 0
      ? inView
      : inView.filter((one) => {
          const overlaps = (other: VisibleLabel) => other !== one && doOverlap(one, other);
          return !leaving.has(one.label.id) || !inView.some(overlaps);
        });
  return visible.sort((a, b) => b.label.level - a.label.level || a.label.id - b.label.id);
}

function doOverlap(a: VisibleLabel, b: VisibleLabel): boolean {
  return (
    Math.abs(a.xPx - b.xPx) < (a.label.widthPx + b.label.widthPx) / 2 &&
    Math.abs(a.yPx - b.yPx) < (a.label.heightPx + b.label.heightPx) / 2
  );
}

/** The name under a place, or null. */
export function labelAt(visible: readonly VisibleLabel[], xPx: number, yPx: number): MapLabel | null {
  const found = visible.find(
    ({ label, xPx: x, yPx: y }) =>
      Math.abs(xPx - x) <= label.widthPx / 2 && Math.abs(yPx - y) <= label.heightPx / 2,
  );
  return found?.label ?? null;
}

export function drawLabels(context: LabelContext, scene: LabelScene): void {
  const { theme } = scene;
  context.textAlign = 'center';
  for (const { label, xPx, yPx, opacity } of scene.labels) {
    const isHovered = label.id === scene.hoveredId;
    const strength = opacity * (isHovered ? 1 : scene.opacity);
    drawHaloed(context, label, xPx, yPx, isHovered ? theme.inkCss : label.color, theme.paperCss, strength);
  }
}

/**
 * @param xPx where the context's `textAlign` puts the lines.
 * @param yPx the middle of all lines.
 * @param strength 0…1: the opacity of the letters; the halo has less.
 */
export function drawHaloed(
  context: LabelContext,
  { lines, font, heightPx, lineHeightPx }: SetLabel,
  xPx: number,
  yPx: number,
  color: string,
  haloColor: string,
  strength: number,
): void {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = haloColor;
  context.font = font;
  context.lineWidth = 2 * haloPx;
  const top = yPx - heightPx / 2 + lineHeightPx / 2;
  const yOf = (line: number) => Math.round(top + line * lineHeightPx);
  // All halos before all letters: a line's halo must not cut the line above.
  context.globalAlpha = strength * haloOpacity;
  lines.forEach((text, line) => {
    context.strokeText(text, Math.round(xPx), yOf(line));
  });
  context.globalAlpha = strength;
  context.fillStyle = color;
  lines.forEach((text, line) => {
    context.fillText(text, Math.round(xPx), yOf(line));
  });
  context.globalAlpha = 1;
}
