/** Whether a map keeps fields apart: how often most of a paper's nearest points have its own label. */
import { type NeighborGraph, neighborsOf } from '../../src/tables/neighbor-graph.ts';

/** Nearest papers that vote. */
const voters = 15;

/**
 * @param labels of each row, −1 for none: such rows neither vote nor are asked for.
 * @param rows which are asked for.
 * @returns the share, 0…1, whose label most of their nearest 15 have, of equals the one met first: by the vectors (the
 *   neighbour graph) and by the points.
 */
export function labelAccuracy(
  labels: Int32Array,
  rows: Int32Array,
  graph: NeighborGraph,
  points: Float32Array,
): { byVectors: number; byPoints: number } {
  const asked = rows.filter((row) => labels[row] >= 0);
  const share = (nearest: (row: number) => ArrayLike<number>) =>
    asked.filter((row) => majority(nearest(row), labels) === labels[row]).length / asked.length;
  return {
    byVectors: share((row) => neighborsOf(graph, row).subarray(0, voters)),
    byPoints: share((row) => nearestPoints(points, row)),
  };
}

function majority(rows: ArrayLike<number>, labels: Int32Array): number {
  const votes = new Map<number, number>();
  for (const row of Array.from(rows)) {
    if (labels[row] >= 0) votes.set(labels[row], (votes.get(labels[row]) ?? 0) + 1);
  }
  let most = -1;
  for (const [label, count] of votes) if (count > (votes.get(most) ?? 0)) most = label;
  return most;
}

/** By one pass over all points, the nearest first. */
function nearestPoints(points: Float32Array, row: number): number[] {
  const nearest: { other: number; away: number }[] = [];
  for (let other = 0; other < points.length / 2; other++) {
    if (other === row) continue;
    const away =
      (points[2 * other] - points[2 * row]) ** 2 + (points[2 * other + 1] - points[2 * row + 1]) ** 2;
    if (nearest.length === voters && away >= nearest[voters - 1].away) continue;
    const place = nearest.findIndex((one) => away < one.away);
    nearest.splice(place < 0 ? nearest.length : place, 0, { other, away });
    if (nearest.length > voters) nearest.pop();
  }
  return nearest.map(({ other }) => other);
}
