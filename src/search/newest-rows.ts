/** The answer to a question of a filter or conditions alone: there is nothing to be near to, so the newest papers come first. */
import type { Corpus } from '../store/corpus.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { RankedRow } from './rank-rows.ts';

/**
 * @param allowed 1 = may be in the answer; null: every row may.
 * @returns at most k rows by year, newest first, those of one year by row, those without a year last.
 */
export function newestRows(
  allowed: Readonly<Uint8Array> | null,
  k: number,
  { corpus, vectors }: { corpus: Pick<Corpus, 'years'>; vectors: Pick<VectorTable, 'rows'> },
): RankedRow[] {
  const years = corpus.years();
  const counts = new Map<number, number>();
  for (let row = 0; row < vectors.rows; row++) {
    if (!allowed || allowed[row] === 1) counts.set(years[row], (counts.get(years[row]) ?? 0) + 1);
  }
  // Sorted are the rows of the newest years that have k together: all 100,000 would take 20 ms, these 3.
  let oldest = Number.POSITIVE_INFINITY;
  let left = k;
  for (const year of [...counts.keys()].sort((a, b) => b - a)) {
    if (left <= 0) break;
    oldest = year;
    left -= counts.get(year)!;
  }
  const rows: number[] = [];
  for (let row = 0; row < vectors.rows; row++) {
    if (years[row] >= oldest && (!allowed || allowed[row] === 1)) rows.push(row);
  }
  return rows
    .sort((a, b) => years[b] - years[a] || a - b)
    .slice(0, k)
    .map((row) => ({ row, score: years[row], similarity: 0, meaningRank: null, wordsRank: null }));
}

/** How many papers that is in all. @param groups the versions of one paper count once; null: every row counts. */
export function countPapers(
  allowed: Readonly<Uint8Array> | null,
  rows: number,
  groups: DuplicateGroups | null,
): number {
  const papers = new Set<number>();
  for (let row = 0; row < rows; row++) {
    if (!allowed || allowed[row] === 1) papers.add(groups?.representative[row] ?? row);
  }
  return papers.size;
}
