/** The question's own mark: a pin whose tip is its place, with its name above or below the hits around it. */
import type { VisibleLabel } from './draw-labels.ts';
import type { OverlayContext, PlacePx } from './draw-overlay.ts';
import type { MapTheme } from './palette.ts';

const label = 'your question';
const flag = { fontPx: 12, heightPx: 22, paddingPx: 9, letterPx: 6.7 };
/** From the tip to the middle of the flag: beyond the numbers of hits that stand around the place. */
const mastPx = 54;
/** The diamond at the tip: no other mark is angular. */
const tipPx = 6;

export interface QuestionMark extends PlacePx {
  /** Where its flag stands. */
  side: 'above' | 'below';
}

const widthPx = label.length * flag.letterPx + 2 * flag.paddingPx;
const flagAt = ({ yPx, side }: QuestionMark) => (side === 'above' ? yPx - mastPx : yPx + mastPx);

/** Where the flag hides less of the names of topics: above, unless below is better. */
export function markOfQuestion(place: PlacePx, names: readonly VisibleLabel[]): QuestionMark {
  const hidden = (mark: QuestionMark) =>
    names.reduce((sum, { label: { widthPx: nameWidthPx, heightPx }, xPx, yPx }) => {
      const across = (widthPx + nameWidthPx) / 2 - Math.abs(mark.xPx - xPx);
      const down = (flag.heightPx + heightPx) / 2 - Math.abs(flagAt(mark) - yPx);
      return sum + Math.max(0, across) * Math.max(0, down);
    }, 0);
  const above: QuestionMark = { ...place, side: 'above' };
  const below: QuestionMark = { ...place, side: 'below' };
  return hidden(below) < hidden(above) ? below : above;
}

export function drawQuestion(
  context: OverlayContext,
  theme: MapTheme,
  fontFamily: string,
  mark: QuestionMark,
): void {
  const { xPx, yPx } = mark;
  const yFlag = flagAt(mark);
  for (const [color, width] of [
    [theme.paperCss, 5],
    [theme.accentCss, 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(xPx, yPx);
    context.lineTo(xPx, yFlag);
    context.stroke();
  }
  diamond(context, xPx, yPx, tipPx + 2, theme.paperCss);
  diamond(context, xPx, yPx, tipPx, theme.accentCss);
  // Paper within a line, where the numbers of hits are filled.
  for (const [color, marginPx] of [
    [theme.paperCss, 4],
    [theme.accentCss, 2],
    [theme.paperCss, 0],
  ] as const) {
    context.fillStyle = color;
    context.beginPath();
    context.roundRect(
      xPx - widthPx / 2 - marginPx,
      yFlag - flag.heightPx / 2 - marginPx,
      widthPx + 2 * marginPx,
      flag.heightPx + 2 * marginPx,
      flag.heightPx / 2 + marginPx,
    );
    context.fill();
  }
  context.font = `600 ${flag.fontPx}px ${fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.accentCss;
  context.fillText(label, xPx, yFlag + 0.5);
}

function diamond(context: OverlayContext, xPx: number, yPx: number, reachPx: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(xPx, yPx - reachPx);
  context.lineTo(xPx + reachPx, yPx);
  context.lineTo(xPx, yPx + reachPx);
  context.lineTo(xPx - reachPx, yPx);
  context.fill();
}
