import type { Paper } from '../tables/paper.ts';

export type EntryKind = 'article' | 'conference' | 'other';

/** What BibTeX, RIS, CSL and databases call the two kinds, letters only. */
const kindNames: Readonly<Record<string, EntryKind>> = {
  article: 'article',
  jour: 'article',
  journalarticle: 'article',
  articlejournal: 'article',
  inproceedings: 'conference',
  conference: 'conference',
  conf: 'conference',
  cpaper: 'conference',
  conferencepaper: 'conference',
  paperconference: 'conference',
  proceedingsarticle: 'conference',
  misc: 'other',
  unpublished: 'other',
  unpb: 'other',
  gen: 'other',
  preprint: 'other',
};

/** "ICLR 2024", "CVPR '23". */
const acronymAndYear = /^[A-Z]\p{L}*[A-Z]\p{L}*(?:[-/]\p{L}+)?\s*'?\d{2,4}\b/u;

/** What kind of publication it is: as its file said, else by the name of its venue. */
export function entryKind({ facets, venue }: Pick<Paper, 'facets' | 'venue'>): EntryKind {
  for (const type of facets.type ?? []) {
    const name = type.toLowerCase().replace(/[^a-z]/g, '');
    if (Object.hasOwn(kindNames, name)) return kindNames[name];
  }
  if (venue === '' || /\b(?:\w*rxiv|preprint)\b/i.test(venue)) return 'other';
  const isConference =
    /\b(?:proceedings|proc|conference|conf|symposium|workshop)\b/i.test(venue) || acronymAndYear.test(venue);
  return isConference ? 'conference' : 'article';
}
