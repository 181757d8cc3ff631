/** "What is near my papers and not among them?": a library's ids → papers that it lacks, best first, each with why. */
import { NearbyError } from '../errors.ts';
import type { Corpus } from '../store/corpus.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { Filter } from '../tables/filter.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { describeHits } from './describe-hits.ts';
import { oneRowAGroup } from './one-row-a-group.ts';
import { GapRanking } from './rank-gaps.ts';
import { unknownPaper } from './resolve-examples.ts';
import { rowMask } from './row-mask.ts';
import type { SearchAnswer, SearchHit } from './search-types.ts';

/** Unknown ids that are named; the rest is counted. */
const namedUnknown = 5;

export interface GapQuery {
  /** Of the library's papers; at least one must be known. */
  ids: readonly string[];
  /** How many papers; a whole number from 1 up. */
  k: number;
  filter?: Filter;
}

/** A hit with `similarity` the cosine to the nearest of the library, and that and the next two in `why.like`. */
export interface GapHit extends SearchHit {
  /** How many papers of the library are its neighbours; 0 where it was found by the library's mean. */
  nearTo: number;
}

export interface GapAnswer extends Omit<SearchAnswer, 'hits'> {
  hits: GapHit[];
}

export interface GapTables {
  corpus: Corpus;
  vectors: VectorTable;
  topics: TopicTree | null;
  layout: Layout;
  groups: DuplicateGroups | null;
}

export class GapFinder {
  readonly #corpus: Corpus;
  readonly #vectors: VectorTable;
  readonly #topics: TopicTree | null;
  readonly #layout: Layout;
  readonly #groups: DuplicateGroups | null;
  readonly #hasGraph: boolean;
  readonly #ranking: GapRanking;

  /** Reads the neighbour graph: to be made once for many questions. */
  constructor({ corpus, vectors, topics, layout, groups }: GapTables) {
    const stored = corpus.graph();
    const graph = stored?.rows === vectors.rows ? stored : null;
    this.#corpus = corpus;
    this.#vectors = vectors;
    this.#topics = topics;
    this.#layout = layout;
    this.#groups = groups;
    this.#hasGraph = graph !== null;
    this.#ranking = new GapRanking(graph, vectors);
  }

  /** @throws NearbyError `unknown-paper` where none of the ids is known, `bad-option` for k, `unknown-topic`. */
  find({ ids, k, filter = {} }: GapQuery): GapAnswer {
    const startedMs = performance.now();
    if (!Number.isInteger(k) || k < 1) {
      throw new NearbyError('bad-option', { name: 'k', value: k, expected: 'a whole number from 1 up' });
    }
    const { library, notes } = this.#rowsOf(ids);
    const mask = rowMask(this.#corpus, this.#topics, this.#vectors.rows, filter, null, this.#layout);
    notes.push(...mask.notes);
    if (!this.#hasGraph) {
      notes.push(
        'The neighbour graph is missing, so papers are ranked by the mean of yours alone; build again.',
      );
    }
    const rank = (most: number) => this.#ranking.rank(library, mask.allowed, most);
    const gaps = oneRowAGroup(rank, k, library, this.#groups);
    if (gaps.length === 0 && mask.notes.length === 0) {
      notes.push('Every paper that could be found is among yours.');
    }
    const ranked = gaps.map(({ row, score, nearest }) => {
      return { row, score, similarity: nearest[0].similarity, meaningRank: null, wordsRank: null };
    });
    const hits = describeHits(
      ranked,
      { text: null, liked: [], disliked: [] },
      { corpus: this.#corpus, vectors: this.#vectors, topics: this.#topics, groups: this.#groups },
    );
    const withWhy = hits.map((hit, i) => {
      const { linked, nearest } = gaps[i];
      const like = nearest.map(({ row, similarity }) => {
        const { id, title } = this.#corpus.paper(row);
        return { id, title, similarity };
      });
      return { ...hit, why: { ...hit.why, like }, nearTo: linked };
    });
    return { hits: withWhy, order: 'nearest', notes, tookMs: performance.now() - startedMs };
  }

  #rowsOf(ids: readonly string[]): { library: number[]; notes: string[] } {
    const rows = new Set<number>();
    const unknown: string[] = [];
    for (const id of new Set(ids)) {
      const row = this.#corpus.rowOf(id);
      if (row === null || row >= this.#vectors.rows) unknown.push(id);
      else rows.add(row);
    }
    const named = unknown.slice(0, namedUnknown);
    if (rows.size === 0) throw unknownPaper(named, this.#corpus.ids());
    const more = unknown.length - named.length;
    const notes = named.map((id) => `There is no paper "${id}" in this corpus; it was left out.`);
    if (more > 0) notes.push(`So it is with ${more} more of the ids.`);
    return { library: [...rows], notes };
  }
}
