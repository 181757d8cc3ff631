/** Half the side of the square that a fresh layout fills: its coordinates are within −10…10. */
export const layoutExtent = 10;

/**
 * Moves and scales points in place so that the middle of their bounding box is the origin and their largest coordinate
 * is `layoutExtent`; the proportions of width and height stay. Points that all coincide come to the origin.
 *
 * @param points x and y in turn, finite.
 */
export function framePoints(points: Float32Array): Float32Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    low[i % 2] = Math.min(low[i % 2], points[i]);
    high[i % 2] = Math.max(high[i % 2], points[i]);
  }
  const half = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
  const scale = half > 0 ? layoutExtent / half : 0;
  for (let i = 0; i < points.length; i++) points[i] = (points[i] - (low[i % 2] + high[i % 2]) / 2) * scale;
  return points;
}
