/**
 * A question → papers in order, each with why.
 *
 *   text ───────→ vector ─┐
 *   like, unlike, near ───┴→ one vector → nearest by meaning ─┐
 *   text ───────→ words ─────────────→ best by words (BM25) ──┴→ union → one order → varied on request → hits
 *   filter, fields, "phrases", -words → the rows that may be in the answer, before either list is cut
 *
 * Where filter, fields or excluded words are all that is asked, what they let through is listed newest first. The papers given as
 * examples are not in the answer, and of the versions of one paper only the best is.
 */
import type { EmbeddedTexts, TextKind } from '../embed/embedder.ts';
import { NearbyError, reasonOf } from '../errors.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import type { Corpus } from '../store/corpus.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { Filter } from '../tables/filter.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import { type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { describeHits, type HitReasons } from './describe-hits.ts';
import { diversify, diversifyDefaults } from './diversify.ts';
import { explainHits } from './explain-hits.ts';
import { FieldRows } from './field-rows.ts';
import { findByTitle } from './find-by-title.ts';
import { countPapers, newestRows } from './newest-rows.ts';
import { oneRowAGroup, withVersions } from './one-row-a-group.ts';
import { hasConditions, parseQuestion } from './parse-question.ts';
import { type Question, type RankedRow, rankRows } from './rank-rows.ts';
import { asksNear } from './resolve-near.ts';
import { resolveParts } from './resolve-parts.ts';
import { asksFilter, rowMask } from './row-mask.ts';
import type { HitOrder, SearchAnswer, SearchMode, SearchQuery } from './search-types.ts';
import { withSharedPhrases } from './shared-phrases.ts';
import { unknownWordNotes } from './unknown-words.ts';
import { type WordRarity, WordSample } from './word-rarity.ts';
import { hasOnlyOperators, isTyped } from './words-query.ts';

export type { SearchAnswer, SearchHit, SearchQuery } from './search-types.ts';

/** What turns a question into a vector; an `Embedder` is one. */
export interface QuestionEmbedder {
  embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts>;
}

export interface SearcherParts<Asked extends AskedCorpus = Corpus> {
  corpus: Asked;
  /** null: only examples, and texts with `mode: 'words'`. */
  embedder: QuestionEmbedder | null;
  index: VectorIndex;
  /** As many rows as the index has; papers that the corpus got later are not found. */
  vectors: VectorTable;
  topics: TopicTree | null;
  layout: Layout;
  /** Absent or null: every paper for itself. */
  groups?: DuplicateGroups | null;
  /**
   * How rare words are; read off the papers of the corpus where absent. Where it is given, papers are not at hand, and a
   * mistyped word is not told from a rare one.
   */
  rarity?: () => WordRarity;
}

/** The note where words are asked for and no model is open. */
export const noSimilarities = 'Similarities to the text are not known (0 is shown): no model is open.';

/** An answer before its papers are read: which rows, in which order. */
export interface Ranking {
  /** At most k, best first. */
  ranked: RankedRow[];
  /** What the hits' reasons are made of. */
  reasons: HitReasons;
  /** Whether the row passes filter, phrases and excluded words, and is none of the examples. */
  mayAnswer: (row: number) => boolean;
  order: HitOrder;
  /** As in `SearchAnswer`. */
  total?: number;
  notes: string[];
}

export class Searcher<Asked extends AskedCorpus = Corpus> {
  readonly corpus: Asked;
  readonly index: VectorIndex;
  readonly vectors: VectorTable;
  readonly topics: TopicTree | null;
  readonly layout: Layout;
  readonly groups: DuplicateGroups | null;
  readonly #embedder: QuestionEmbedder | null;
  /** Read at the first need. */
  readonly wordSample: WordSample;
  readonly #rarity: () => WordRarity;
  readonly #tellsUnknownWords: boolean;
  readonly #fieldRows: FieldRows;

  constructor({
    corpus,
    embedder,
    index,
    vectors,
    topics,
    layout,
    groups = null,
    rarity,
  }: SearcherParts<Asked>) {
    this.corpus = corpus;
    this.index = index;
    this.vectors = vectors;
    this.topics = topics;
    this.layout = layout;
    this.groups = groups;
    this.#embedder = embedder;
    this.wordSample = new WordSample(corpus);
    this.#rarity = rarity ?? (() => this.wordSample.rarity());
    this.#tellsUnknownWords = rarity === undefined;
    this.#fieldRows = new FieldRows(corpus);
  }

  /**
   * The first hits of a question are the same for every k up to `fusionDefaults.candidates`.
   *
   * @throws NearbyError `empty-query` where no part is given (a text of fields alone is one, and a filter); `unknown-paper` where papers are given and nothing else, and
   * of the liked ones none is known; `unknown-topic` in the same way for topics (otherwise the notes name them);
   * `bad-option` for a k that is no whole number from 1 up, for weights and diversity out of their range, where all parts
   * weigh 0, and for a text by meaning where there is no embedder; what the embedder throws for a text (for `explain` it is a note).
   */
  async search(query: SearchQuery): Promise<SearchAnswer> {
    const startedMs = performance.now();
    const { ranked, reasons, order, total, notes } = await this.rank(query);
    let hits = describeHits(ranked, reasons, { ...this, groups: this.#groupsFor(query) });
    if (query.explain || query.shared) {
      hits = withSharedPhrases(hits, this.corpus, this.#rarity());
    }
    if (query.explain) {
      const embedder = this.#embedder;
      const embed = async (texts: string[]) => (await embedder!.embed(texts, 'document')).vectors;
      const explained = await explainHits(hits, reasons, this, embedder && embed);
      hits = explained.hits;
      notes.push(...explained.notes);
    }
    return {
      hits,
      order,
      ...(total === undefined ? {} : { total }),
      notes,
      tookMs: performance.now() - startedMs,
    };
  }

  /** The rows that `search` describes, in their order: all that is needed where nobody reads the hits. @throws as `search`. */
  async rank(query: SearchQuery): Promise<Ranking> {
    const { k, mode, examples = 'all', diversity = 0 } = query;
    if (!Number.isInteger(k) || k < 1) {
      throw new NearbyError('bad-option', { name: 'k', value: k, expected: 'a whole number from 1 up' });
    }
    if (!(diversity >= 0 && diversity <= 1)) {
      throw new NearbyError('bad-option', {
        name: 'diversity',
        value: diversity,
        expected: 'a number from 0 to 1',
      });
    }

    const { corpus, index, vectors, topics } = this;
    const typed = query.text?.trim() ?? '';
    const titled = findByTitle(corpus, typed, vectors.rows);
    // A title may hold quotes and hyphens that would be operators in a typed question.
    const isTitle = titled.length > 0 && !hasOnlyOperators(typed);
    const parsed = parseQuestion(typed, isTitle ? { maxWordsForOperators: 0 } : {});
    const hasText = parsed.plainText !== '';
    const hasFilter = hasConditions(parsed) || asksFilter(query.filter ?? {});
    const order = !hasText && hasFilter && !asksNearness(query) ? 'newest' : 'nearest';
    const { notes, ...parts } = resolveParts(query, this, hasText, order === 'newest');
    notes.push(...parsed.notes);
    const words = hasText && parts.weights.text > 0 ? parsed : null;

    const fields = this.#fieldRows.conditions(parsed.fields, vectors.rows);
    const mask = rowMask(corpus, topics, vectors.rows, query.filter ?? {}, parsed, this.layout, fields);
    notes.push(...mask.notes);
    if (vectors.rows === 0) notes.push('This corpus holds no papers yet. Add some with: nearby add FILE...');
    const textVector = words && (await this.#embed(words.plainText, mode, notes));
    if (words?.phrases.length === 0 && mode !== 'meaning') {
      notes.push('The text has no word to look for: words are made of letters and digits.');
    }
    if (words && mode !== 'meaning' && this.#tellsUnknownWords && isTyped(typed)) {
      notes.push(...unknownWordNotes(words.terms, corpus, this.wordSample));
    }
    const groups = this.#groupsFor(query);
    const depth = diversity > 0 ? Math.max(k, diversifyDefaults.candidates) : k;
    const { allowed } = mask;
    const tables = { corpus, index, vectors };
    const question: Omit<Question, 'k'> = {
      ...parts,
      mode,
      words,
      textVector,
      examples,
      allowed,
      titled: words ? titled : [],
    };
    const rank = (most: number) =>
      order === 'newest' ? newestRows(allowed, most, tables) : rankRows({ ...question, k: most }, tables);
    const found = oneRowAGroup(rank, order === 'newest' ? k : depth, parts.given, groups);
    const ranked = diversify(found, order === 'newest' ? 0 : diversity, vectors).slice(0, k);
    if (ranked.length === 0 && mode === 'words' && words?.phrases.length && mask.notes.length === 0) {
      notes.push('No paper that may be in the answer has any of these words.');
    }
    const hidden = withVersions(parts.given, groups);
    if (ranked.length === 0 && onlyExamples(hidden, allowed, vectors.rows)) {
      notes.push(
        'Every paper that could be found is among the liked and disliked ones, which are not shown.',
      );
    }
    const text = words && { terms: words.terms, phrases: words.requiredPhrases, vector: textVector };
    const isHidden = new Set(hidden);
    const mayAnswer = (row: number) => allowed?.[row] !== 0 && !isHidden.has(row);
    const total = order === 'newest' ? countPapers(allowed, vectors.rows, groups) : undefined;
    return { ranked, reasons: { ...parts, text }, order, total, mayAnswer, notes };
  }

  /** Papers like one. @throws NearbyError `unknown-paper`, `unknown-topic`, `bad-option`. */
  similar(
    id: string,
    k: number,
    filter?: Filter,
    reasons: Pick<SearchQuery, 'explain' | 'shared' | 'duplicates'> = {},
  ): Promise<SearchAnswer> {
    return this.search({ like: [id], k, filter, mode: 'meaning', ...reasons });
  }

  #groupsFor({ duplicates = 'grouped' }: SearchQuery): DuplicateGroups | null {
    return duplicates === 'grouped' ? this.groups : null;
  }

  /** @returns null, with a note, where words are asked for and there is no model: they are found without one. */
  async #embed(text: string, mode: SearchMode, notes: string[]): Promise<Float32Array | null> {
    if (this.#embedder === null) {
      if (mode === 'words') {
        notes.push(noSimilarities);
        return null;
      }
      throw new NearbyError('bad-option', {
        name: 'mode',
        value: mode,
        expected: '"words", because no model is open to find texts by meaning',
      });
    }
    try {
      const { vectors } = await this.#embedder.embed([text], 'query');
      if (vectors.dimensions !== this.vectors.dimensions) {
        throw new NearbyError('bad-shape', {
          what: 'vector of a question',
          got: vectors.dimensions,
          expected: this.vectors.dimensions,
        });
      }
      return vectorAt(vectors, 0);
    } catch (error) {
      if (mode !== 'words') throw error;
      notes.push(`Similarities to the text are not known (0 is shown): ${reasonOf(error)}`);
      return null;
    }
  }
}

/** Whether papers are to be near to something beside a text, or away from it. */
const asksNearness = ({ like = [], unlike = [], near = {} }: SearchQuery) =>
  like.length + unlike.length > 0 || asksNear(near);

/** Whether some rows may be in the answer, all of them examples. */
function onlyExamples(examples: readonly number[], allowed: Uint8Array | null, rows: number): boolean {
  const mayAnswer = allowed ? allowed.reduce((sum, passes) => sum + passes, 0) : rows;
  return mayAnswer > 0 && examples.filter((row) => !allowed || allowed[row] === 1).length === mayAnswer;
}
