import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowMask } from '../../src/search/row-mask.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import type { Filter } from '../../src/tables/filter.ts';
import { refusalOf } from '../refusal.ts';
import { smallCorpus, smallLayout, smallPapers, smallTopics } from './small-corpus.ts';

describe('rowMask', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  const topics = smallTopics();
  const rows = smallPapers.length;
  const layout = smallLayout(rows);
  const maskOf = (filter: Filter) => rowMask(corpus, topics, rows, filter, null, layout);
  const passing = (filter: Filter) => {
    const { allowed } = maskOf(filter);
    return [...smallPapers.keys()].filter((row) => allowed![row] === 1);
  };
  const meeting = (test: (row: number) => boolean) => [...smallPapers.keys()].filter(test);

  it('is null where nothing is asked', () => {
    expect(maskOf({})).toEqual({ allowed: null, notes: [] });
    expect(maskOf({ facets: {} }).allowed).toBeNull();
  });

  it('lets through exactly the papers that meet a part', () => {
    expect(passing({ year: { from: 2019 } })).toEqual(meeting((row) => (smallPapers[row].year ?? 0) >= 2019));
    expect(passing({ year: { from: 2016, to: 2016 } })).toEqual([1, 8, 15]);
    expect(passing({ facets: { category: ['ice', 'chess'] } })).toEqual(
      meeting((row) => row >= 7 && row < 21),
    );
    expect(passing({ facets: { venue: ['Workshop'], list: ['first page'] } })).toEqual([1, 8, 15]);
    expect(passing({ topic: [4] })).toEqual(meeting((row) => row >= 14 && row < 21));
    expect(passing({ topic: [0, 4], year: { to: 2015 } })).toEqual([0, 7, 14]);
  });

  it('lets through what was added since, and says of how many papers that is not known', () => {
    const grown = smallCorpus(smallPapers.slice(0, 4));
    const filtered = (addedSince: string, to?: number) =>
      rowMask(
        grown,
        null,
        grown.rows,
        { addedSince, ...(to ? { year: { to } } : {}) },
        null,
        smallLayout(grown.rows),
      );
    const unknown = filtered('2026-11-01');
    expect(unknown.allowed).toEqual(new Uint8Array(4));
    expect(unknown.notes).toEqual([
      'When the papers of this corpus were added is not known: an earlier Nearby did not keep it. They count as not added since.',
      'Nothing is let through: no paper was added since 2026-11-01.',
    ]);
    grown.addPapers(smallPapers.slice(4, 6), '2026-11-16T08:00:00.000Z');
    grown.addPapers(smallPapers.slice(6, 8), '2026-11-20T08:00:00.000Z');
    expect([...filtered('2026-11-01').allowed!]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...filtered('2026-11-17').allowed!]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect([...filtered('2026-11-17', 2015).allowed!]).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(filtered('2026-11-17').notes).toEqual([
      'When 4 of the 8 papers of this corpus were added is not known: an earlier Nearby did not keep it. They count as not added since.',
    ]);
    grown.close();
  });

  it('says which part lets nothing through', () => {
    expect(maskOf({ year: { from: 2050 }, facets: { category: ['ice'] } }).notes).toEqual([
      'Nothing is let through: no paper is of the year 2050 or after.',
    ]);
    expect(maskOf({ facets: { category: ['fire', 'smoke'] } }).notes).toEqual([
      'Nothing is let through: no paper has category "fire" or "smoke".',
    ]);
    expect(maskOf({ topic: [] }).notes[0]).toContain('is in topic (none is named)');
  });

  it('says that parts do not go together where each has papers', () => {
    expect(maskOf({ facets: { category: ['ice'] }, topic: [2] }).notes).toEqual([
      'Nothing is let through: there are papers for each part, but no paper at once has category "ice" and is in topic 2.',
    ]);
  });

  it('names the facets that there are for one that there is not', () => {
    const [note] = maskOf({ facets: { categry: ['ice'] } }).notes;
    expect(note).toContain('there is no facet "categry"; did you mean "category"?; known: list, category');
  });

  it('names topics that are not known, and refuses where none is', async () => {
    expect(maskOf({ topic: [4, 99] }).notes).toEqual([
      'There is no topic 99; it was left out of the filter.',
    ]);
    expect(await refusalOf(() => maskOf({ topic: [99] }))).toMatchObject({
      code: 'unknown-topic',
      message: 'There is no topic 99; topics are numbered 0 to 4.',
    });
  });

  it('lets nothing through by topic in a corpus without topics', () => {
    const { allowed, notes } = rowMask(corpus, null, rows, { topic: [0] }, null, layout);
    expect([...allowed!]).toEqual(Array(rows).fill(0));
    expect(notes).toContain('There is no topic 0; it was left out of the filter.');
  });
});
