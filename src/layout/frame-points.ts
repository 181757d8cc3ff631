/** Half the side of the square that a fresh layout fills: its coordinates are within −10…10. */
export const layoutExtent = 10;

/** The middle of the bounding box of points (x and y in turn, at least one) and half of its longer side. */
export function boundsOf(points: Float32Array): { middle: [number, number]; halfSide: number } {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    low[i % 2] = Math.min(low[i % 2], points[i]);
    high[i % 2] = Math.max(high[i % 2], points[i]);
  }
  return {
    middle: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2],
    halfSide: Math.max(high[0] - low[0], high[1] - low[1]) / 2,
  };
}

/**
 * Moves and scales points in place so that the middle of their bounding box is the origin and their largest coordinate
 * is `layoutExtent`; the proportions of width and height stay. Points that all coincide come to the origin.
 *
 * @param points x and y in turn, finite.
 */
export function framePoints(points: Float32Array): Float32Array {
  const { middle, halfSide } = boundsOf(points);
  const scale = halfSide > 0 ? layoutExtent / halfSide : 0;
  for (let i = 0; i < points.length; i++) points[i] = (points[i] - middle[i % 2]) * scale;
  return points;
}
