/**
 * A new layout turned so that it lies on the old one as well as it can: two layouts of the same papers differ by a turn or a
 * reflection that says nothing, and a person finds their way again where it is taken out (orthogonal Procrustes
 * analysis: Schönemann 1966, Psychometrika 31; in the plane it has a closed form).
 */
import type { Layout } from '../tables/layout-table.ts';
import { boundsOf, framePoints } from './frame-points.ts';

/**
 * @param layout of all rows. @param before of the first rows, or of as many.
 * @returns the layout turned or reflected and framed anew; and the drift: how far the old rows have moved on average, in
 *   halves of the map's side.
 */
export function alignLayout(layout: Layout, before: Layout): { layout: Layout; drift: number } {
  const shared = Math.min(layout.rows, before.rows);
  if (shared < 2) return { layout, drift: 0 };
  const [from, to] = [meanOf(layout.points, shared), meanOf(before.points, shared)];
  // Sums of products of the two layouts' coordinates, each about its mean: of turning, and of turning a mirror image.
  let [turnCos, turnSin, mirrorCos, mirrorSin] = [0, 0, 0, 0];
  for (let row = 0; row < shared; row++) {
    const [x, y] = [layout.points[2 * row] - from[0], layout.points[2 * row + 1] - from[1]];
    const [u, v] = [before.points[2 * row] - to[0], before.points[2 * row + 1] - to[1]];
    turnCos += x * u + y * v;
    turnSin += x * v - y * u;
    mirrorCos += x * u - y * v;
    mirrorSin += x * v + y * u;
  }
  const isMirrored = Math.hypot(mirrorCos, mirrorSin) > Math.hypot(turnCos, turnSin);
  const [cos, sin] = unit(
    ...((isMirrored ? [mirrorCos, mirrorSin] : [turnCos, turnSin]) as [number, number]),
  );
  const points = new Float32Array(layout.points.length);
  for (let row = 0; row < layout.rows; row++) {
    const x = layout.points[2 * row];
    const y = isMirrored ? -layout.points[2 * row + 1] : layout.points[2 * row + 1];
    points[2 * row] = cos * x - sin * y;
    points[2 * row + 1] = sin * x + cos * y;
  }
  framePoints(points);
  return { layout: { rows: layout.rows, points }, drift: driftOf(points, before, shared) };
}

function driftOf(points: Float32Array, before: Layout, shared: number): number {
  const halfSide = boundsOf(before.points.subarray(0, 2 * before.rows)).halfSide || 1;
  let sum = 0;
  for (let row = 0; row < shared; row++) {
    sum += Math.hypot(
      points[2 * row] - before.points[2 * row],
      points[2 * row + 1] - before.points[2 * row + 1],
    );
  }
  return sum / shared / halfSide;
}

function meanOf(points: Float32Array, rows: number): [number, number] {
  let [x, y] = [0, 0];
  for (let row = 0; row < rows; row++) {
    x += points[2 * row];
    y += points[2 * row + 1];
  }
  return [x / rows, y / rows];
}

/** No turn where nothing speaks for one. */
function unit(x: number, y: number): [number, number] {
  const length = Math.hypot(x, y);
  return length > 0 ? [x / length, y / length] : [1, 0];
}
