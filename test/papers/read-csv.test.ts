import { describe, expect, it } from 'vitest';
import { readFixture, readText } from './collected.ts';

describe('readCsv', () => {
  it("reads Zotero's export, with line breaks and quotes inside cells", async () => {
    const { papers, issues } = await readFixture('zotero.csv');
    expect(papers[0]).toMatchObject({
      id: 'K7QX2ABC',
      title: 'Drying Times of "Fast" Inks',
      abstract: 'We dry twelve inks, and wait.',
      authors: ['Ilse Brandt', "Séan O'Neill"],
      year: 2018,
      venue: 'Journal of Slow Printing',
      doi: '10.5555/jsp.2018.3',
      url: 'https://example.org/inks',
      keywords: ['ink', 'drying'],
      facets: { 'Item Type': ['journalArticle'], ISSN: ['1234-5678'] },
    });
    expect(papers).toHaveLength(2);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [2, 'warning', 'The year "n.d." is not a year from 1450 to 2100; it was left empty.'],
      [
        3,
        'skipped',
        'The record has no title (it has "Key, Item Type, Publication Year, Author, Abstract Note, Date").',
      ],
    ]);
  });

  it("reads Scopus's and Web of Science's columns", async () => {
    const scopus = (await readFixture('scopus.csv')).papers[0];
    expect(scopus).toMatchObject({
      id: '2-s2.0-1',
      authors: ['Ilse Brandt', 'Luz Vega'],
      abstract: '',
      keywords: ['paper', 'rivers', 'Paper mills', 'Water'],
      facets: { 'Document Type': ['Article'], 'Cited by': ['4'] },
    });
    const webOfScience = (await readFixture('web-of-science.tsv')).papers[0];
    expect(webOfScience).toMatchObject({
      id: 'WOS:000000000000001',
      title: 'Quiet presses',
      abstract: 'We line a press with "cork" and felt.',
      authors: ['Ilse Brandt', 'Luz Vega'],
      year: 2011,
      keywords: ['noise', 'presses', 'SOUND', 'STEEL'],
    });
  });

  it('finds the delimiter', async () => {
    for (const sign of [',', ';', '\t', '|']) {
      const { papers } = await readText(['title', 'year'].join(sign).concat('\n', ['A', '1999'].join(sign)));
      expect([sign, papers[0].title, papers[0].year]).toEqual([sign, 'A', 1999]);
    }
  });

  it('reports a row with too many cells and goes on', async () => {
    const { papers, issues } = await readText('title,year\nA, B and C,1999\nD,2000\nE\n');
    expect(papers.map(({ title }) => title)).toEqual(['D', 'E']);
    expect(issues).toEqual([
      {
        file: 'file',
        entry: 1,
        severity: 'skipped',
        reason:
          'The row has 3 cells, the first row only 2; a text with "," in it needs quotes: "A, B and C,1999".',
      },
    ]);
  });

  it('reads the rows before a quote that is never closed, and says where it is', async () => {
    const { papers, issues } = await readText('title,year\nA,1999\nB,2000\n"C,2001\nD,2002\n');
    expect(papers.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [
        3,
        'A quote is opened in this row and never closed; from here on nothing was read. Close it and import again.',
      ],
    ]);
  });

  it('says which columns there are when none is a title', async () => {
    const { issues } = await readText('name,price\na,1', 'csv');
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [null, 'No column is named "title": the first row has "name, price". Name one so.'],
    ]);
  });
});
