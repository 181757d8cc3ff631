import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GapFinder } from '../../src/search/find-gaps.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { expectRefusal } from '../refusal.ts';
import { smallCorpus, smallPapers, smallTopics } from './small-corpus.ts';

let corpus: Corpus;
let finder: GapFinder;
beforeAll(() => {
  corpus = smallCorpus();
  // The row before and the row after are neighbours.
  const rows = smallPapers.length;
  const neighbors = Int32Array.from({ length: 2 * rows }, (_, i) => {
    const row = i >> 1;
    return i % 2 === 0 ? (row + 1) % rows : (row + rows - 1) % rows;
  });
  corpus.saveGraph({ rows, k: 2, neighbors, distances: new Float32Array(2 * rows).fill(0.25) });
  finder = new GapFinder({
    corpus,
    vectors: corpus.vectors(),
    topics: smallTopics(),
    layout: corpus.layout()!,
    groups: null,
  });
});
afterAll(() => corpus.close());

describe('a gap', () => {
  it('says to how many of the papers it is near, and to which', () => {
    const { hits, notes } = finder.find({ ids: ['bees-0', 'bees-2', 'chess-3'], k: 2 });
    expect(notes).toEqual([]);
    expect(hits).toMatchObject([
      { id: 'bees-1', nearTo: 2, similarity: 0.75, score: 0.75, topic: 2 },
      { id: 'bees-3', nearTo: 1, similarity: 0.75, score: 0.375 },
    ]);
    expect(hits[0].why.like).toEqual([
      { id: 'bees-0', title: smallPapers[0].title, similarity: 0.75 },
      { id: 'bees-2', title: smallPapers[2].title, similarity: 0.75 },
    ]);
    expect(hits[0].why.text).toBeNull();
  });

  it('passes the filter, whatever is near', () => {
    const filter = { year: { from: 2016, to: 2018 }, topic: [0], facets: { category: ['odd'] } };
    const { hits } = finder.find({ ids: ['chess-2', 'bees-2'], k: 100, filter });
    expect(hits.map(({ id }) => id).sort()).toEqual(['bees-1', 'bees-3', 'ice-1', 'ice-3']);
    expect(hits.slice(0, 2).map(({ id, nearTo }) => [id, nearTo])).toEqual([
      ['bees-1', 1],
      ['bees-3', 1],
    ]);
  });

  it('is named among notes where nothing is left', () => {
    const all = smallPapers.map(({ id }) => id);
    expect(finder.find({ ids: all, k: 5 })).toMatchObject({
      hits: [],
      notes: ['Every paper that could be found is among yours.'],
    });
    const filter = { year: { from: 1900, to: 1901 } };
    expect(finder.find({ ids: all.slice(3), k: 5, filter }).notes).toEqual([
      'Nothing is let through: no paper is of the years 1900 to 1901.',
    ]);
  });
});

describe('ids', () => {
  it('that are not known are named, the first of many, and the others count', () => {
    const unknown = Array.from({ length: 8 }, (_, i) => `nobody-${i}`);
    const { hits, notes } = finder.find({ ids: [...unknown, 'bees-0', 'bees-0'], k: 1 });
    expect(hits[0]).toMatchObject({ nearTo: 1 });
    expect(notes).toHaveLength(6);
    expect(notes[0]).toBe('There is no paper "nobody-0" in this corpus; it was left out.');
    expect(notes[5]).toBe('So it is with 3 more of the ids.');
  });

  it('of which none is known are refused, and so is a k that is no number of papers', () => {
    expectRefusal(() => finder.find({ ids: ['nobody'], k: 1 }), 'unknown-paper', /"nobody"/);
    for (const k of [0, 1.5, Number.NaN])
      expectRefusal(() => finder.find({ ids: ['bees-0'], k }), 'bad-option', /^k is /);
  });
});

it('without a neighbour graph it is by the mean, and says so', () => {
  const bare = smallCorpus();
  const { hits, notes } = new GapFinder({
    corpus: bare,
    vectors: bare.vectors(),
    topics: null,
    layout: bare.layout()!,
    groups: null,
  }).find({
    ids: ['ice-0', 'ice-1'],
    k: 5,
  });
  expect(hits.every(({ id, nearTo }) => id.startsWith('ice-') && nearTo === 0)).toBe(true);
  expect(notes).toEqual([expect.stringContaining('neighbour graph is missing')]);
  bare.close();
});
