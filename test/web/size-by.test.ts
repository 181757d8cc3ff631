import { describe, expect, it } from 'vitest';
import { PageStore } from '../../web/page-state.ts';
import { numericFacets, sizesOf } from '../../web/size-by.ts';
import { firstView } from '../../web/view-state.ts';

const facet = (name: string, values: string[]) => ({
  name,
  distinct: values.length,
  values: values.map((value) => ({ value, count: 1 })),
});

describe('numericFacets', () => {
  it('are those whose values are numbers that differ, citations first', () => {
    const facets = [
      facet('list', ['1', '2', '3']),
      facet('pages', ['12', '7', '9.5']),
      facet('type', ['article', 'book', '3']),
      facet('open', ['0', '1']),
      facet('cited by', ['0', '12', '400']),
    ];
    expect(numericFacets({ facets })).toEqual(['cited by', 'pages']);
  });
});

describe('sizesOf', () => {
  const ready = (values: number[]) => ({ status: 'ready', value: Float32Array.from(values) }) as const;

  it('are none where nothing is chosen, or not known yet', () => {
    const store = new PageStore({ numbers: ready([1, 2]) });
    expect(sizesOf(store.state)).toBeNull();
    const waiting = new PageStore({ asked: { ...firstView, sizeBy: 'f.cited by' } });
    expect(sizesOf(waiting.state)).toBeNull();
  });

  it('are worked out once for the same numbers', () => {
    const store = new PageStore({ asked: { ...firstView, sizeBy: 'f.cited by' }, numbers: ready([0, 9]) });
    expect(sizesOf(store.state)).toBe(sizesOf(store.state));
    expect(sizesOf(store.state)?.sizes[1]).toBeGreaterThan(0);
  });

  it('draw the half of papers that are farther from the question as dots', () => {
    const similarity = ready([0.1, 0.2, 0.3, 0.6, 0.9]);
    const store = new PageStore({ asked: { ...firstView, sizeBy: 'similarity' }, similarity });
    const { sizes, examples } = sizesOf(store.state)!;
    expect([...sizes.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(sizes[4]).toBeGreaterThan(sizes[3]);
    expect(examples[0].label).toMatch(/^0\.\d\d$/);
  });
});
