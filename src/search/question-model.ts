/** The corpus's model, opened when the first text is asked, or by a server that warms up: examples and words need none, and it takes half a second. */
import type { EmbeddedTexts, Embedder, TextKind } from '../embed/embedder.ts';
import { NearbyError } from '../errors.ts';
import { type Corpus, checkModel } from '../store/corpus.ts';
import type { QuestionEmbedder } from './searcher.ts';

export class QuestionModel implements QuestionEmbedder {
  readonly #corpus: Pick<Corpus, 'folder' | 'settings'>;
  readonly #name: string;
  readonly #processes: number;
  readonly #say: (line: string) => void;
  #opening: Promise<Embedder> | null = null;
  #closed = false;

  /** @param name what `--model` takes; it must be the model that the corpus was built with. */
  constructor(
    corpus: Pick<Corpus, 'folder' | 'settings'>,
    options: { name: string; processes: number; say: (line: string) => void },
  ) {
    this.#corpus = corpus;
    this.#name = options.name;
    this.#processes = options.processes;
    this.#say = options.say;
  }

  /**
   * @throws NearbyError `corpus-model-missing` or `corpus-model` where it is not there, or not the corpus's; what `resolveModel`, `openEmbedder` and `embed`
   * throw. A question after a failure tries again, with a new process.
   */
  async embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts> {
    if (this.#closed) throw new NearbyError('embedding-failed', { reason: 'the search was closed' });
    this.#opening ??= this.#open();
    const opening = this.#opening;
    const forget = () => {
      if (this.#opening === opening) this.#opening = null;
    };
    const embedder = await opening.catch((error) => {
      forget();
      throw error;
    });
    try {
      return await embedder.embed(texts, kind);
    } catch (error) {
      // Its process is gone; any other failure is this text's alone.
      if (error instanceof NearbyError && error.code === 'embedding-failed') {
        forget();
        await embedder.close();
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    // A failure to open was thrown at whoever asked.
    const embedder = await this.#opening?.catch(() => null);
    await embedder?.close();
  }

  async #open(): Promise<Embedder> {
    const { resolveModel } = await import('../embed/resolve-model.ts');
    const { openEmbedder } = await import('../embed/embedder.ts');
    const model = await resolveModel(this.#name, { say: this.#say }).catch((error) => {
      // A bundled model of an earlier version, or a folder that has gone: nobody here named a model.
      if (!(error instanceof NearbyError) || error.code !== 'model-not-found') throw error;
      throw new NearbyError('corpus-model-missing', { name: this.#name }, { cause: error });
    });
    checkModel(this.#corpus, model);
    return openEmbedder(model, { processes: this.#processes });
  }
}
