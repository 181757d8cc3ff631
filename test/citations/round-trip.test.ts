import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportFormat, exportFormats, formatTable } from '../../src/citations/export-formats.ts';
import type { ExportedPaper } from '../../src/citations/exported-paper.ts';
import { cleanText } from '../../src/papers/clean-text.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { readText } from '../papers/collected.ts';

/** What comes back of papers that were written. */
async function readAgain(papers: readonly Paper[], format: ExportFormat): Promise<Paper[]> {
  const exported = papers.map((paper): ExportedPaper => ({ ...paper, topics: ['a; b'], x: 1.5, y: null }));
  const text = [...formatTable[format].write(exported)].join('');
  const { papers: read, issues } = await readText(text, null, `export${formatTable[format].ending}`);
  expect(issues).toEqual([]);
  return read;
}

/** Signs that mean something to TeX, JSON, CSV or RIS, and names with "and" and commas in them. */
const odd = paperOf({
  id: 'odd',
  title: 'U^2-Net ~ a_b & 50 % of $5 #1 \\alpha {x}',
  abstract: 'The set {a}, a lone } and a lone {, "quotes", P^{#P}, – and ü.',
  authors: ['Ann Poe', 'Centre for Language and Speech'],
  year: 2021,
  venue: 'Journal of Tests',
  doi: '10.1000/a_b',
  url: 'https://a.org/~me?a=1&b=2',
  keywords: ['genes', 'cells, stem'],
});

/** What only JSON has: its first file, its places, fields of the files. */
const rich = paperOf({
  ...odd,
  id: 'rich',
  doi: '10.1000/x',
  title: 'Another title',
  categories: ['cs.LG'],
  lists: [{ list: 'bees', rank: 3 }],
  source: 'bees.csv',
  facets: {
    'externalIds.DOI': ['10.1000/x'],
    Source: ['Scopus'],
    'record.source': ['x'],
    arxiv: ['2001.04321'],
  },
});

/** A text as papers in a corpus have it: what importers make of it is itself, in plain text and out of TeX. */
const isPlain = (text: string) => text !== '' && cleanText(text) === text;
const signs = fc.constantFrom(
  ...'\\{}$%&#_~^"\'`,;:=+-@<>()[]|/*.?!é中߷𝔸',
  'BERT',
  'ImageNet',
  'and',
  'the',
  'a',
  'B',
  ' ',
);
const plainText = fc
  .array(fc.oneof(signs, fc.string({ minLength: 1, maxLength: 3 })), { maxLength: 20 })
  .map((all) => cleanText(all.join('')));
/** Words of authors: those without signs by which lists of names are divided, or a title is told from a name. */
const nameWord = fc.stringMatching(/^[A-ZÉ][a-zéß]{2,8}(?:-[A-Z][a-z]{2,5})?$/);
const name = fc.oneof(
  fc.tuple(nameWord, nameWord).map((words) => words.join(' ')),
  fc
    .tuple(nameWord, fc.constantFrom('van', 'de la', 'Q.', 'J.-P.'), nameWord)
    .map((words) => words.join(' ')),
  fc.constantFrom(
    'Centre for Language and Speech',
    'OpenAI',
    'Ann Poe Jr.',
    'Müller JR',
    '王小明',
    'R. D. Poe & Sons',
  ),
);

const anyPaper = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9:.-]{0,12}[a-z0-9]$/),
    title: plainText.filter(isPlain),
    abstract: plainText.filter((text) => text === '' || (isPlain(text) && /^[A-Z]*[^A-Za-z-]/.test(text))),
    authors: fc.uniqueArray(name, { maxLength: 4 }),
    year: fc.option(fc.integer({ min: 1450, max: 2100 })),
    venue: fc.constantFrom(
      '',
      'Journal of Tests & Trials',
      'Proceedings of the 3rd Workshop',
      'ICLR 2024',
      'arXiv',
    ),
    doi: fc.constantFrom('10.1000/a_b', '10.1000/(sici)1-2<3::x>4', '10.5555/é%25'),
    url: fc.constantFrom(
      'https://a.org/~me?a=1&b=2#c',
      'http://b.example/%7Bx%7D_y',
      'https://doi.org/10.1000/x',
    ),
    type: fc.constantFrom('', 'inproceedings', 'JOUR', 'dataset'),
  })
  .filter(({ title, venue }) => title !== venue)
  .map(({ type, ...fields }) => paperOf({ ...fields, facets: type ? { type: [type] } : {} }));

const carried = ({ title, authors, year, venue, doi, abstract, url }: Paper) => ({
  ...{ title, authors, year, venue, doi, abstract, url },
});

describe('what is written', () => {
  it.each(exportFormats)(
    'is read back from %s with title, authors, year, venue, DOI, abstract and address',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 4 }), async (papers) => {
          expect((await readAgain(papers, format)).map(carried)).toEqual(papers.map(carried));
        }),
      );
    },
  );

  it.each(['jsonl', 'json'] as const)('is the same papers in %s, with every field', async (format) => {
    expect(await readAgain([odd, rich], format)).toEqual([odd, rich]);
  });

  it('keeps fields of the files that are called like ours beside them', async () => {
    const facets = { topics: ['mine'], x: ['7'], constructor: ['Racing'] };
    const [paper] = await readAgain([paperOf({ ...rich, facets })], 'json');
    expect(Object.entries(paper.facets)).toEqual([
      ['record.topics', ['mine']],
      ['record.x', ['7']],
      ['constructor', ['Racing']],
    ]);
  });

  it('is the same papers in CSV but for lists and fields of the files', async () => {
    const kept = { source: 'export.csv', lists: [], facets: {} };
    expect(await readAgain([odd, rich], 'csv')).toEqual([
      { ...odd, ...kept },
      { ...rich, ...kept },
    ]);
  });

  it('keeps one author and one keyword one in CSV, though they hold "and" or a comma', async () => {
    const lone = paperOf({ ...odd, authors: ['Centre for Language and Speech'], keywords: ['cells, stem'] });
    expect((await readAgain([lone], 'csv'))[0]).toMatchObject({
      authors: lone.authors,
      keywords: lone.keywords,
    });
  });

  it('is the same papers in BibTeX and RIS, with the kind of publication', async () => {
    expect(await readAgain([odd], 'bibtex')).toEqual([
      { ...odd, source: 'export.bib', facets: { type: ['article'] } },
    ]);
    expect(await readAgain([odd], 'ris')).toEqual([
      { ...odd, source: 'export.ris', facets: { type: ['JOUR'] } },
    ]);
  });
});
