/** Topic names on the map: how they are set, and drawing them with a halo that keeps them readable on any ground. */
import type { MapTheme } from './palette.ts';
import { isShownAt, type LabelRange } from './place-labels.ts';
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

/** A name broken into lines and measured. */
export interface SetLabel {
  lines: string[];
  font: string;
  lineHeightPx: number;
  widthPx: number;
  heightPx: number;
}

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

/** By level; the last holds for all finer ones. Sizes in CSS pixels, from the lightest topic to the heaviest. */
const styles = [
  { weight: 650, minSizePx: 13.5, maxSizePx: 18.5, maxWidthPx: 168 },
  { weight: 600, minSizePx: 12, maxSizePx: 14, maxWidthPx: 140 },
  { weight: 500, minSizePx: 11.5, maxSizePx: 12.5, maxWidthPx: 130 },
];
/** Smaller letters are not read on a map. */
const minSizePx = 11;
const lineHeight = 1.2;

/** More lines than this and a name is a paragraph; the rest is in the topic tree beside the map. */
const maxLines = 3;

/** A phrase cut in two is as bad as lines this much longer or shorter than they could be, CSS pixels. */
const phraseCutCostPx = 70;

/** Of the halo, on each side of a letter, CSS pixels. */
const haloPx = 2.25;
const haloOpacity = 0.8;

/** Milliseconds from nothing to full: a name that pops up draws the eye away from what one looks at. */
const fadeInMs = 180;

/**
 * Breaks a name into lines and measures it.
 *
 * @param share 0…1: how heavy the topic is among those of its level, which sets the size within the level's range.
 * @param measure the width of a text in a font, CSS pixels.
 * @param factor of all sizes: below 1 on a small map.
 */
export function setLabel(
  name: string,
  level: number,
  share: number,
  fontFamily: string,
  measure: (text: string, font: string) => number,
  factor = 1,
): SetLabel {
  const style = styles[Math.min(level, styles.length - 1)];
  const fullSizePx = (style.minSizePx + (style.maxSizePx - style.minSizePx) * share) * factor;
  const sizePx = Math.max(minSizePx, Math.round(fullSizePx * 4) / 4);
  const font = `${style.weight} ${sizePx}px ${fontFamily}`;
  const width = (text: string) => measure(text, font);
  const lines = breakLines(name, width, style.maxWidthPx * factor);
  const lineHeightPx = sizePx * lineHeight;
  return {
    lines,
    font,
    lineHeightPx,
    widthPx: Math.max(...lines.map(width)),
    heightPx: lines.length * lineHeightPx,
  };
}

/**
 * As few lines as fit into the width, at most `maxLines`: a name of several phrases gives up its last ones, a single
 * phrase that is too long ends in an ellipsis. Of the ways to break, the
 * one whose lines are most even, where a break within a phrase (not after a comma) counts as some unevenness more. A
 * single long word stays whole.
 */
export function breakLines(text: string, width: (text: string) => number, maxWidthPx: number): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [''];
  const fewest = fillLines(words, width, maxWidthPx);
  if (fewest.length === 1) return fewest;
  const lastComma = text.lastIndexOf(', ');
  if (fewest.length > maxLines && lastComma > 0)
    return breakLines(text.slice(0, lastComma), width, maxWidthPx);
  if (fewest.length > maxLines) {
    const kept = fewest.slice(0, maxLines);
    kept[maxLines - 1] = `${kept[maxLines - 1].replace(/[,;:]$/, '')} …`;
    return kept;
  }
  let best = fewest;
  let bestCost = Infinity;
  const widest = Math.max(maxWidthPx, ...fewest.map(width));
  /** Tries every way to break the words from `from` on into `left` lines: two breaks at most, so a few dozen ways. */
  const tryBreaks = (from: number, left: number, lines: string[]): void => {
    if (left === 1) {
      const all = [...lines, words.slice(from).join(' ')];
      const widths = all.map(width);
      if (Math.max(...widths) > widest) return;
      const mean = widths.reduce((sum, value) => sum + value, 0) / widths.length;
      const uneven = widths.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const cuts = lines.filter((line) => !line.endsWith(',')).length;
      const cost = uneven + cuts * phraseCutCostPx ** 2;
      if (cost < bestCost) {
        best = all;
        bestCost = cost;
      }
      return;
    }
    for (let to = from + 1; to <= words.length - left + 1; to++)
      tryBreaks(to, left - 1, [...lines, words.slice(from, to).join(' ')]);
  };
  tryBreaks(0, fewest.length, []);
  return best;
}

/**
 * Lets names appear softly: each that the scale newly shows fades in with time. One that the scale no longer shows is
 * gone at once, since what it makes room for may stand in its place.
 */
export class LabelFades {
  readonly #shownSinceMs = new Map<number, number>();

  /**
   * The names shown at this scale, in view or not, so that panning makes none fade.
   *
   * @param nowMs the time of the frame; `Infinity`: no fading, all in full.
   * @returns the opacity (0…1) by id, and whether some are not yet shown in full.
   */
  at(
    labels: readonly MapLabel[],
    scale: number,
    nowMs: number,
  ): { opacities: Map<number, number>; isFading: boolean } {
    const opacities = new Map<number, number>();
    let isFading = false;
    for (const { id, range } of labels) {
      if (!isShownAt(range, scale)) {
        this.#shownSinceMs.delete(id);
        continue;
      }
      const since = this.#shownSinceMs.get(id) ?? (nowMs === Infinity ? -Infinity : nowMs);
      this.#shownSinceMs.set(id, since);
      const opacity = since === -Infinity || nowMs === Infinity ? 1 : Math.min(1, (nowMs - since) / fadeInMs);
      opacities.set(id, opacity);
      if (opacity < 1) isFading = true;
    }
    return { opacities, isFading };
  }
}

/** Those of the shown names that are in view, finest first. */
export function visibleLabels(
  labels: readonly MapLabel[],
  opacities: ReadonlyMap<number, number>,
  view: Viewport,
  size: SizePx,
): VisibleLabel[] {
  const visible: VisibleLabel[] = [];
  for (const label of labels) {
    const opacity = opacities.get(label.id);
    if (opacity === undefined) continue;
    const { xPx, yPx } = toPx(view, size, label.xData, label.yData);
    if (xPx + label.widthPx / 2 < 0 || xPx - label.widthPx / 2 > size.widthPx) continue;
    if (yPx + label.heightPx / 2 < 0 || yPx - label.heightPx / 2 > size.heightPx) continue;
    visible.push({ label, xPx, yPx, opacity });
  }
  return visible.sort((a, b) => b.label.level - a.label.level || a.label.id - b.label.id);
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
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = theme.paperCss;
  for (const { label, xPx, yPx, opacity } of scene.labels) {
    const isHovered = label.id === scene.hoveredId;
    const strength = opacity * (isHovered ? 1 : scene.opacity);
    context.font = label.font;
    context.lineWidth = 2 * haloPx;
    const top = yPx - label.heightPx / 2 + label.lineHeightPx / 2;
    const yOf = (line: number) => Math.round(top + line * label.lineHeightPx);
    // All halos before all letters: a line's halo must not cut the line above.
    context.globalAlpha = strength * haloOpacity;
    label.lines.forEach((text, line) => {
      context.strokeText(text, Math.round(xPx), yOf(line));
    });
    context.globalAlpha = strength;
    context.fillStyle = isHovered ? theme.inkCss : label.color;
    label.lines.forEach((text, line) => {
      context.fillText(text, Math.round(xPx), yOf(line));
    });
  }
  context.globalAlpha = 1;
}

function fillLines(words: readonly string[], width: (text: string) => number, maxWidthPx: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > maxWidthPx) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines;
}
