/** How a paper's title is set beside its point: two short lines at most, the rest is an ellipsis. */
import { fillLines, type SetLabel, setLines, wordsOf } from './set-label.ts';
import type { TextWidth } from './word-widths.ts';

/** Lighter and smaller than any topic's name: it is read only by who looks for it. Widths hold some 28 letters. */
export const titleStyle = { weight: 450, sizePx: 11.5, maxWidthPx: 164, maxLines: 2 };

/** @returns null for a title without letters. */
export function setTitle(title: string, fontFamily: string, measure: TextWidth): SetLabel | null {
  const { weight, sizePx, maxWidthPx, maxLines } = titleStyle;
  const font = `${weight} ${sizePx}px ${fontFamily}`;
  const width = (text: string) => measure(text, font);
  const words = wordsOf(title);
  if (words.length === 0) return null;
  const all = fillLines(words, width, maxWidthPx);
  const lines = all.slice(0, maxLines).map((line, i) => {
    const isCut = all.length > maxLines && i === maxLines - 1;
    return isCut || width(line) > maxWidthPx ? shortened(line, width, maxWidthPx) : line;
  });
  return setLines(lines, font, sizePx, width);
}

/** As many letters as fit with an ellipsis after them. */
function shortened(line: string, width: (text: string) => number, maxWidthPx: number): string {
  const letters = [...line];
  while (letters.length > 1 && width(`${letters.join('')}…`) > maxWidthPx) letters.pop();
  return `${letters.join('').replace(/[\s,;:.–—-]+$/, '')}…`;
}
