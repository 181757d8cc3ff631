import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPapers } from '../../src/papers/read-papers.ts';
import { identityKeys } from '../../src/tables/paper.ts';
import { collected, readFixture, readText } from './collected.ts';

describe('readJsonLines', () => {
  it('gives a paper or an issue for each line, and goes on', async () => {
    const { papers, issues } = await readFixture('records.jsonl');
    expect(papers.map(({ title }) => title)).toEqual([
      'Sorting Type by Weight',
      'Year Far Away',
      'Year Not a Number',
      'Link to a Script',
    ]);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [2, 'warning', 'The year 20170 is not a year from 1450 to 2100; it was left empty.'],
      [3, 'warning', 'The year NaN is not a year from 1450 to 2100; it was left empty.'],
      [4, 'skipped', expect.stringMatching(/^The line is not valid JSON \(.*\): "not json at all"\.$/)],
      [5, 'skipped', 'The record is ["a","list"], not an object with a title.'],
      [6, 'skipped', 'The record has no title (it has "abstract").'],
      [7, 'warning', 'The DOI "unknown" does not begin with "10."; it was left empty.'],
      [
        7,
        'warning',
        'The address "javascript:alert(1)" is not a web address (http or https); it was left empty.',
      ],
    ]);
    expect(papers[0]).toMatchObject({
      id: 'a1',
      authors: ['Ilse Brandt', 'Luz Vega', 'Ada Okafor'],
      year: 2017,
      venue: 'Type Days',
      categories: ['cs.HC'],
      lists: [{ list: '1', rank: 4 }],
      facets: { 'award.name': ['best'], 'award.rank': ['1'] },
    });
    expect(papers[2]).toMatchObject({ year: null, abstract: '' });
  });

  it('reads the 601 papers of the sample with the places on their lists', async () => {
    const sample = fileURLToPath(new URL('../../data/papers.jsonl', import.meta.url));
    const { papers, issues } = await collected(readPapers([sample]));
    expect(issues).toEqual([]);
    expect(papers).toHaveLength(601);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(601);
    expect(new Set(papers.flatMap(identityKeys)).size).toBe(601);
    const places = papers.flatMap(({ lists }) => lists);
    expect(places).toHaveLength(639);
    expect(
      [1, 2, 3, 4, 5].map((list) => places.filter((place) => place.list === String(list)).length),
    ).toEqual([68, 197, 231, 88, 55]);
    expect(
      papers.every(
        ({ abstract, keywords, facets }) =>
          abstract !== '' && keywords.length > 0 && Object.keys(facets).length === 0,
      ),
    ).toBe(true);
  });

  it('gives a paper or an issue for a line of any JSON value', async () => {
    const record = fc.record(
      {
        title: fc.anything(),
        abstract: fc.anything(),
        authors: fc.anything(),
        year: fc.anything(),
        doi: fc.anything(),
        url: fc.anything(),
        keywords: fc.anything(),
        lists: fc.anything(),
        other: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const line = fc
      .oneof(fc.jsonValue(), record)
      .map((value) => safeJson(value))
      .filter((text) => text !== undefined);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const { papers, issues } = await readText(lines.join('\n'), 'jsonl');
        const skipped = issues.filter(({ severity, entry }) => severity === 'skipped' && entry !== null);
        expect(papers.length + skipped.length).toBe(lines.length);
        for (const paper of papers) {
          expect(paper.title).not.toBe('');
          expect(paper.id).not.toBe('');
          expect(paper.year === null || Number.isInteger(paper.year)).toBe(true);
        }
      }),
    );
  });
});

/** As JSON, where a value has any. */
function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

describe('readJson', () => {
  const titles = async (text: string) => (await readText(text)).papers.map(({ title }) => title);

  it('reads a list, an object that holds one, and one record', async () => {
    expect(await titles('[{"title": "A"}, {"title": "B"}]')).toEqual(['A', 'B']);
    expect(await titles('{"date": "today", "hits": [{"title": "A"}], "tags": ["x"]}')).toEqual(['A']);
    expect(await titles('{"message": {"items": [{"title": ["A"]}], "total": 1}}')).toEqual(['A']);
    expect(await titles('{"title": "A", "authors": [{"name": "B"}]}')).toEqual(['A']);
    expect(await titles('{"papers": [{"title": "A"}], "topics": [{"name": "B"}]}')).toEqual(['A']);
  });

  it('says what is there where it finds no records', async () => {
    const reasons = async (text: string) => (await readText(text, 'json')).issues.map(({ reason }) => reason);
    expect(await reasons('5')).toEqual(['The file holds 5, not a list of records or an object with one.']);
    expect(await reasons('{"a": 1}')).toEqual([
      'The file holds an object with neither a title nor a list of records (its fields: "a").',
    ]);
    expect(await reasons('{"a": [{}], "b": [{}]}')).toEqual([
      'The file holds several lists (a, b), and none is named like papers. Give the list alone.',
    ]);
    expect(await reasons('[]')).toEqual(['The file has no records in the format json: it begins "[]".']);
    expect(await reasons('[7, {"title": "A"}]')).toEqual(['The record is 7, not an object with a title.']);
  });

  it('reads the records of a broken or truncated list one by one', async () => {
    const { papers, issues } = await readText(
      '{"results": [{"title": "A]}"}, {"title": B}, {"title": "C", "x": [{}]}, {"title": "D',
      'json',
    );
    expect(papers.map(({ title }) => title)).toEqual(['A]}', 'C']);
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [
        null,
        expect.stringMatching(/^The file is not valid JSON \(.*\); its records were read one by one\.$/),
      ],
      [2, expect.stringMatching(/^The record is not valid JSON \(.*\): "\{\\"title\\": B\}"\.$/)],
      [4, 'The record is cut off: "{\\"title\\": \\"D".'],
    ]);
  });

  it('takes NaN and Infinity for numbers, but not inside texts', async () => {
    const { papers } = await readText('[{"title": "NaN and -Infinity", "year": NaN, "n": [1, -Infinity]}]');
    expect(papers[0]).toMatchObject({ title: 'NaN and -Infinity', year: null, facets: { n: ['1'] } });
  });
});
