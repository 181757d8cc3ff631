/** Of the points, by distance from the middle: these are the map, and so many times as far out is its edge. */
const within = 0.99;
const edge = 1.1;
/** How far beyond the edge a point may stand, in edges. */
const beyond = 0.05;

/**
 * Draws in, in place, what stands far outside the map: t-SNE pushes a group that no edge ties to the others farther with
 * every epoch (two dozen copies of a paper, say), and the frame around it would leave the map itself a corner.
 *
 * @param points rows × 2, finite. Within the edge none moves; outside, order and direction from the middle stay.
 */
export function drawInStrays(points: Float32Array): Float32Array {
  const rows = points.length / 2;
  const [x, y] = [0, 1].map((axis) => {
    const sorted = Float32Array.from({ length: rows }, (_, row) => points[2 * row + axis]).sort();
    return sorted[Math.floor(rows / 2)];
  });
  const away = Float64Array.from({ length: rows }, (_, row) =>
    Math.hypot(points[2 * row] - x, points[2 * row + 1] - y),
  );
  const radius = edge * away.slice().sort()[Math.floor((rows - 1) * within)];
  if (!(radius > 0)) return points;
  for (let row = 0; row < rows; row++) {
    if (away[row] <= radius) continue;
    // As steep as before at the edge, and never farther than `beyond`.
    const drawn = radius + radius * beyond * (1 - Math.exp(-(away[row] / radius - 1) / beyond));
    points[2 * row] = x + ((points[2 * row] - x) * drawn) / away[row];
    points[2 * row + 1] = y + ((points[2 * row + 1] - y) * drawn) / away[row];
  }
  return points;
}
