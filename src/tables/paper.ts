/** Where a paper stood on a saved result page: the page's name and the rank on it, 1 first. */
export interface ListPlace {
  list: string;
  rank: number;
}

/** The facets that every paper may have, in the order in which they are shown; fields of the files stand beside them. */
export const standardFacets: readonly string[] = ['list', 'category', 'venue', 'keyword', 'author', 'source'];

/** One paper as read from a file. Every field is present; what is not known is '', [] or null. */
export interface Paper {
  /** The paper's own id, unique in a corpus. Used at the edges only: inside, a paper is a row. */
  id: string;
  /** Plain Unicode, one line, never empty. */
  title: string;
  /** Plain Unicode; '' where the paper came without one. */
  abstract: string;
  authors: string[];
  year: number | null;
  venue: string;
  url: string;
  /** Lower case, without "https://doi.org/". */
  doi: string;
  categories: string[];
  keywords: string[];
  /** The file (its base name) it was read from. */
  source: string;
  /** On which saved result pages it stood; [] for papers from other files. */
  lists: ListPlace[];
  /** Whatever other fields came along, by their name in the file; values as strings. */
  facets: Record<string, string[]>;
}

/** The text that stands for a paper: what is embedded as a document. */
export function paperText(paper: Pick<Paper, 'title' | 'abstract'>): string {
  return paper.abstract === '' ? paper.title : `${paper.title}\n${paper.abstract}`;
}

/** Lower case without accents and ligatures: "Naïve" and "NAIVE" are both "naive". */
export function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What two writings of one title share, however they are spaced, hyphenated or accented. Stored keys are made of it. */
export function lettersAndDigits(text: string): string {
  return withoutMarks(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The arXiv number in an id, URL or DOI without its version ("2404.06512", "cs/0112017"), or null. */
export function arxivNumber(text: string): string | null {
  const match =
    /(?:arxiv[.:/]|arxiv\.org\/(?:abs|pdf)\/)\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})/i.exec(text);
  return match ? match[1].toLowerCase() : null;
}

/** Where the arXiv number of a paper stands whose id, address and DOI are others' (Semantic Scholar's, a publisher's). */
export const arxivFacet = 'arxiv';

/** How much of an abstract decides that two records of one title are the same paper: copies differ in their tails. */
const abstractHead = 200;

/**
 * Keys by which a paper is known again: records that share one are of the same paper, if perhaps of two versions. Its title with
 * the head of its abstract, both down to letters and digits, then its `numberKeys`.
 */
export function identityKeys(
  paper: Pick<Paper, 'id' | 'title' | 'abstract' | 'doi' | 'url' | 'facets'>,
): string[] {
  const title = lettersAndDigits(paper.title);
  // A title of only symbols still tells papers apart.
  return [`text:${title || paper.title}|${headOf(paper.abstract)}`, ...numberKeys(paper)];
}

/** Keys by which a paper is known whatever its text: its DOI, and its arXiv number without version. */
export function numberKeys(paper: Pick<Paper, 'id' | 'doi' | 'url' | 'facets'>): string[] {
  const keys: string[] = [];
  if (paper.doi) keys.push(`doi:${paper.doi.toLowerCase()}`);
  const named = (paper.facets[arxivFacet] ?? []).map((number) => `arxiv:${number}`);
  const arxiv = [paper.id, paper.url, paper.doi, ...named].map(arxivNumber).find((number) => number !== null);
  if (arxiv) keys.push(`arxiv:${arxiv}`);
  return keys;
}

/** The first letters and digits of an abstract, looking at no more of it than it takes: of 100,000 that spares seconds. */
function headOf(abstract: string): string {
  for (let looked = 2 * abstractHead; ; looked *= 2) {
    const letters = lettersAndDigits(abstract.slice(0, looked));
    // One more than wanted: cut off, the last may stand for another (half a sign, a sigma that ends no word).
    if (letters.length > abstractHead || looked >= abstract.length) return letters.slice(0, abstractHead);
  }
}

/** Whether two DOIs, '' where unknown, speak against one paper. arXiv gives a preprint a DOI of its own, so that one says nothing against a publisher's. */
export function differentDois(a: string, b: string): boolean {
  if (a === '' || b === '' || arxivNumber(a) !== null || arxivNumber(b) !== null) return false;
  return a.toLowerCase() !== b.toLowerCase();
}
