import type { Paper } from '../src/tables/paper.ts';

/** A paper with nothing but what is given. */
export function paperOf(fields: Partial<Paper> & Pick<Paper, 'id' | 'title'>): Paper {
  return {
    abstract: '',
    authors: [],
    year: null,
    venue: '',
    url: '',
    doi: '',
    categories: [],
    keywords: [],
    source: 'test.jsonl',
    lists: [],
    facets: {},
    ...fields,
  };
}
