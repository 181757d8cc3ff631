import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctRows } from '../../src/index/distinct-rows.ts';
import { gatherRows } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from './clustered-vectors.ts';

describe('DistinctRows', () => {
  it('tells rows from copies of earlier ones, in whatever portions they come', () => {
    const source = clusteredVectors(9, 3);
    fc.assert(
      fc.property(fc.array(fc.nat(8), { maxLength: 50 }), fc.nat(50), (picks, cut) => {
        const all = gatherRows(source, picks);
        const distinct = new DistinctRows();
        for (const rows of [Math.min(cut, picks.length), picks.length]) {
          const table = gatherRows(source, picks.slice(0, rows));
          const from = distinct.firsts.reduce((sum, row) => sum + 1 + distinct.copiesOf(row).length, 0);
          distinct.reserve(table);
          for (let row = from; row < rows; row++) {
            expect(distinct.add(all, row)).toBe(picks.indexOf(picks[row]) === row);
          }
        }
        const firsts = picks.map((_, row) => row).filter((row) => picks.indexOf(picks[row]) === row);
        expect(distinct.firsts).toEqual(firsts);
        for (const first of firsts) {
          const copies = picks
            .map((_, row) => row)
            .filter((row) => row > first && picks[row] === picks[first]);
          expect(distinct.copiesOf(first)).toEqual(copies);
        }
      }),
    );
  });
});
