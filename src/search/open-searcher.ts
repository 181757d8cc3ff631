/** A corpus folder → a `Searcher` over all that is in it; until that is there, what the map is made of. */
import { NearbyError } from '../errors.ts';
import { inTurns } from '../in-turns.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import { Corpus } from '../store/corpus.ts';
import type { DuplicateGroups } from '../tables/duplicate-groups.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import { indexKindOf, openIndex } from './open-index.ts';
import { QuestionModel } from './question-model.ts';
import { Searcher, type SearcherParts } from './searcher.ts';
import { type Warmed, warmWords } from './warm-words.ts';

export const openSearcherDefaults = {
  /** Forked processes that embed questions, 0 to 64. 0: in this one, which cannot answer others meanwhile. */
  processes: 1,
  /** Told in a sentence what a person should know: an index that is rebuilt, a model that is downloaded. */
  say: (_line: string): void => {},
};

/** A searcher that holds open files and, once a text was asked or it is warm, a process. */
export class OpenSearcher extends Searcher {
  readonly #model: QuestionModel;
  readonly #stop = new AbortController();
  #warming: Promise<unknown> = Promise.resolve();

  constructor(parts: Omit<SearcherParts, 'embedder'> & { embedder: QuestionModel }) {
    super(parts);
    this.#model = parts.embedder;
  }

  /**
   * For a server that already answers: opens the model and reads the scores of common words, in the background.
   * @returns what was read, at the end. `corpus-damaged` is all that it may refuse with.
   */
  warmUp(): Promise<Warmed> {
    // What keeps the model from opening is told to the first question that needs it: that opens it again.
    const opening = this.#model.embed(['words'], 'query').catch(() => null);
    const warming = opening.then(() => warmWords(this.corpus, this.wordSample, this.#stop.signal));
    this.#warming = warming.catch(() => null);
    return warming;
  }

  /** Ends what goes on in the background and the process, and closes the corpus. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#warming;
    await this.#model.close();
    this.corpus.close();
  }
}

/** What of a corpus needs neither vectors nor index and is there at once, and the searcher that takes them to be read. */
export interface OpeningCorpus {
  corpus: Corpus;
  topics: TopicTree | null;
  layout: Layout;
  groups: DuplicateGroups | null;
  /** The kind that will answer; it differs from the stored one where hnswlib-node is missing on this machine. */
  indexKind: VectorIndex['kind'];
  /** Rejected where vectors or index cannot be read: then nothing that needs them will ever be answered. */
  searcher: Promise<Searcher>;
}

/** Of a searcher that is open. */
export function alreadyOpen(searcher: Searcher): OpeningCorpus {
  const { corpus, topics, layout, groups, index } = searcher;
  return { corpus, topics, layout, groups, indexKind: index.kind, searcher: Promise.resolve(searcher) };
}

/**
 * A corpus being opened: its vectors and its index, damaged or missing ones built anew, are read in turns with whatever else the
 * process does.
 */
export class OpeningSearcher implements OpeningCorpus {
  readonly corpus: Corpus;
  readonly topics: TopicTree | null;
  readonly layout: Layout;
  readonly groups: DuplicateGroups | null;
  readonly indexKind: VectorIndex['kind'];
  readonly searcher: Promise<OpenSearcher>;
  readonly #stop = new AbortController();

  /** @throws as `openSearcher`, but what is found wrong with vectors is what `searcher` rejects with. */
  constructor(folder: string, options: Partial<typeof openSearcherDefaults> = {}) {
    const { processes, say } = { ...openSearcherDefaults, ...options };
    this.corpus = Corpus.open(folder, { readOnly: true, say });
    try {
      this.layout = wholeLayout(this.corpus);
      this.topics = this.corpus.topics();
      this.groups = this.corpus.duplicates();
      this.indexKind = indexKindOf(this.corpus);
    } catch (error) {
      this.corpus.close();
      throw error;
    }
    this.searcher = this.#open(processes, say);
    // Whoever asks is told why, each time; that nobody has asked yet is no reason to end the process.
    this.searcher.catch(() => {});
  }

  /** Ends the opening, or the searcher that came of it. */
  async close(): Promise<void> {
    this.#stop.abort(new NearbyError('search-closed', undefined));
    // A failure to open was thrown at whoever asked.
    const opened = await this.searcher.catch(() => null);
    await opened?.close();
    this.corpus.close();
  }

  async #open(processes: number, say: (line: string) => void): Promise<OpenSearcher> {
    const { corpus, topics, layout, groups } = this;
    const stop = this.#stop.signal;
    const vectors = await inTurns(corpus.readingVectors(), stop);
    const index = await openIndex(corpus, vectors, { say, stop });
    stop.throwIfAborted();
    const embedder = new QuestionModel(corpus, { name: corpus.settings.model.name, processes, say });
    return new OpenSearcher({ corpus, embedder, index, vectors, topics, layout, groups });
  }
}

/**
 * Opens a corpus to be asked, with the model that it was built with; nothing in it is written, except an index that had to be rebuilt.
 *
 * @throws NearbyError `corpus-not-found`, `corpus-version`, `corpus-damaged`, `corpus-unfinished`. A model that is missing or
 * not the corpus's is refused at the first question that needs it.
 */
export async function openSearcher(
  folder: string,
  options: Partial<typeof openSearcherDefaults> = {},
): Promise<OpenSearcher> {
  const opening = new OpeningSearcher(folder, options);
  try {
    return await opening.searcher;
  } catch (error) {
    await opening.close();
    throw error;
  }
}

/** @throws NearbyError `corpus-unfinished` where a paper has no place yet. */
export function wholeLayout(corpus: Corpus): Layout {
  if (corpus.rows === 0) return { rows: 0, points: new Float32Array(0) };
  const layout = corpus.layout();
  if (layout?.rows === corpus.rows) return layout;
  throw new NearbyError('corpus-unfinished', {
    folder: corpus.folder,
    missing: layout ? `place on the map for ${corpus.rows - layout.rows} papers` : 'map',
  });
}
