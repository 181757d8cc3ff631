/** Which papers are near in meaning and yet far on the map. */
import { type BoundsData, boundsOf } from './viewport.ts';

/** A neighbour farther away than this share of the map's longer side is "far on the map". */
const farShare = 0.2;

/** @param points 2 a row, data space. */
export function isFarOnMap(points: Float32Array, bounds: BoundsData, a: number, b: number): boolean {
  const extent = Math.max(bounds.maxXData - bounds.minXData, bounds.maxYData - bounds.minYData);
  const apart = Math.hypot(points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]);
  return apart > farShare * extent;
}

const boundsKnown = new WeakMap<Float32Array, BoundsData>();

/** The same for whoever does not keep the bounds: they are worked out once for the same points. */
export function isFarAmong(points: Float32Array, a: number, b: number): boolean {
  let bounds = boundsKnown.get(points);
  if (!bounds) {
    bounds = boundsOf(points);
    boundsKnown.set(points, bounds);
  }
  return isFarOnMap(points, bounds, a, b);
}
