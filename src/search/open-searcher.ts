/** A corpus folder → a `Searcher` over all that is in it. */
import { NearbyError } from '../errors.ts';
import { Corpus } from '../store/corpus.ts';
import type { Layout } from '../tables/layout-table.ts';
import { openIndex } from './open-index.ts';
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
  const { processes, say } = { ...openSearcherDefaults, ...options };
  const corpus = Corpus.open(folder, { readOnly: true, say });
  try {
    const vectors = corpus.vectors();
    const layout = wholeLayout(corpus);
    const index = await openIndex(corpus, vectors, { say });
    const { name } = corpus.settings.model;
    const embedder = new QuestionModel(corpus, { name, processes, say });
    const topics = corpus.topics();
    return new OpenSearcher({
      corpus,
      embedder,
      index,
      vectors,
      topics,
      layout,
      groups: corpus.duplicates(),
    });
  } catch (error) {
    corpus.close();
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
