import { type DuplicateGroups, groupMembers } from '../tables/duplicate-groups.ts';
import type { Layout } from '../tables/layout-table.ts';

/**
 * Puts duplicates and versions of one paper on one point: that of the row that stands for them, or, where that is new on a
 * map that others of them were on, on theirs.
 *
 * @param kept how many rows, the first ones, keep their points whatever they are grouped with.
 * @returns a new layout.
 */
export function onePointAGroup({ rows, points }: Layout, groups: DuplicateGroups, kept: number): Layout {
  const moved = points.slice();
  for (const [representative, members] of groupMembers(groups)) {
    const leader = representative >= kept && members[0] < kept ? members[0] : representative;
    for (const row of members) {
      if (row >= kept) moved.set(points.subarray(2 * leader, 2 * leader + 2), 2 * row);
    }
  }
  return { rows, points: moved };
}
