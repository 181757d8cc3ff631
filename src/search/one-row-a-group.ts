/** Duplicates and versions of a paper as one hit: of each group the row that answers best. */
import { type DuplicateGroups, otherMembers } from '../tables/duplicate-groups.ts';

/** Rows that most ways of ranking look at anyway. */
const askedAtFirst = 200;

/**
 * At most k ranked rows, of each group its best, and none of a paper that is given in another version. The same as ranking
 * every row and then leaving out all but the first of each group.
 *
 * @param rank at most so many rows, best first; for more of them the same ones come first.
 * @param given rows whose groups are left out.
 * @param groups null: every row for itself.
 */
export function oneRowAGroup<Ranked extends { row: number }>(
  rank: (k: number) => Ranked[],
  k: number,
  given: readonly number[],
  groups: DuplicateGroups | null,
): Ranked[] {
  if (groups === null) return rank(k);
  const { representative } = groups;
  let asked = Math.max(2 * k, askedAtFirst);
  while (true) {
    const ranked = rank(asked);
    const seen = new Set(given.map((row) => representative[row]));
    const firsts = ranked.filter(({ row }) => {
      const isFirst = !seen.has(representative[row]);
      seen.add(representative[row]);
      return isFirst;
    });
    if (firsts.length >= k || ranked.length < asked) return firsts.slice(0, k);
    asked *= 2;
  }
}

/** These rows and all that are one paper with one of them. */
export function withVersions(rows: readonly number[], groups: DuplicateGroups | null): number[] {
  if (groups === null) return [...rows];
  return [...new Set(rows.flatMap((row) => [row, ...otherMembers(groups, row)]))];
}
