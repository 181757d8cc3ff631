/** What an order of papers, or a list of similarities, is worth. All 0…1 (Spearman −1…1), larger is better. */

/**
 * Järvelin & Kekäläinen 2002, with the grade itself as the gain, as trec_eval counts it.
 *
 * @param ids best first. @param grades above 0 where relevant; an id without one counts 0.
 * @returns 0 where nothing is relevant.
 */
export function ndcgAt10(ids: readonly string[], grades: Readonly<Record<string, number>>): number {
  const sum = (gains: number[]) =>
    gains.slice(0, 10).reduce((total, gain, i) => total + gain / Math.log2(i + 2), 0);
  const best = sum(Object.values(grades).sort((a, b) => b - a));
  return best === 0 ? 0 : sum(ids.map((id) => grades[id] ?? 0)) / best;
}

/**
 * One order from several by places alone: Cormack, Clarke and Büttcher, SIGIR 2009.
 *
 * @param k how little the first places count above the later ones; 60 is theirs.
 */
export function reciprocalRankFusion(lists: readonly (readonly string[])[], k = 60): string[] {
  const sums = new Map<string, number>();
  for (const list of lists) {
    for (const [i, id] of list.entries()) sums.set(id, (sums.get(id) ?? 0) + 1 / (k + i + 1));
  }
  return [...sums].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** @param rank of the one right answer, 1 first; null where it was not found. @returns 1 where it is among the first k. */
export function recallAt(k: number, rank: number | null): number {
  return rank !== null && rank <= k ? 1 : 0;
}

/** @param rank as in `recallAt`. */
export function reciprocalRank(rank: number | null): number {
  return rank === null ? 0 : 1 / rank;
}

/** Spearman's rank correlation: Pearson's, of the ranks. @returns NaN where one side has no two different values. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(averageRanks(a), averageRanks(b));
}

/** Ranks from 1, smallest first; equal values share the mean of their ranks. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    // Places start … end−1 hold ranks start+1 … end.
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function pearson(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    both += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return both / Math.sqrt(squaresA * squaresB);
}

/** NaN of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
