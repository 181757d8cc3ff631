import { describe, expect, it } from 'vitest';
import type { Hits, Info } from '../../src/server/api-types.ts';
import { litRows } from '../../web/lit-rows.ts';
import type { MapData } from '../../web/map/read-map.ts';
import { emptyFilter, firstView, type ViewFilter, type ViewState } from '../../web/view-state.ts';
import type { YearRange } from '../../web/years/year-bins.ts';

const map = {
  rows: 5,
  points: new Float32Array(10),
  years: Int32Array.of(2019, 0, 2021, 2023, 2020),
  topicLevels: [Int32Array.of(0, 0, 1, 1, 1)],
} as unknown as MapData;
const info = { arrivals: [{ addedAt: '2026-11-20T08:00:00.000Z', firstRow: 3, rows: 2 }] } as unknown as Info;

const ready = <Value>(value: Value) => ({ status: 'ready' as const, value });
function lit(asked: Partial<ViewState>, hits: number[] | null, brushed: YearRange | null = null) {
  const answer = hits ? ready({ hits: hits.map((row) => ({ row })) } as Hits) : { status: 'idle' as const };
  const rows = litRows({
    ...{ asked: { ...firstView, ...asked }, brushed, answer },
    ...{ map: ready(map), info: ready(info) },
  });
  return rows && [...Array.from(rows)];
}
const filtered = (filter: Partial<ViewFilter>) => ({ filter: { ...emptyFilter, ...filter } });

describe('the papers that stand out', () => {
  it('are none where nothing is asked, the hits of a question, and all that passes a filter, the listed ones first', () => {
    expect(lit({}, null)).toBeNull();
    expect(lit({ text: 'ice' }, [3, 1])).toEqual([3, 1]);
    expect(lit(filtered({ yearFrom: 2020 }), [3])).toEqual([3, 2, 4]);
    expect(lit(filtered({ addedSince: '2026-11-20' }), [])).toEqual([3, 4]);
    expect(lit(filtered({ facets: { list: ['1'] } }), [2, 0])).toEqual([2, 0]);
  });

  it('are those of two topics that are compared, while nothing is asked', () => {
    expect(lit({ compare: [0, 1] }, null)).toEqual([0, 1, 2, 3, 4]);
    expect(lit({ compare: [1, 7] }, null)).toEqual([2, 3, 4]);
    expect(lit({ compare: [0, 1], text: 'ice' }, [3, 1])).toEqual([3, 1]);
  });

  it('follow the brush before anybody is asked', () => {
    expect(lit({}, null, { from: 2020, to: 2021 })).toEqual([2, 4]);
    expect(lit(filtered({ yearFrom: 2023, topics: [1] }), [3], { from: 2020, to: null })).toEqual([2, 3, 4]);
    expect(lit(filtered({ yearFrom: 2023 }), [3], { from: null, to: null })).toBeNull();
    expect(lit({ text: 'ice' }, [3, 1, 2, 0], { from: 2020, to: 2021 })).toEqual([2]);
    expect(lit(filtered({ facets: { list: ['1'] } }), [2, 0], { from: 2020, to: null })).toEqual([2]);
    expect(lit({ text: 'ice' }, [3, 1], { from: null, to: null })).toEqual([3, 1]);
  });
});
