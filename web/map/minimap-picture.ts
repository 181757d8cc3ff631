/** The whole map in small: where papers are, and which part of it is seen. */
import type { MapTheme } from './palette.ts';
import { type BoundsData, fitBounds, type SizePx, toPx, type Viewport } from './viewport.ts';

/** Points drawn at most, evenly chosen: more fill no more pixels of so small a picture. */
const mostPoints = 50_000;
const paddingPx = { xPx: 6, yPx: 6 };
/** Opacity that each point adds to a pixel, 0…255: of many, one is a trace and a crowd is dark; of few, each is a dot. */
const pointAlpha = { many: 70, few: 190 };
/** Up to so many points are dots of two by two pixels. */
const fewPoints = 5_000;
/** Where nearly all of the map is seen the small one says nothing. */
const mostSeenShare = 0.6;

/** How the whole map is seen in a picture of this size. */
export function minimapView(bounds: BoundsData, size: SizePx): Viewport {
  return fitBounds(bounds, size, paddingPx);
}

/**
 * @param pixels RGBA words, device pixels, all 0.
 * @param widthPx device pixels.
 */
export function paintMinimap(
  pixels: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  points: Float32Array,
  bounds: BoundsData,
  theme: MapTheme,
): void {
  const size = { widthPx, heightPx };
  const view = minimapView(bounds, size);
  const rows = points.length / 2;
  const step = Math.max(1, Math.ceil(rows / mostPoints));
  const ink = Number.parseInt(theme.inkSoftCss.slice(1), 16);
  const isFew = rows <= fewPoints;
  const sidePx = isFew ? 2 : 1;
  const alpha = isFew ? pointAlpha.few : pointAlpha.many;
  for (let row = 0; row < rows; row += step) {
    const { xPx, yPx } = toPx(view, size, points[2 * row], points[2 * row + 1]);
    for (let y = Math.floor(yPx); y < Math.min(heightPx, Math.floor(yPx) + sidePx); y++) {
      for (let x = Math.floor(xPx); x < Math.min(widthPx, Math.floor(xPx) + sidePx); x++) {
        const at = 4 * (y * widthPx + x);
        pixels[at] = ink >> 16;
        pixels[at + 1] = (ink >> 8) & 255;
        pixels[at + 2] = ink & 255;
        pixels[at + 3] += alpha;
      }
    }
  }
}

/** The part that is seen, as a box in the small picture, cut at its edges; CSS pixels. */
export interface SeenFrame {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}

/** @returns null where nearly all of the map is seen. */
export function seenFrame(view: Viewport, seen: SizePx, bounds: BoundsData, mini: SizePx): SeenFrame | null {
  const small = minimapView(bounds, mini);
  const [halfX, halfY] = [seen.widthPx / 2 / view.scale, seen.heightPx / 2 / view.scale];
  const topLeft = toPx(small, mini, view.xData - halfX, view.yData + halfY);
  const bottomRight = toPx(small, mini, view.xData + halfX, view.yData - halfY);
  const cut = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const [left, right] = [cut(topLeft.xPx, mini.widthPx), cut(bottomRight.xPx, mini.widthPx)];
  const [top, bottom] = [cut(topLeft.yPx, mini.heightPx), cut(bottomRight.yPx, mini.heightPx)];
  if ((right - left) * (bottom - top) > mostSeenShare * mini.widthPx * mini.heightPx) return null;
  return { leftPx: left, topPx: top, widthPx: right - left, heightPx: bottom - top };
}
