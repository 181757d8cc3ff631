/** The papers of a person's own bibliography: a diamond around each point, a shape that no other mark has. */
import type { OverlayContext, OverlayScene } from './draw-overlay.ts';

/** From the middle to a corner, beyond the radius of a point. */
const beyondPointPx = 4;

/** All diamonds are one path, drawn twice: 5,000 of them are two strokes. Those off the canvas are left out. */
export function drawLibrary(context: OverlayContext, scene: OverlayScene): void {
  const { library, size, theme } = scene;
  if (library.length === 0) return;
  const reachPx = scene.pointRadiusPx + beyondPointPx;
  context.beginPath();
  for (const { xPx, yPx } of library) {
    if (xPx < -reachPx || yPx < -reachPx || xPx > size.widthPx + reachPx || yPx > size.heightPx + reachPx)
      continue;
    context.moveTo(xPx, yPx - reachPx);
    context.lineTo(xPx + reachPx, yPx);
    context.lineTo(xPx, yPx + reachPx);
    context.lineTo(xPx - reachPx, yPx);
    context.lineTo(xPx, yPx - reachPx);
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
