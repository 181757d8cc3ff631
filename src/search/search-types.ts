import type { Filter } from '../tables/filter.ts';
import type { Region } from '../tables/region.ts';
import type { PartWeights } from './part-weights.ts';
import type { TextSpan } from './sentences.ts';

/** How a text finds papers: by meaning (vectors), by words (BM25), or both fused. Examples always work by meaning. */
export const searchModes = ['fused', 'meaning', 'words'] as const;
export type SearchMode = (typeof searchModes)[number];

/**
 * How several examples count together; a text beside them is one more.
 * - `all`: near to the mean of the liked papers.
 * - `any`: near to any one of them, so that interests that have little in common are kept apart.
 * - `learned`: what a linear classifier learns of them against the disliked papers and a sample of the rest.
 *
 * In each, disliked papers push away and take nothing out of the answer but themselves, and filters are exact.
 */
export const exampleWays = ['all', 'any', 'learned'] as const;
export type ExampleWay = (typeof exampleWays)[number];

/** Nearest to the question first; or, where a filter, fields and excluded words are all that is asked, newest first. */
export type HitOrder = 'nearest' | 'newest';

/** Whether duplicates and versions of a paper are one hit, the one that answers best, or a hit each. */
export const duplicateWays = ['grouped', 'listed'] as const;
export type DuplicateWay = (typeof duplicateWays)[number];

/** Papers named by where they are; what they have in common is one part of a question. They may be in the answer. */
export interface Near {
  /** Topic ids, of any level. */
  topics?: number[];
  /** An area of the map, 3 to 200 corners. */
  region?: Region;
}

/**
 * A question. Its parts combine, and any may be missing: a text, papers to be like, papers to be unlike, a topic or area of
 * the map to be near to, and a filter. Disliked papers alone ask for what is least like them, a filter alone for the newest
 * of what it lets through.
 */
export interface SearchQuery {
  /** Blank counts as absent. Knows fields, "quoted phrases" and -excluded words; see query-fields.ts. */
  text?: string;
  /** Ids. A paper that is also in `unlike` counts as liked. */
  like?: string[];
  unlike?: string[];
  near?: Near;
  /** How much each part counts, 0…10; 1 where absent. */
  weights?: Partial<PartWeights>;
  /** 0…1: 0, as where absent, by nearness alone; more makes the hits differ among themselves; see diversify.ts. */
  diversity?: number;
  /** `all` where absent. */
  examples?: ExampleWay;
  filter?: Filter;
  /** How many hits; a whole number from 1 up. There may be fewer. */
  k: number;
  mode: SearchMode;
  /** `grouped` where absent. */
  duplicates?: DuplicateWay;
  /** Whether each hit says of what its similarity is made, and which sentence of it is nearest; see explain-hits.ts. */
  explain?: boolean;
  /** Whether hits name the phrases that they share with the liked papers; `explain` does too. No model is asked for it. */
  shared?: boolean;
}

/** An example beside a hit: how near the two are. */
export interface ExampleReason {
  id: string;
  title: string;
  /** Cosine of example and hit, −1…1. */
  similarity: number;
  /**
   * With `explain` or `shared`, of liked papers: phrases of 1 to 4 words that both have, as the hit writes them, the most
   * telling first; at most 5. For the first 100 hits.
   */
  shared?: string[];
}

/** Of what a hit's similarity is made: the numbers add up to it. A disliked paper that the hit is like counts below 0. */
export interface SimilarityParts {
  /** null without a text. */
  text: number | null;
  /** Of the examples named in `why`, in the same order. */
  like: ExamplePart[];
  unlike: ExamplePart[];
  /** Of the topics and the area of the map, together; null without them. */
  near: number | null;
  /** Of the examples that are not named, together. */
  others: number;
}

export interface ExamplePart {
  id: string;
  part: number;
}

/** The sentence of an abstract that is nearest in meaning to the whole question. */
export interface NearestSentence {
  /** UTF-16 offsets into the abstract; `end` is not part of it. */
  start: number;
  end: number;
  text: string;
  /** Cosine of the sentence alone to the question, −1…1. */
  similarity: number;
}

/** Another version or copy of a paper. */
export interface PaperVersion {
  id: string;
  title: string;
  year: number | null;
  venue: string;
  source: string;
}

export interface SearchHit {
  row: number;
  id: string;
  title: string;
  authors: string[];
  year: number | null;
  venue: string;
  /** Its finest topic; null where it belongs nowhere. */
  topic: number | null;
  hasAbstract: boolean;
  /** At most 300 characters of the abstract: where most words of the question are seen, else its head; see snippet.ts. */
  snippet: string;
  /** The other versions and copies that this hit stands for, in row order; none where each is a hit of its own. */
  versions: PaperVersion[];
  /**
   * Cosine to the whole weighted question (text, the mean of examples, and what is near, however `examples` count), −1…1;
   * 0 where there is nothing to be near to (`order` is "newest"), and, with a note, where words were asked without a model.
   */
  similarity: number;
  /**
   * What the hits are ordered by: fused score, cosine, BM25, the score of the way in which `examples` count, or the year (0: unknown). Comparable
   * within one answer only.
   */
  score: number;
  why: {
    text: {
      /** Cosine to the text alone. */
      similarity: number;
      /** Place among the nearest by meaning and the best by words, 1 first; null where it was not among those looked at. */
      meaningRank: number | null;
      wordsRank: number | null;
      /** The words of the question, as typed, that the paper has. */
      words: string[];
      /** Where they stand, phrases in quotes as a whole: offsets into the title, the snippet and the paper's abstract. */
      marks: { title: TextSpan[]; snippet: TextSpan[]; abstract: TextSpan[] };
    } | null;
    /** Nearest to this hit first, at most 10. */
    like: ExampleReason[];
    unlike: ExampleReason[];
    /** With `explain` only. */
    parts?: SimilarityParts;
    /** With `explain` only; null without an abstract, and where a note says that none is named. */
    sentence?: NearestSentence | null;
  };
}

export interface SearchAnswer {
  hits: SearchHit[];
  order: HitOrder;
  /** Where `order` is "newest": how many papers fit, of which the hits are the first k. */
  total?: number;
  /** What the person should know of this answer: ids left out, a filter that lets nothing through. */
  notes: string[];
  tookMs: number;
}
