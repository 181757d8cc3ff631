/**
 * The entries of a bibliography → which papers of the corpus they are: found, ambiguous or absent. By the first rule that
 * says something:
 *
 *   doi, arxiv   the keys by which an import knows a paper again
 *   id           the corpus's own id, where the titles are alike
 *   title        the whole title, down to letters and digits
 *   like-title   a title like it: slips, a missing subtitle
 *
 * What speaks against a title (another DOI, year, authors or number) or leaves several papers makes it ambiguous: a person
 * decides.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Corpus } from '../store/corpus.ts';
import { differentDois, identityKeys, type Paper, withoutMarks } from '../tables/paper.ts';
import { TitleIndex } from './title-index.ts';
import { compareTitles, type TitleLikeness, titleForms } from './title-similarity.ts';

export const matchDefaults = {
  /** Similarity of titles from which they are taken for one; README.md has what other values find. */
  sameTitle: 0.85,
  /** From here a title is shown as a candidate. */
  maybeSameTitle: 0.75,
  /** A second title this near to the best one makes the choice a person's. */
  clearLead: 0.05,
  /** Years between a preprint and its journal. */
  yearsApart: 2,
  /** A whole title of fewer words ("Editorial") needs the year or an author to agree. */
  fewestWords: 2,
  /** Candidates named. */
  candidates: 5,
};

export const matchRules = ['doi', 'arxiv', 'id', 'title', 'like-title'] as const;
export type MatchRule = (typeof matchRules)[number];

export interface MatchCandidate {
  row: number;
  id: string;
  title: string;
  year: number | null;
  /** Of the titles, 0…1: 1 − edits / letters. */
  similarity: number;
}

export type Match =
  | { status: 'found'; row: number; id: string; title: string; by: MatchRule }
  /** Best candidate first; `reason` is a sentence. */
  | { status: 'ambiguous'; candidates: MatchCandidate[]; reason: string }
  | { status: 'absent' };

/** After so long others get their turn, in milliseconds. */
const sliceMs = 20;

/** Matches the entries of any number of bibliographies. The index of all titles is made at the first that needs it. */
export class PaperMatcher {
  readonly #corpus: Corpus;
  readonly #rows: number;
  #titles: Promise<TitleIndex> | null = null;

  /** @param rows as many as the tables have that are searched: papers added since are absent. */
  constructor(corpus: Corpus, rows: number) {
    this.#corpus = corpus;
    this.#rows = rows;
  }

  /** One match an entry, in their order. Nothing of the entries is kept. */
  async match(entries: readonly Paper[]): Promise<Match[]> {
    this.#titles ??= TitleIndex.build(this.#corpus.titles().slice(0, this.#rows));
    const index = await this.#titles;
    const matches: Match[] = [];
    let until = performance.now() + sliceMs;
    for (const entry of entries) {
      matches.push(this.#matchOne(entry, index));
      if (performance.now() < until) continue;
      await nextTurn();
      until = performance.now() + sliceMs;
    }
    return matches;
  }

  #matchOne(entry: Paper, index: TitleIndex): Match {
    const forms = titleForms(entry.title);
    const candidateOf = (row: number): Candidate => {
      const paper = this.#corpus.paper(row);
      const { maybeSameTitle } = matchDefaults;
      return { row, paper, ...compareTitles(forms, titleForms(paper.title), maybeSameTitle) };
    };
    const titled = this.#corpus
      .rowsWithTitle(entry.title, matchDefaults.candidates + 1)
      .filter((row) => row < this.#rows)
      .map(candidateOf);

    const keyed = this.#byKey(entry);
    if (keyed) {
      const named = candidateOf(keyed.row);
      // A DOI copied from the line above: the title then is another paper's.
      if (named.similarity >= matchDefaults.maybeSameTitle || titled.length === 0) {
        return found(named, keyed.by);
      }
      const reason = `Its ${keyed.by === 'doi' ? 'DOI' : 'arXiv number'} is of one paper, its title of another.`;
      return ambiguous([named, ...titled], reason);
    }
    const own = this.#corpus.rowOf(entry.id);
    if (own !== null && own < this.#rows) {
      const named = candidateOf(own);
      if (named.similarity >= matchDefaults.sameTitle) return found(named, 'id');
    }
    if (titled.length > 0) return byTitle(entry, titled, forms[0].words.length);
    const alike = index
      .candidates(forms)
      .map(candidateOf)
      .filter(({ similarity }) => similarity >= matchDefaults.maybeSameTitle)
      .sort((a, b) => b.similarity - a.similarity || a.row - b.row);
    return byLikeTitle(entry, alike);
  }

  #byKey(entry: Paper): { row: number; by: MatchRule } | null {
    const keys = identityKeys(entry);
    const rows = this.#corpus.rowsWithKeys(keys);
    for (const by of ['doi', 'arxiv', 'text'] as const) {
      // Without an abstract the key of the text is the title, which has a rule of its own.
      if (by === 'text' && entry.abstract === '') continue;
      const row = rows.find((row, i) => row !== null && row < this.#rows && keys[i].startsWith(`${by}:`));
      if (row != null) return { row, by: by === 'text' ? 'title' : by };
    }
    return null;
  }
}

interface Candidate extends TitleLikeness {
  row: number;
  paper: Paper;
}

function found({ row, paper }: Candidate, by: MatchRule): Match {
  return { status: 'found', row, id: paper.id, title: paper.title, by };
}

function ambiguous(candidates: readonly Candidate[], reason: string): Match {
  const named = candidates.slice(0, matchDefaults.candidates).map(({ row, paper, similarity }) => {
    const { id, title, year } = paper;
    return { row, id, title, year, similarity };
  });
  return { status: 'ambiguous', candidates: named, reason };
}

/** @param titled at least one. */
function byTitle(entry: Paper, titled: readonly Candidate[], words: number): Match {
  const possible = titled.filter(({ paper }) => objectionTo(entry, paper) === null);
  if (possible.length === 0) return ambiguous(titled, objectionTo(entry, titled[0].paper)!);
  const agreeing = possible.filter(({ paper }) => agrees(entry, paper));
  if (agreeing.length === 1) return found(agreeing[0], 'title');
  if (possible.length > 1) {
    const count = possible.length > matchDefaults.candidates ? 'Many' : String(possible.length);
    return ambiguous(possible, `${count} papers have this title.`);
  }
  if (words >= matchDefaults.fewestWords) return found(possible[0], 'title');
  return ambiguous(possible, 'The title is too short to tell, and neither year nor authors agree.');
}

/** @param alike the most alike first. */
function byLikeTitle(entry: Paper, alike: readonly Candidate[]): Match {
  if (alike.length === 0) return { status: 'absent' };
  const [best, second] = alike;
  if (best.similarity < matchDefaults.sameTitle) return ambiguous(alike, 'The title is only roughly alike.');
  if (best.byShortHead) return ambiguous(alike, 'Only the short title before the subtitle is alike.');
  if (!best.sameNumbers) return ambiguous(alike, 'The title is alike but for its numbers.');
  if (second && best.similarity - second.similarity < matchDefaults.clearLead) {
    return ambiguous(alike, 'Several titles are as much alike.');
  }
  const objection = objectionTo(entry, best.paper);
  return objection === null ? found(best, 'like-title') : ambiguous(alike, objection);
}

/** What speaks against two papers of one title being the same, as a sentence, or null. */
function objectionTo(entry: Paper, paper: Paper): string | null {
  if (differentDois(entry.doi, paper.doi)) return `The paper of that title has another DOI (${paper.doi}).`;
  if (
    entry.year !== null &&
    paper.year !== null &&
    Math.abs(entry.year - paper.year) > matchDefaults.yearsApart
  ) {
    return `The paper of that title is of ${paper.year}, not ${entry.year}.`;
  }
  if (sharesAuthor(entry, paper) === false) return 'The paper of that title has other authors.';
  return null;
}

function agrees(entry: Paper, paper: Paper): boolean {
  return (entry.year !== null && entry.year === paper.year) || sharesAuthor(entry, paper) === true;
}

/** By any whole word of their names, initials left out; null where either has none. */
function sharesAuthor(a: Paper, b: Paper): boolean | null {
  const [ofA, ofB] = [nameWords(a.authors), nameWords(b.authors)];
  if (ofA.size === 0 || ofB.size === 0) return null;
  return [...ofA].some((word) => ofB.has(word));
}

function nameWords(authors: readonly string[]): Set<string> {
  return new Set(authors.flatMap((name) => withoutMarks(name).match(/\p{L}{2,}/gu) ?? []));
}
