import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorings } from '../../web/map/coloring.ts';
import type { SizeBy } from '../../web/size-by.ts';
import {
  defaultK,
  duplicateWays,
  emptyFilter,
  exampleWays,
  firstView,
  modes,
  readViewState,
  searchRequestOf,
  type ViewState,
  writeViewState,
} from '../../web/view-state.ts';

const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
/** Numbers as an address keeps them: seven digits. */
const kept = (value: number) => Number(value.toPrecision(7)) + 0;
const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(kept);

const corner = fc
  .double({ min: -1e6, max: 1e6, noNaN: true })
  .map((value) => Number(value.toPrecision(4)) + 0);
const region = fc.option(fc.array(fc.tuple(corner, corner), { minLength: 3, maxLength: 200 }));
const weight = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);

const viewState: fc.Arbitrary<ViewState> = fc
  .record({
    text: fc.string({ unit: 'grapheme', maxLength: 60 }),
    mode: fc.constantFrom(...modes),
    examples: fc.uniqueArray(id, { maxLength: 6 }),
    liked: fc.nat(6),
    exampleWay: fc.constantFrom(...exampleWays),
    near: fc.record({ topics: fc.uniqueArray(fc.nat(500), { maxLength: 4 }), region }),
    weights: fc.record({ text: weight, like: weight, unlike: weight, near: weight }),
    diversity: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
    duplicates: fc.constantFrom(...duplicateWays),
    region,
    k: fc.integer({ min: 1, max: 1000 }),
    selected: fc.option(id),
    yearFrom: fc.option(fc.integer({ min: -9999, max: 9999 })),
    yearTo: fc.option(fc.integer({ min: -9999, max: 9999 })),
    topics: fc.uniqueArray(fc.nat(500), { maxLength: 4 }),
    addedSince: fc.option(
      fc
        .tuple(
          fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
          fc.boolean(),
        )
        .map(([date, isDay]) => date.toISOString().slice(0, isDay ? 10 : undefined)),
    ),
    facets: fc.dictionary(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 3 }),
      { maxKeys: 3, noNullPrototype: true },
    ),
    colorBy: fc.constantFrom(...colorings),
    compare: fc.option(
      fc.uniqueArray(fc.nat(3000), { minLength: 2, maxLength: 2 }) as fc.Arbitrary<[number, number]>,
    ),
    hidden: fc.uniqueArray(fc.integer({ min: -2, max: 3000 }), { maxLength: 4 }),
    sizeBy: fc.oneof(
      fc.constantFrom<SizeBy>('none', 'similarity'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((name): SizeBy => `f.${name}`),
    ),
    view: fc.option(
      fc.record({
        xData: coordinate,
        yData: coordinate,
        scale: fc.double({ min: 0.001, max: 1e6, noNaN: true }).map(kept),
      }),
    ),
  })
  .map(({ examples, liked, yearFrom, yearTo, topics, region, addedSince, facets, ...rest }) => ({
    ...rest,
    like: examples.slice(0, liked),
    unlike: examples.slice(liked),
    filter: { yearFrom, yearTo, topics, region, addedSince, facets },
  }));

describe('view-state', () => {
  it('reads back every view that it wrote, without notes', () => {
    fc.assert(
      fc.property(viewState, (state) => {
        expect(readViewState(writeViewState(state))).toEqual({ state, notes: [] });
      }),
    );
  });

  it('reads any string at all as a view that it can write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (address) => {
        const { state } = readViewState(address);
        const written = writeViewState(state);
        expect(writeViewState(readViewState(written).state)).toBe(written);
      }),
    );
  });

  it('writes nothing for the first view, and what differs from it for others', () => {
    expect(writeViewState(firstView)).toBe('');
    expect(writeViewState({ ...firstView, text: 'a b', like: ['x', 'y'] })).toBe('q=a+b&like=x&like=y');
  });

  it('leaves out hostile parts one by one, with a note for each, and keeps the rest', () => {
    const { state, notes } = readViewState(
      '?q=graphs&from=soon&to=2020&mode=telepathy&k=0&at=1,2&topic=x&topic=3&color=<b>&paper=&zzz=1',
    );
    expect(state).toEqual({
      ...firstView,
      text: 'graphs',
      filter: { yearFrom: null, yearTo: 2020, topics: [3], region: null, addedSince: null, facets: {} },
    });
    expect(notes).toHaveLength(8);
    expect(notes[0]).toBe(
      'The address says mode=telepathy; expected is one of fused, meaning, words. That part was left out.',
    );
    expect(notes.at(-1)).toBe('The address has a part "zzz" that this page does not know.');
  });

  it.each(['1,2,0', '1,2,-3', '1,2,NaN', '1,2,Infinity', '1,,3', '1e300,0,1', '1,2,3,4'])(
    'leaves out the unusable map view %s',
    (at) => {
      const { state, notes } = readViewState(new URLSearchParams({ at }).toString());
      expect(state.view).toBeNull();
      expect(notes).toHaveLength(1);
    },
  );

  it.each([
    ['near.region', '1,2,3,4'],
    ['near.region', '1,2,3,4,5'],
    ['region', '1,2,3,4,5,'],
    ['region', '1,2,3,4,5,Infinity'],
    ['region', Array(402).fill(1).join(',')],
    ['near', 'bees'],
    ['w.text', '11'],
    ['w.near', '-1'],
    ['w.like', '1e1'],
    ['w.what', '1'],
    ['diversity', '1.01'],
    ['diversity', ''],
    ['duplicates', 'none'],
    ['new', 'yesterday'],
    ['new', '2026-02-30'],
    ['new', '2026-11-21T25:00:00Z'],
    ['new', '2026-11-21T09:30:00+01:00'],
  ])('leaves out the unusable %s=%s, with a note', (name, value) => {
    const { state, notes } = readViewState(new URLSearchParams({ [name]: value }).toString());
    expect(state).toEqual(firstView);
    expect(notes).toEqual([expect.stringContaining(name)]);
  });

  it('rounds the corners of an area to four digits', () => {
    const { state, notes } = readViewState('region=1.23456,-0,2.00001,12345.6,0.000012346,7');
    expect(notes).toEqual([]);
    expect(state.filter.region).toEqual([
      [1.235, 0],
      [2, 12350],
      [0.00001235, 7],
    ]);
    expect(writeViewState(state)).toBe('region=1.235,0,2,12350,0.00001235,7');
  });

  it('takes facets of any name as facets, the names of object internals too', () => {
    const { state } = readViewState('f.__proto__=a&f.constructor=b&f.list=1&f.list=1&f.list=2');
    expect(Object.entries(state.filter.facets)).toEqual([
      ['__proto__', ['a']],
      ['constructor', ['b']],
      ['list', ['1', '2']],
    ]);
  });

  it('keeps a paper on one side only', () => {
    const { state } = readViewState('like=a&unlike=a&unlike=b&like=a');
    expect([state.like, state.unlike]).toEqual([['a'], ['b']]);
  });

  it('asks the server nothing without a part of a question or a filter', () => {
    expect(searchRequestOf({ ...firstView, text: '  ', diversity: 1 })).toBeNull();
    const filter = { ...firstView.filter, topics: [2] };
    expect(searchRequestOf({ ...firstView, filter, diversity: 1 })).toEqual({
      ...{ filter: { topic: [2] }, k: defaultK, mode: 'fused' },
    });
    expect(searchRequestOf({ ...firstView, unlike: ['a'] })).toMatchObject({ unlike: ['a'] });
  });

  it('names the way of examples only where there are some, and it is not the default', () => {
    const requestOf = (part: Partial<ViewState>) => searchRequestOf({ ...firstView, text: 'x', ...part });
    expect(requestOf({ exampleWay: 'any', unlike: ['a'] })).toMatchObject({ examples: 'any' });
    expect(requestOf({ exampleWay: 'any' })).not.toHaveProperty('examples');
    expect(requestOf({ like: ['a'] })).not.toHaveProperty('examples');
  });

  it('asks for topics and an area as one part, and for both in the filter', () => {
    const triangle: [number, number][] = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    const near = { topics: [3], region: triangle };
    const filter = { ...firstView.filter, region: triangle };
    expect(searchRequestOf({ ...firstView, near, filter })).toEqual({
      ...{
        near: { topics: [3], region: triangle },
        filter: { region: triangle },
        k: defaultK,
        mode: 'fused',
      },
    });
    const topicOnly = searchRequestOf({ ...firstView, near: { topics: [3], region: null } });
    expect(topicOnly).toMatchObject({ near: { topics: [3] } });
    expect(topicOnly!.near).not.toHaveProperty('region');
  });

  it('sends the weights of parts that are there, where there are several, and what is not the default', () => {
    const weights = { text: 2, like: 1, unlike: 0.5, near: 3 };
    const requestOf = (part: Partial<ViewState>) => searchRequestOf({ ...firstView, weights, ...part });
    expect(requestOf({ text: 'x' })).not.toHaveProperty('weights');
    expect(requestOf({ text: 'x', like: ['a'] })!.weights).toEqual({ text: 2 });
    expect(requestOf({ text: 'x', unlike: ['a'] })!.weights).toEqual({ text: 2, unlike: 0.5 });
    expect(requestOf({ text: 'x' })).not.toHaveProperty('diversity');
    expect(requestOf({ text: 'x', diversity: 0.3 })).toMatchObject({ diversity: 0.3 });
  });

  it('asks the server for what the view says and no more', () => {
    const filter = { ...emptyFilter, yearFrom: 2019, topics: [2], facets: { list: ['1'] } };
    expect(searchRequestOf({ ...firstView, text: ' mixup ', like: ['a'], filter })).toEqual({
      text: 'mixup',
      like: ['a'],
      k: defaultK,
      mode: 'fused',
      filter: { year: { from: 2019, to: undefined }, topic: [2], facets: { list: ['1'] } },
    });
    expect(searchRequestOf({ ...firstView, text: 'a' })).toEqual({ text: 'a', k: defaultK, mode: 'fused' });
  });
});
