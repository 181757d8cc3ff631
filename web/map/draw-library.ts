/**
 * Marks of papers by where they are from: a diamond around each of the person's bibliography, a square around each of the
 * collection shown, a triangle around each that has come since.
 */
import type { OverlayContext, OverlayScene, PlacePx } from './draw-overlay.ts';

/** From the middle to a corner, beyond the radius of a point; a square's corners stand farther out for its area. */
const beyondPointPx = 4;

type Corner = readonly [x: number, y: number];
/** In units of the reach; shapes that no other mark has. */
const diamond: readonly Corner[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];
const square: readonly Corner[] = [
  [-0.9, -0.9],
  [0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
];

/** Its middle is that of the point. */
const triangle: readonly Corner[] = [
  [0, -1.25],
  [1.1, 0.65],
  [-1.1, 0.65],
];

export function drawLibrary(context: OverlayContext, scene: OverlayScene): void {
  drawShapes(context, scene, scene.library, diamond);
  drawShapes(context, scene, scene.collection, square);
  drawShapes(context, scene, scene.added, triangle);
}

/** All of one shape are one path, drawn twice: 5,000 of them are two strokes. Those off the canvas are left out. */
function drawShapes(
  context: OverlayContext,
  scene: OverlayScene,
  places: readonly PlacePx[],
  corners: readonly Corner[],
): void {
  const { size, theme } = scene;
  if (places.length === 0) return;
  const reachPx = scene.pointRadiusPx + beyondPointPx;
  context.beginPath();
  for (const { xPx, yPx } of places) {
    if (xPx < -reachPx || yPx < -reachPx || xPx > size.widthPx + reachPx || yPx > size.heightPx + reachPx)
      continue;
    const [first, ...others] = [...corners, corners[0]].map(
      ([x, y]) => [xPx + x * reachPx, yPx + y * reachPx] as const,
    );
    context.moveTo(...first);
    for (const corner of others) context.lineTo(...corner);
  }
  for (const [color, widthPx] of [
    [theme.paperCss, 4],
    [theme.inkCss, 1.75],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = widthPx;
    context.stroke();
  }
}
