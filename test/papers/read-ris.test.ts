import { describe, expect, it } from 'vitest';
import { readFixture, readText } from './collected.ts';

describe('readRis', () => {
  it('reads every field, lines that go on, keywords with commas and tags of their own', async () => {
    const { papers } = await readFixture('library.ris');
    expect(papers[0]).toEqual({
      id: '10.5555/jsp.14',
      title: 'Watermarks - a history - in light',
      abstract: 'We hold sheets against a lamp and read the date of the mould.',
      authors: ['Ilse Brandt', 'Luz Vega'],
      year: 2014,
      venue: 'Journal of Slow Printing',
      url: 'https://example.org/watermarks',
      doi: '10.5555/jsp.14',
      categories: [],
      keywords: ['paper, handmade', 'watermarks'],
      source: 'library.ris',
      lists: [],
      facets: { type: ['JOUR'], C1: ['a custom field'] },
    });
    expect(papers[1]).toMatchObject({ title: 'Moulds of the North', abstract: 'Twelve moulds.', year: 2015 });
  });

  it('reports records without end or title and reads those after them', async () => {
    const { papers, issues } = await readFixture('library.ris');
    expect(papers).toHaveLength(3);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [2, 'warning', 'The record has no end (ER); it was ended where the next one begins (TY).'],
      [3, 'skipped', 'The record has no title (it has "type, authors").'],
      [4, 'warning', 'The record has no end (ER): the file may be cut off.'],
    ]);
  });

  it('reports a tag before the first record', async () => {
    const { papers, issues } = await readText('TI  - Lost\nTY  - JOUR\nTI  - Found\nER  - \n', 'ris');
    expect(papers.map(({ title }) => title)).toEqual(['Found']);
    expect(issues.map(({ reason }) => reason)).toEqual([
      'The line "TI  - Lost" stands before the first record (TY).',
    ]);
  });
});
