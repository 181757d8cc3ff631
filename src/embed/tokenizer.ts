import { basename, dirname } from 'node:path';
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import type { ModelDescription } from './model-description.ts';
import { readModelJson } from './model-json.ts';
import { loadTokenizers } from './runtime.ts';
import { WordPiece } from './word-piece.ts';

/** As much as decides whether the library can read it; it does not check for itself. */
const tokenizerSchema = z.looseObject({
  model: z.looseObject({ vocab: z.union([z.looseObject({}), z.array(z.unknown())]) }),
  added_tokens: z.array(z.looseObject({ id: z.int().min(0), content: z.string().min(1) })),
});

export interface Tokens {
  ids: number[];
  /** Whether the text had more than the maximum. */
  cut: boolean;
}

/** Turns texts into token ids, with the model's marks around them. */
export class Tokenizer {
  readonly #tokenizer: PreTrainedTokenizer;
  /** Does what the library does, faster, where the tokenizer is of its kind. */
  readonly #wordPiece: WordPiece | null;
  readonly #maxTokens: number;
  /** The marks that the tokenizer puts before and after a text ([CLS], [SEP]). */
  readonly #before: number[];
  readonly #after: number[];

  /** @throws NearbyError `model-incomplete`, `model-invalid` or `runtime-missing` */
  static async open(model: ModelDescription): Promise<Tokenizer> {
    const { folder } = model;
    const json = await readModelJson(folder, 'tokenizer.json', tokenizerSchema);
    const config = await readModelJson(folder, 'tokenizer_config.json', z.looseObject({}));
    const { AutoTokenizer, env } = await loadTokenizers();
    try {
      // Read before anything is awaited, so two models opened at the same time do not mix.
      env.localModelPath = dirname(folder);
      const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true });
      return new Tokenizer(tokenizer, WordPiece.of(json, config), model.maxTokens);
    } catch (error) {
      const reason = `its tokenizer cannot be read (${reasonOf(error)})`;
      throw new NearbyError('model-invalid', { folder, reason }, { cause: error });
    }
  }

  private constructor(tokenizer: PreTrainedTokenizer, wordPiece: WordPiece | null, maxTokens: number) {
    this.#tokenizer = tokenizer;
    this.#wordPiece = wordPiece;
    this.#maxTokens = maxTokens;
    const plain = this.#encode('a', false);
    const marked = this.#encode('a', true);
    const at = marked.findIndex((_, i) => plain.every((id, j) => marked[i + j] === id));
    this.#before = marked.slice(0, at);
    this.#after = marked.slice(at + plain.length);
    if (this.#before.length + this.#after.length >= maxTokens) {
      throw new Error(`a maximum of ${maxTokens} tokens leaves no room for a text`);
    }
  }

  /**
   * The text's tokens between the marks, cut from the end where there are more than the maximum. The marks always stay:
   * the library's own truncation would drop the one at the end. Takes any string, lone surrogates included.
   */
  encode(text: string): Tokens {
    const room = this.#maxTokens - this.#before.length - this.#after.length;
    const ids = this.#wordPiece ? this.#wordPiece.encode(text, room + 1) : this.#encode(text, false);
    const cut = ids.length > room;
    return { ids: [...this.#before, ...(cut ? ids.slice(0, room) : ids), ...this.#after], cut };
  }

  #encode(text: string, marks: boolean): number[] {
    const ids: (number | undefined)[] = this.#tokenizer.encode(text, null, { add_special_tokens: marks });
    // A vocabulary without a token for "unknown" gives undefined for what it does not know.
    return ids.filter((id) => id !== undefined);
  }
}
