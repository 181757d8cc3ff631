/** Under the picture of a map: its legend, in rows, and a line that says what it is of. */
import type { MapSnapshot, PictureContext } from './map-snapshot.ts';

export interface PictureFooter {
  heightPx: number;
  /** @param topPx where it begins. */
  draw(context: PictureContext, topPx: number): void;
}

/** More entries than these make the legend larger than the map's own; the rest is counted. */
const mostEntries = 14;
const mostLetters = 44;
const sizes = { fontPx: 12, titlePx: 12, captionPx: 11.5, rowPx: 20, marginPx: 16, swatchPx: 4.5, gapPx: 16 };
/** Of a ramp's strip. */
const stepPx = 7;

interface Piece {
  xPx: number;
  row: number;
  draw(context: PictureContext, xPx: number, yPx: number): void;
}

/**
 * @param caption what the picture is of: corpus, number of papers, date.
 * @param measure width of a text in a font, CSS pixels.
 */
export function pictureFooter(
  { legend, hidden, size, theme, fontFamily }: MapSnapshot,
  caption: string,
  measure: (text: string, font: string) => number,
): PictureFooter {
  const font = `400 ${sizes.fontPx}px ${fontFamily}`;
  const titleFont = `600 ${sizes.titlePx}px ${fontFamily}`;
  const pieces: Piece[] = [];
  let xPx = sizes.marginPx;
  let row = 0;
  /** Puts a piece behind the last one, or in the next row where this one is full. */
  const put = (widthPx: number, draw: Piece['draw']) => {
    if (xPx > sizes.marginPx && xPx + widthPx > size.widthPx - sizes.marginPx) {
      row++;
      xPx = sizes.marginPx;
    }
    pieces.push({ xPx, row, draw });
    xPx += widthPx + sizes.gapPx;
  };
  const write = (text: string, textFont: string) =>
    put(measure(text, textFont), (context, x, y) => {
      context.font = textFont;
      context.fillStyle = theme.inkCss;
      context.fillText(text, x, y);
    });

  const shown = legend.entries.filter(({ code, count }) => count > 0 && !hidden.has(code));
  const { ramp } = legend;
  if (shown.length > 0) write(legend.title, titleFont);
  if (shown.length > 0 && ramp) {
    write(ramp.from, font);
    put(ramp.colors.length * stepPx, (context, x, y) => {
      ramp.colors.forEach((color, i) => {
        context.fillStyle = color;
        context.beginPath();
        context.roundRect(x + i * stepPx, y - 4, stepPx + 0.5, 8, 0);
        context.fill();
      });
    });
    write(ramp.to, font);
  } else {
    for (const { label, color, count } of shown.slice(0, mostEntries)) {
      const text = `${shortened(label)} (${count})`;
      const textStart = 2 * sizes.swatchPx + 6;
      put(textStart + measure(text, font), (context, x, y) => {
        context.fillStyle = color;
        context.beginPath();
        context.arc(x + sizes.swatchPx, y, sizes.swatchPx, 0, 2 * Math.PI);
        context.fill();
        context.font = font;
        context.fillStyle = theme.inkCss;
        context.fillText(text, x + textStart, y);
      });
    }
    if (shown.length > mostEntries) write(`and ${shown.length - mostEntries} more`, font);
  }
  const legendRows = pieces.length > 0 ? row + 1 : 0;
  return {
    heightPx: (legendRows + 1) * sizes.rowPx + sizes.marginPx,
    draw(context, topPx) {
      // Names at the lower edge of the map end there.
      context.fillStyle = theme.paperCss;
      context.beginPath();
      context.roundRect(0, topPx, size.widthPx, this.heightPx, 0);
      context.fill();
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      const yOf = (line: number) => topPx + (line + 0.5) * sizes.rowPx + sizes.marginPx / 4;
      for (const piece of pieces) piece.draw(context, piece.xPx, yOf(piece.row));
      context.font = `400 ${sizes.captionPx}px ${fontFamily}`;
      context.fillStyle = theme.inkSoftCss;
      context.fillText(caption, sizes.marginPx, yOf(legendRows));
    },
  };
}

function shortened(label: string): string {
  const letters = [...label];
  return letters.length <= mostLetters
    ? label
    : `${letters
        .slice(0, mostLetters - 1)
        .join('')
        .trimEnd()}…`;
}
