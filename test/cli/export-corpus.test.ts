import { describe, expect, it } from 'vitest';
import { type ExportFormat, exportCorpus } from '../../src/cli/export-corpus.ts';
import { readPapersFromText } from '../../src/papers/read-papers.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { newCorpus } from '../store/new-corpus.ts';

/** What comes back of papers that were exported. */
async function readAgain(papers: readonly Paper[], format: ExportFormat): Promise<Paper[]> {
  const text = [...exportCorpus(newCorpus(papers), format)].join('');
  const read: Paper[] = [];
  for await (const entry of readPapersFromText(text, `export.${format}`)) {
    if ('issue' in entry) throw new Error(entry.issue.reason);
    read.push(entry.paper);
  }
  return read;
}

/** Signs that mean something to TeX, JSON or CSV, and names with "and" and commas in them. */
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

/** What only an export in JSON Lines has: its first file, its places, fields of the files. */
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

describe('exportCorpus', () => {
  it('writes JSON Lines that are read as the same papers', async () => {
    expect(await readAgain([odd, rich], 'jsonl')).toEqual([odd, rich]);
  });

  it('writes CSV that is read as the same papers but for lists and fields of the files', async () => {
    const kept = { source: 'export.csv', lists: [], facets: {} };
    expect(await readAgain([odd, rich], 'csv')).toEqual([
      { ...odd, ...kept },
      { ...rich, ...kept },
    ]);
  });

  it('writes BibTeX that is read as the same papers', async () => {
    expect(await readAgain([odd], 'bibtex')).toEqual([
      { ...odd, source: 'export.bibtex', facets: { type: ['article'] } },
    ]);
  });
});
