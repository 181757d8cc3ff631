import { describe, expect, it } from 'vitest';
import { readFixture } from './collected.ts';

describe('readCslJson', () => {
  it('reads names, dates, tags and the key of the item', async () => {
    const { papers, issues } = await readFixture('items.csl.json');
    expect(papers).toEqual([
      {
        id: 'ABCD1234',
        title: 'Presses that whisper',
        abstract: 'Felt & cork.',
        authors: ['Ilse Brandt', 'The Press Group', 'Anna van der Berg'],
        year: 2012,
        venue: 'Journal of Slow Printing',
        url: 'https://example.org/whisper',
        doi: '10.5555/jsp.12',
        categories: [],
        keywords: ['noise', 'presses'],
        source: 'items.csl.json',
        lists: [],
        facets: { type: ['article-journal'] },
      },
    ]);
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [2, 'The record has no title (it has "id, type, author").'],
    ]);
  });
});
