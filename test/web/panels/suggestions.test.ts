import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inPlace } from '../../../web/panels/suggestions.ts';
import { firstView, suggestRequestOf } from '../../../web/view-state.ts';

const papersOf = (ids: readonly number[]) => ids.map((id) => ({ id: String(id) }));
const lists = fc.uniqueArray(fc.nat(12), { maxLength: 8 });

describe('new suggestions', () => {
  it('are all there, once, and those that stay are where they were', () => {
    fc.assert(
      fc.property(lists, lists, (before, now) => {
        const placed = inPlace(papersOf(before), papersOf(now)).map(({ id }) => Number(id));
        expect([...placed].sort()).toEqual([...now].sort());
        placed.forEach((id, place) => {
          const was = before.indexOf(id);
          if (was >= 0 && was < now.length) expect(place).toBe(was);
        });
      }),
    );
  });

  it('come in the order of the answer where nothing was there', () => {
    expect(inPlace([], papersOf([3, 1, 2]))).toEqual(papersOf([3, 1, 2]));
    expect(inPlace(papersOf([1, 2, 3]), papersOf([4, 3, 5]))).toEqual(papersOf([4, 5, 3]));
  });

  it('are asked for with what is wanted, once a paper is rated', () => {
    expect(suggestRequestOf({ ...firstView, text: 'ice' })).toBeNull();
    expect(suggestRequestOf({ ...firstView, unlike: ['a'] })).toBeNull();
    const view = { ...firstView, text: ' ice ', like: ['a'], mode: 'words', exampleWay: 'any' } as const;
    expect(suggestRequestOf({ ...view, like: ['a'] })).toEqual({ text: 'ice', like: ['a'] });
  });
});
