import { describe, expect, it } from 'vitest';
import { readFixture, readText } from './collected.ts';

describe('readBibtex', () => {
  it('reads strings, names, accents and formulas as plain text', async () => {
    const { papers } = await readFixture('library.bib');
    expect(papers[0]).toEqual({
      id: 'mueller2019',
      title: 'GPU Typesetting: A Naïve Approach with O(n^2) Kerning & More',
      abstract: 'We gain 50% — where a < b — with “optical” margins.',
      authors: ['Jürgen Müller', 'The Kerning Group', 'Anna van der Berg'],
      year: 2019,
      venue: 'Journal of Slow Printing (Supplement)',
      url: 'https://doi.org/10.5555/jsp.2019.1',
      doi: '10.5555/jsp.2019.1',
      categories: [],
      keywords: ['kerning', 'typesetting'],
      source: 'library.bib',
      lists: [],
      facets: { type: ['article'], note: ['Best paper'] },
    });
  });

  it('takes the volume and year from a crossref, an address from the eprint, and money for money', async () => {
    const { papers } = await readFixture('library.bib');
    expect(papers[1]).toMatchObject({
      title: 'Ink for $5 a Litre',
      year: 2020,
      venue: 'Proceedings of the Mill Conference',
      url: 'https://arxiv.org/abs/2001.04321',
    });
  });

  it('reports an entry that cannot be read and one without title, and reads those after them', async () => {
    const { papers, issues } = await readFixture('library.bib');
    expect(papers.map(({ id }) => id)).toEqual(['mueller2019', 'vega2020', 'after', 'mills']);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [3, 'skipped', 'The entry "unclosed" is not valid BibTeX: the value of "title" has no end.'],
      [5, 'skipped', 'The record has no title (it has "id, type, author, year").'],
    ]);
  });

  it('says so where a field ends too early, and keeps what was read', async () => {
    const { papers, issues } = await readText('@article{a, title={Foo } bar}, year={2000}}');
    expect(papers.map(({ title }) => title)).toEqual(['Foo']);
    expect(issues).toMatchObject([{ entry: 1, severity: 'warning' }]);
    expect(issues[0].reason).toBe(
      'The entry "a" is not valid BibTeX: there is no field where it says "bar}, year={2000}}".',
    );
  });
});
