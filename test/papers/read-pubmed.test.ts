import { describe, expect, it } from 'vitest';
import { maxRecordLength } from '../../src/papers/import-entry.ts';
import { readFixture, readText } from './collected.ts';

describe('readPubmed', () => {
  it('reads every field, lines that go on, MeSH headings and the DOI among other identifiers', async () => {
    const { papers } = await readFixture('pubmed.nbib');
    expect(papers[0]).toEqual({
      id: '90000001',
      title: 'Sleep of lighthouse keepers - a diary study',
      abstract:
        'BACKGROUND: Keepers wake when the lamp is turned. METHODS: Twelve keepers wrote down when they slept - to ' +
        'the minute - for a year. CONCLUSIONS: They sleep best in fog.',
      authors: ['Ilse M Brandt', 'Luz Vega', "Keepers' Sleep Group"],
      year: 2021,
      venue: 'Journal of sleep rhythms',
      url: 'https://pubmed.ncbi.nlm.nih.gov/90000001/',
      doi: '10.5555/jsr.2021.17',
      categories: [],
      keywords: ['sleep', 'on/off duty', 'Humans', 'Sleep', 'Circadian Rhythm', 'Lighting, Artificial'],
      source: 'pubmed.nbib',
      lists: [],
      facets: {
        type: ['Journal Article', 'Observational Study'],
        language: ['eng'],
        issn: ['1234-5678 (Electronic)', '8765-4321 (Linking)'],
        volume: ['12'],
        issue: ['3'],
        pages: ['101-109'],
        place: ['Nowhere'],
        grant: ['L-17/Lamp Fund/Nowhere'],
      },
    });
  });

  it('makes do with short names, the date of the web, a translated title and no abstract of its own', async () => {
    const { papers } = await readFixture('pubmed.nbib');
    expect(papers[1]).toMatchObject({
      title:
        'Fog and its horns, a review of what is known about the sound that ships hear when there is nothing to be seen',
      abstract: '',
      authors: ['Poe A'],
      year: 2019,
      venue: 'Nebel',
      doi: '10.5555/nebel.2',
    });
  });

  it('takes the title of a book where there is no other, and then not for its venue', async () => {
    const { papers } = await readFixture('pubmed.nbib');
    expect(papers[2]).toMatchObject({
      title: 'The Handbook of Harbours',
      venue: 'Handbooks of the Coast',
      facets: { publisher: ['Harbour Press'], editor: ['Vega, Luz'] },
    });
    const chapter = 'PMID- 7\nTI  - Of Quays.\nBTI - Harbours\nCTI - Coasts\n';
    expect((await readText(chapter)).papers[0]).toMatchObject({ title: 'Of Quays', venue: 'Harbours' });
  });

  it('reports a record without a title and reads those after it', async () => {
    const { papers, issues } = await readFixture('pubmed.nbib');
    expect(papers).toHaveLength(3);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [3, 'skipped', 'The record has no title (it has "id, authors, year, url").'],
    ]);
  });

  it('gives up a record that does not end, and reads the next', async () => {
    const line = `AB  - ${'x'.repeat(maxRecordLength / 2)}\n`;
    const { papers, issues } = await readText(
      `PMID- 1\nTI  - Endless\n${line}${line}OT  - lost\nPMID- 2\nTI  - Next\n`,
    );
    expect(papers.map(({ title, keywords }) => [title, keywords])).toEqual([['Next', []]]);
    expect(issues.map(({ entry, reason }) => [entry, reason])).toEqual([
      [1, "The record has more than 16,777,216 characters; it is none of PubMed's."],
    ]);
  });

  it('passes over what stands before the first record', async () => {
    const { papers, issues } = await readText('Saved today\nTI  - Lost\nPMID- 5\nTI  - Found...\n', 'pubmed');
    expect(papers.map(({ id, title }) => [id, title])).toEqual([['5', 'Found...']]);
    expect(issues).toEqual([]);
  });
});
