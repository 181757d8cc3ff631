import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfInvertedIndex } from '../../src/papers/read-openalex.ts';
import { fixture, readFixture, readText } from './collected.ts';

const [work] = JSON.parse(readFileSync(fixture('openalex.json'), 'utf8')).results;

describe('readOpenAlex', () => {
  it('reads the works of an answer', async () => {
    const { papers, issues } = await readFixture('openalex.json');
    expect(papers).toEqual([
      {
        id: 'W100',
        title: 'Maps of paper dust',
        abstract: 'We map dust. We sweep.',
        authors: ['Luz Vega', 'Ilse Brandt'],
        year: 2013,
        venue: 'Dust Letters',
        url: 'https://example.org/dust',
        doi: '10.5555/jsp.13',
        categories: ['Arts and Humanities', 'Conservation'],
        keywords: ['Dust', 'Paper'],
        source: 'openalex.json',
        lists: [],
        facets: { type: ['article'], language: ['en'], topic: ['Paper conservation'], 'cited by': ['3'] },
      },
    ]);
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [2, 'The record has no title (it has "id, url").'],
    ]);
  });

  it('reads one work, and one work a line', async () => {
    const one = await readText(JSON.stringify(work, null, 2));
    const lines = await readText(`${JSON.stringify(work)}\n${JSON.stringify(work)}\n`);
    expect([one.papers.length, lines.papers.length]).toEqual([1, 2]);
    expect(lines.papers[1].abstract).toBe('We map dust. We sweep.');
  });

  it('reads a work whose parts are not as they should be', async () => {
    const odd = {
      ...work,
      authorships: 'nobody',
      keywords: [null],
      primary_location: 5,
      abstract_inverted_index: { a: ['x'] },
    };
    const { papers, issues } = await readText(JSON.stringify(odd), 'openalex');
    expect(papers[0]).toMatchObject({ title: 'Maps of paper dust', abstract: '', authors: [], keywords: [] });
    expect(issues).toEqual([]);
  });
});

describe('textOfInvertedIndex', () => {
  it('undoes the index of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z_]{1,6}$/), { minLength: 1 }), (words) => {
        const index = new Map<string, number[]>();
        for (const [i, word] of words.entries()) index.set(word, [...(index.get(word) ?? []), i]);
        expect(textOfInvertedIndex(Object.fromEntries(index))).toBe(words.join(' '));
      }),
    );
  });

  it('leaves out positions that no abstract has', () => {
    expect(textOfInvertedIndex({ a: [0], b: [4_000_000_000] })).toBe('a');
  });
});
