/**
 * Maximal marginal relevance: each next hit is good and unlike those before it. J. Carbonell and J. Goldstein, "The Use of
 * MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998; their λ is 1 − diversity.
 */
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';

export const diversifyDefaults = {
  /**
   * How many of the leading hits are ordered anew; those after them stay as they are. As many as each list of candidates
   * gives, so that the first hits are the same for every k up to there.
   */
  candidates: 200,
};

/**
 * Departure: scores are put on a scale of 0 to 1 over the candidates, since they may be fused ones, without bounds; the
 * similarity of two papers is their cosine as it is. The first hit stays first, and ties go to the earlier one.
 *
 * @param ranked best first
 * @param diversity 0…1: 0 changes nothing, 1 does not look at scores at all after the first hit.
 * @returns the same hits in another order.
 */
export function diversify<Hit extends { row: number; score: number }>(
  ranked: readonly Hit[],
  diversity: number,
  vectors: VectorTable,
  { candidates } = diversifyDefaults,
): Hit[] {
  if (diversity === 0) return [...ranked];
  const waiting = ranked.slice(0, candidates);
  // Not of the first hit: it stays, and that of a whole title is far above all others.
  const scores = waiting.slice(1).map(({ score }) => score);
  const lowest = Math.min(...scores);
  const range = Math.max(...scores) - lowest || 1;
  const relevance = waiting.map(({ score }) => (score - lowest) / range);
  /** Of each that waits, the cosine to the nearest that was taken. */
  const nearest = waiting.map(() => Number.NEGATIVE_INFINITY);

  const taken: Hit[] = [];
  const left = waiting.map((_, i) => i);
  for (let next = 0; left.length > 0; ) {
    const [last] = left.splice(next, 1);
    taken.push(waiting[last]);
    const vector = vectorAt(vectors, waiting[last].row);
    let best = Number.NEGATIVE_INFINITY;
    left.forEach((i, place) => {
      nearest[i] = Math.max(nearest[i], dot(vector, vectorAt(vectors, waiting[i].row)));
      const value = (1 - diversity) * relevance[i] - diversity * nearest[i];
      if (value > best) [best, next] = [value, place];
    });
  }
  return [...taken, ...ranked.slice(candidates)];
}
