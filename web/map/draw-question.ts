/** The question's own mark: a pin whose tip is its place, with its name above or below the hits around it. */
import type { VisibleLabel } from './draw-labels.ts';
import type { OverlayContext, PlacePx } from './draw-overlay.ts';
import type { MapTheme } from './palette.ts';
import type { VisibleTitle } from './title-layer.ts';
import type { SizePx } from './viewport.ts';

const label = 'your question';
const flag = { fontPx: 12, heightPx: 22, paddingPx: 9, letterPx: 6.7 };
/** From the tip to the middle of the flag: beyond the numbers of hits that stand around the place. */
const mastPx = 54;
/** The diamond at the tip: no other mark is angular. */
const tipPx = 6;

export interface QuestionMark extends PlacePx {
  /** Where its flag stands, and the middle of it. */
  side: 'above' | 'below';
  flag: PlacePx;
}

/** Around its middle, CSS pixels. */
interface TextBox extends PlacePx {
  widthPx: number;
  heightPx: number;
}

const widthPx = label.length * flag.letterPx + 2 * flag.paddingPx;
/** Kept free between the flag and the edge of the map, its rim included. */
const edgePx = 6;

/**
 * Where the flag hides less of the names of topics and of the titles of papers, and is seen whole: above, unless below is
 * better. Near an edge of the map it stands as far within it as it must.
 */
export function markOfQuestion(
  place: PlacePx,
  size: SizePx,
  names: readonly VisibleLabel[],
  titles: readonly VisibleTitle[],
): QuestionMark {
  const boxes: TextBox[] = [
    ...names.map(({ label: { widthPx, heightPx }, xPx, yPx }) => ({ widthPx, heightPx, xPx, yPx })),
    ...titles.map(({ title: { widthPx, heightPx }, xPx, yPx, side }) => ({
      ...{ widthPx, heightPx, yPx },
      xPx: xPx + (side === 'right' ? widthPx / 2 : -widthPx / 2),
    })),
  ];
  const mark = (side: 'above' | 'below'): QuestionMark => ({
    ...place,
    side,
    flag: { xPx: withinMap(place.xPx, size), yPx: place.yPx + (side === 'above' ? -mastPx : mastPx) },
  });
  const hidden = ({ flag: { xPx, yPx } }: QuestionMark) => {
    const beyondPx = Math.max(0, flag.heightPx / 2 - yPx, yPx + flag.heightPx / 2 - size.heightPx);
    return boxes.reduce((sum, box) => {
      const across = (widthPx + box.widthPx) / 2 - Math.abs(xPx - box.xPx);
      const down = (flag.heightPx + box.heightPx) / 2 - Math.abs(yPx - box.yPx);
      return sum + Math.max(0, across) * Math.max(0, down);
    }, widthPx * Math.min(flag.heightPx, beyondPx));
  };
  const [above, below] = [mark('above'), mark('below')];
  return hidden(below) < hidden(above) ? below : above;
}

/** The middle of the flag of a place: of one that is off the map itself, right above or below it. */
function withinMap(xPx: number, size: SizePx): number {
  const least = Math.min(size.widthPx / 2, widthPx / 2 + edgePx);
  if (xPx < 0 || xPx > size.widthPx) return xPx;
  return Math.min(size.widthPx - least, Math.max(least, xPx));
}

export function drawQuestion(
  context: OverlayContext,
  theme: MapTheme,
  fontFamily: string,
  mark: QuestionMark,
): void {
  const { xPx, yPx } = mark;
  const { xPx: xFlag, yPx: yFlag } = mark.flag;
  const toEndPx = (widthPx - flag.heightPx) / 2;
  const xMast = Math.min(xFlag + toEndPx, Math.max(xFlag - toEndPx, xPx));
  for (const [color, width] of [
    [theme.paperCss, 5],
    [theme.accentCss, 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(xPx, yPx);
    context.lineTo(xMast, yFlag);
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
      xFlag - widthPx / 2 - marginPx,
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
  context.fillText(label, xFlag, yFlag + 0.5);
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
