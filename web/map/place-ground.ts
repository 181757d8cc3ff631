/**
 * Where a picture of the ground belongs. A picture is a map of its own, a margin larger on each side than what is seen, with
 * its own view; shown while the map has moved on, it is shifted and scaled to where its points now are, so that they stay
 * under their names and rings at every moment.
 */
import { type SizePx, toData, toPx, type Viewport } from './viewport.ts';

/** A picture's part of the map. */
export interface GroundFrame {
  /** The middle of the picture, and its scale in CSS pixels. */
  view: Viewport;
  /** Device pixels. */
  widthPx: number;
  heightPx: number;
  /** Device pixels per CSS pixel. */
  pixelRatio: number;
}

/** A place on the map, CSS pixels from its top left corner. */
export interface PlacedGround {
  leftPx: number;
  topPx: number;
  /** CSS pixels of the map per CSS pixel of the picture. */
  scale: number;
}

/**
 * CSS pixels around what is seen. A picture of 1,000,000 points is 50 to 80 ms old when the next one comes; a drag that
 * crosses a screen in a second goes 70 to 120 pixels in that time. It costs a third more pixels.
 */
const marginPx = 96;

/** Rounded to this, a picture at rest lies exactly on the pixels of the screen, and none is mixed with its neighbour. */
const stepPx = 1e-4;

/** The frame to ask for at a view: its pixels are those of the screen. */
export function frameAround(view: Viewport, size: SizePx, pixelRatio: number): GroundFrame {
  const margin = Math.round(marginPx * pixelRatio);
  const widthPx = Math.round(size.widthPx * pixelRatio) + 2 * margin;
  const heightPx = Math.round(size.heightPx * pixelRatio) + 2 * margin;
  const { xData, yData } = toData(
    view,
    size,
    (widthPx / 2 - margin) / pixelRatio,
    (heightPx / 2 - margin) / pixelRatio,
  );
  return { view: { xData, yData, scale: view.scale }, widthPx, heightPx, pixelRatio };
}

/** Where a picture lies on the map at a view. */
export function placeGround(frame: GroundFrame, view: Viewport, size: SizePx): PlacedGround {
  const scale = view.scale / frame.view.scale;
  const middle = toPx(view, size, frame.view.xData, frame.view.yData);
  const rounded = (px: number) => Math.round(px / stepPx) * stepPx;
  return {
    leftPx: rounded(middle.xPx - (frame.widthPx / frame.pixelRatio / 2) * scale),
    topPx: rounded(middle.yPx - (frame.heightPx / frame.pixelRatio / 2) * scale),
    scale,
  };
}

/** Whether a placed picture leaves no edge of the map empty. */
export function coversMap({ leftPx, topPx, scale }: PlacedGround, frame: GroundFrame, size: SizePx): boolean {
  // A fraction of a pixel is what rounding the size to device pixels takes.
  const slackPx = 0.5;
  return (
    leftPx <= slackPx &&
    topPx <= slackPx &&
    leftPx + (frame.widthPx / frame.pixelRatio) * scale >= size.widthPx - slackPx &&
    topPx + (frame.heightPx / frame.pixelRatio) * scale >= size.heightPx - slackPx
  );
}
