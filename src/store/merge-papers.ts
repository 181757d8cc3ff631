import type { ListPlace, Paper } from '../tables/paper.ts';

/** A known paper with what a newcomer added; nothing that it had is overwritten. */
export interface MergedPaper {
  paper: Paper;
  /** Whether it differs from the known one at all. */
  changed: boolean;
  /** Whether it had no abstract and has one now: its vector no longer stands for it. */
  abstractFilled: boolean;
}

/**
 * Merges a newcomer into the paper that it was recognised as: lists and facets are united, fields that were empty are
 * filled in. Id, title and source stay.
 */
export function mergePapers(known: Paper, newcomer: Paper): MergedPaper {
  const paper: Paper = {
    ...known,
    abstract: known.abstract || newcomer.abstract,
    authors: filled(known.authors, newcomer.authors),
    year: known.year ?? newcomer.year,
    venue: known.venue || newcomer.venue,
    url: known.url || newcomer.url,
    doi: known.doi || newcomer.doi,
    categories: filled(known.categories, newcomer.categories),
    keywords: filled(known.keywords, newcomer.keywords),
    lists: unitedLists(known.lists, newcomer.lists),
    facets: unitedFacets(known.facets, newcomer.facets),
  };
  return {
    paper,
    // Same fields in the same order, so equal text means equal papers.
    changed: JSON.stringify(paper) !== JSON.stringify(known),
    abstractFilled: paper.abstract !== known.abstract,
  };
}

const filled = (known: string[], newcomer: string[]) => (known.length > 0 ? known : newcomer);

function unitedLists(known: ListPlace[], newcomer: ListPlace[]): ListPlace[] {
  const united = [...known];
  for (const place of newcomer) {
    if (!united.some(({ list, rank }) => list === place.list && rank === place.rank)) united.push(place);
  }
  return united;
}

/** By way of a Map: a field named "__proto__" must stay a field. */
function unitedFacets(known: Paper['facets'], newcomer: Paper['facets']): Paper['facets'] {
  const united = new Map(Object.entries(known));
  for (const [name, values] of Object.entries(newcomer)) {
    united.set(name, [...new Set([...(united.get(name) ?? []), ...values])]);
  }
  return Object.fromEntries(united);
}
