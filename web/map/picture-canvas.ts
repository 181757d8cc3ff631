/** The map as a picture of pixels, drawn anew at a sharpness of its own by the code that draws it on screen. */
import { drawAbovePoints, type MapSnapshot } from './map-snapshot.ts';
import { GroundPainter, shadeWeights } from './paint-ground.ts';
import type { PictureFooter } from './picture-footer.ts';
import { measureDensity, paintGround } from './shade-density.ts';

/** Pixels per CSS pixel of the PNG: sharp in print and on any screen. */
const pngRatio = 2;
/** Of the shading alone, which has nothing sharp in it. */
const shadingRatio = 0.5;

/** All of it: ground, names, marks and footer. */
export function pictureCanvas(snapshot: MapSnapshot, footer: PictureFooter): HTMLCanvasElement {
  const { size, theme } = snapshot;
  const { canvas, context } = emptyCanvas(size.widthPx, size.heightPx + footer.heightPx, pngRatio);
  context.fillStyle = theme.paperCss;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(groundCanvas(snapshot, pngRatio), 0, 0);
  context.scale(pngRatio, pngRatio);
  drawAbovePoints(context, snapshot);
  footer.draw(context, size.heightPx);
  return canvas;
}

/** The ground with its points. */
export function groundCanvas(
  { size, view, points, colors, levels, sizes, ground }: MapSnapshot,
  ratio = pngRatio,
) {
  const painter = new GroundPainter();
  painter.setPoints(points);
  painter.setLooks({ colors, levels, sizes });
  return painted(size.widthPx, size.heightPx, ratio, (pixels, widthPx, heightPx) =>
    painter.paint(pixels, { ...ground, view, widthPx, heightPx, pixelRatio: ratio }),
  );
}

/** The ground without them. */
export function shadingCanvas({
  size,
  view,
  points,
  colors,
  levels,
  ground,
}: MapSnapshot): HTMLCanvasElement {
  const field = measureDensity(points, colors, levels, shadeWeights);
  return painted(size.widthPx, size.heightPx, shadingRatio, (pixels, widthPx, heightPx) =>
    paintGround(pixels, widthPx, heightPx, view, shadingRatio, field, ground.paper, ground.shade),
  );
}

function painted(
  widthPx: number,
  heightPx: number,
  ratio: number,
  paint: (pixels: Uint32Array, widthPx: number, heightPx: number) => void,
): HTMLCanvasElement {
  const { canvas, context } = emptyCanvas(widthPx, heightPx, ratio);
  const image = context.createImageData(canvas.width, canvas.height);
  paint(new Uint32Array(image.data.buffer), canvas.width, canvas.height);
  context.putImageData(image, 0, 0);
  return canvas;
}

/** @throws Error with a sentence where the browser gives no canvas of that size. */
function emptyCanvas(widthPx: number, heightPx: number, ratio: number) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(widthPx * ratio));
  canvas.height = Math.max(1, Math.round(heightPx * ratio));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw the picture on. Try another browser.');
  return { canvas, context };
}
