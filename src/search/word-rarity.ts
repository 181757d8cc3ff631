/** How rare the words of a corpus are: judged by a thousand of its papers, so that it takes the same time for any corpus. */
import type { Corpus } from '../store/corpus.ts';
import { indexedForm } from './matched-words.ts';
import { tokensOf } from './words-query.ts';

/** A form (see `indexedForm`) → its inverse document frequency, above 0; the largest for a word that none of the papers has. */
export type WordRarity = (form: string) => number;

/** How many papers were read, and in how many of them each form is. */
export interface WordCounts {
  papers: number;
  papersWith: ReadonlyMap<string, number>;
}

export function rarityOf({ papers, papersWith }: WordCounts): WordRarity {
  return (form) => Math.log((papers + 1) / ((papersWith.get(form) ?? 0) + 0.5));
}

export const wordRarityDefaults = {
  /** Papers that are read, evenly spaced: 0.3 s once, and enough to tell a word of one paper in a hundred from one in ten. */
  papers: 1000,
};

/** The words of those papers, read at the first need: all at once, or one paper after the other by who can wait. */
export class WordSample {
  readonly #corpus: Pick<Corpus, 'rows' | 'papers'>;
  readonly #rows: number[];
  readonly #papersWith = new Map<string, number>();
  /** Of each form met, a token that has it. */
  readonly #tokenOf = new Map<string, string>();
  /** Of each way of writing, in lower case, how many papers have it. */
  readonly #papersWriting = new Map<string, number>();
  #read = 0;

  constructor(corpus: Pick<Corpus, 'rows' | 'papers'>, { papers: atMost } = wordRarityDefaults) {
    const count = Math.min(atMost, corpus.rows);
    this.#corpus = corpus;
    this.#rows = Array.from({ length: count }, (_, i) => Math.floor((i * corpus.rows) / count));
  }

  get papers(): number {
    return this.#rows.length;
  }

  /** Reads one more paper. @returns false where all were read. */
  readNext(): boolean {
    if (this.#read === this.papers) return false;
    const [{ title, abstract, keywords }] = this.#corpus.papers([this.#rows[this.#read++]]);
    const forms = new Set<string>();
    const writings = new Set<string>();
    for (const token of tokensOf([title, abstract, ...keywords].join('\n'))) {
      const form = indexedForm(token);
      this.#tokenOf.set(form, token);
      forms.add(form);
      writings.add(token.toLowerCase());
    }
    for (const form of forms) countOne(this.#papersWith, form);
    for (const writing of writings) countOne(this.#papersWriting, writing);
    return true;
  }

  rarity(): WordRarity {
    return rarityOf(this.counts());
  }

  /** What `rarityOf` takes. */
  counts(): WordCounts {
    while (this.readNext());
    return { papers: this.papers, papersWith: this.#papersWith };
  }

  /** Of each form that so many of the papers have a word as one of them has it, those of most papers first. */
  commonWords(atLeastPapers: number): string[] {
    while (this.readNext());
    return commonFirst(this.#papersWith, atLeastPapers).map((form) => this.#tokenOf.get(form)!);
  }

  /** The words as they are written, in lower case, that so many of the papers have, those of most papers first. */
  writings(atLeastPapers: number): string[] {
    while (this.readNext());
    return commonFirst(this.#papersWriting, atLeastPapers);
  }
}

function countOne(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

function commonFirst(counts: ReadonlyMap<string, number>, atLeast: number): string[] {
  return [...counts]
    .filter(([, papers]) => papers >= atLeast)
    .sort(([a, most], [b, papers]) => papers - most || (a < b ? -1 : 1))
    .map(([word]) => word);
}
