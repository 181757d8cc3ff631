/** Where on the map a question itself stands: among its best hits. */
import { type BoundsData, boundsOf } from './viewport.ts';

/** The best hits that say where the question stands: enough to show a group, few enough to be all to the point. */
const hitsLookedAt = 12;
/** Hits within this share of the map's longer side are one group: half of what is "far on the map". */
const groupShare = 0.1;
/** A group of fewer, or of less than this share of all weights, is by chance: then the question stands nowhere. */
const leastHits = 2;
const leastShare = 0.3;

export interface QuestionPlace {
  xData: number;
  yData: number;
  /** The rows of the group, best first, and of how many hits it was chosen. */
  rows: number[];
  of: number;
}

/**
 * The layout has no place for a vector that it has not seen, and the mean of all hits may lie in the middle of nowhere: a
 * question about two subjects has hits in two places and belongs to neither point between. So each of the best hits is
 * tried as the middle of a group (those within `groupShare` of it), the group of most weight is taken, as one step of mean
 * shift would choose its mode (Comaniciu & Meer, "Mean shift: a robust approach toward feature space analysis", IEEE PAMI
 * 24, 2002), and the question is put at the group's mean, each hit weighing by its similarity.
 *
 * @param points 2 a row, data space.
 * @param hits best first; rows that do not exist are left out.
 * @returns null where the hits lie too far from one another to say anything.
 */
export function placeQuestion(
  points: Float32Array,
  hits: readonly { row: number; similarity: number }[],
  bounds: BoundsData = boundsOf(points),
): QuestionPlace | null {
  const best = hits.filter(({ row }) => row >= 0 && 2 * row + 1 < points.length).slice(0, hitsLookedAt);
  // By words alone, without a model, no similarity is known: then each hit counts the same.
  const isKnown = best.some(({ similarity }) => similarity > 0);
  const weightOf = (similarity: number) => (isKnown ? Math.max(0, similarity) : 1);
  const radius = groupShare * Math.max(bounds.maxXData - bounds.minXData, bounds.maxYData - bounds.minYData);
  const weightIn = (group: typeof best) =>
    group.reduce((sum, { similarity }) => sum + weightOf(similarity), 0);

  let densest: typeof best = [];
  for (const { row: middle } of best) {
    const group = best.filter(
      ({ row }) =>
        Math.hypot(points[2 * row] - points[2 * middle], points[2 * row + 1] - points[2 * middle + 1]) <=
        radius,
    );
    if (weightIn(group) > weightIn(densest)) densest = group;
  }
  const weight = weightIn(densest);
  if (densest.length < leastHits || weight < leastShare * weightIn(best)) return null;
  const mean = (axis: 0 | 1) =>
    densest.reduce((sum, { row, similarity }) => sum + weightOf(similarity) * points[2 * row + axis], 0) /
    weight;
  return { xData: mean(0), yData: mean(1), rows: densest.map(({ row }) => row), of: best.length };
}
