/** How a topic's name is set: its size, its lines, its box. */
import type { TextWidth } from './word-widths.ts';

/** A name broken into lines and measured. */
export interface SetLabel {
  lines: string[];
  font: string;
  lineHeightPx: number;
  widthPx: number;
  heightPx: number;
}

/**
 * By level; the last holds for all finer ones. Sizes in CSS pixels, from the lightest topic to the heaviest: the ranges of
 * two levels hardly meet, so that one sees at a glance which names hold which. Lines are as wide as three words or so, in
 * shares of the letters' size, so that most names take two lines.
 */
const styles = [
  { weight: 700, minSizePx: 14, maxSizePx: 22, maxWidthEm: 13 },
  { weight: 600, minSizePx: 12.5, maxSizePx: 14.5, maxWidthEm: 14 },
  { weight: 500, minSizePx: 11.5, maxSizePx: 12.5, maxWidthEm: 13 },
];
/** Smaller letters are not read on a map. */
const minSizePx = 11;
export const lineHeight = 1.2;

/** More lines than this and a name is a paragraph; the rest is in the topic tree beside the map. */
const maxLines = 3;

/** A phrase cut in two is as bad as lines this much longer or shorter than they could be, CSS pixels. */
const phraseCutCostPx = 70;

/**
 * Breaks a name into lines and measures it.
 *
 * @param share 0…1: how heavy the topic is among those of its level, which sets the size within the level's range.
 * @param factor of all sizes: below 1 on a small map.
 */
export function setLabel(
  name: string,
  level: number,
  share: number,
  fontFamily: string,
  measure: TextWidth,
  factor = 1,
): SetLabel {
  const style = styles[Math.min(level, styles.length - 1)];
  const fullSizePx = (style.minSizePx + (style.maxSizePx - style.minSizePx) * share) * factor;
  const sizePx = Math.max(minSizePx, Math.round(fullSizePx * 4) / 4);
  const font = `${style.weight} ${sizePx}px ${fontFamily}`;
  const width = (text: string) => measure(text, font);
  return setLines(breakLines(name, width, style.maxWidthEm * sizePx), font, sizePx, width);
}

/** Lines in a font, measured. */
export function setLines(
  lines: string[],
  font: string,
  sizePx: number,
  width: (text: string) => number,
): SetLabel {
  const lineHeightPx = sizePx * lineHeight;
  const widthPx = Math.max(...lines.map(width));
  return { lines, font, lineHeightPx, widthPx, heightPx: lines.length * lineHeightPx };
}

export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * As few lines as fit into the width, at most `maxLines`: a name of several phrases gives up its last ones, a single
 * phrase that is too long ends in an ellipsis. Of the ways to break, the
 * one whose lines are most even, where a break within a phrase (not after a comma) counts as some unevenness more. A
 * single long word stays whole.
 */
export function breakLines(text: string, width: (text: string) => number, maxWidthPx: number): string[] {
  const words = wordsOf(text);
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

/** As many words a line as fit; a word that is wider than a line has one of its own. */
export function fillLines(
  words: readonly string[],
  width: (text: string) => number,
  maxWidthPx: number,
): string[] {
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
