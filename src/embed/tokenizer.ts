import { basename, dirname } from 'node:path';
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { GrowingInts } from '../tables/growing-ints.ts';
import { MarkedText, type TextReader } from './marked-text.ts';
import type { ModelDescription } from './model-description.ts';
import { readModelJson } from './model-json.ts';
import { loadTokenizers } from './runtime.ts';
import { highestIdOf, tokenizerSchema } from './tokenizer-json.ts';
import { readMarks, type TokenizerMarks } from './tokenizer-marks.ts';
import { WordPiece } from './word-piece.ts';

export interface Tokens {
  ids: Int32Array;
  /** Whether the text had more than the maximum. */
  cut: boolean;
}

/** Turns texts into token ids, with the model's marks around them. */
export class Tokenizer {
  readonly #text: MarkedText;
  readonly #list = new GrowingInts();
  /** No id is above this. */
  readonly highestId: number;

  /**
   * Loads the library only for tokenizers that are not read here.
   * @throws NearbyError `model-incomplete`, `model-invalid` or `runtime-missing`
   */
  static async open({ folder, maxTokens }: ModelDescription): Promise<Tokenizer> {
    const json = await readModelJson(folder, 'tokenizer.json', tokenizerSchema);
    const config = await readModelJson(folder, 'tokenizer_config.json', z.looseObject({}));
    const wordPiece = WordPiece.of(json, config);
    const marks = wordPiece && readMarks(json.post_processor, (token) => wordPiece.idOf(token));
    const highestId = highestIdOf(json);
    const library = wordPiece && marks ? null : await loadTokenizers();
    try {
      if (!library) return new Tokenizer(wordPiece!, marks!, maxTokens, highestId);
      // Set before anything is awaited, so two models opened at the same time do not mix.
      library.env.localModelPath = dirname(folder);
      const tokenizer = await library.AutoTokenizer.from_pretrained(basename(folder), {
        local_files_only: true,
      });
      return new Tokenizer(wordPiece ?? readerOf(tokenizer), marksOf(tokenizer), maxTokens, highestId);
    } catch (error) {
      const reason = `its tokenizer cannot be read (${reasonOf(error)})`;
      throw new NearbyError('model-invalid', { folder, reason }, { cause: error });
    }
  }

  private constructor(reader: TextReader, marks: TokenizerMarks, maxTokens: number, highestId: number) {
    this.#text = new MarkedText(reader, marks, maxTokens);
    this.highestId = highestId;
  }

  /** As `MarkedText`. */
  encode(text: string): Tokens {
    const cut = this.encodeInto(this.#list, text);
    return { ids: this.#list.toInts(), cut };
  }

  /** The same into a list, whose content is replaced; returns whether the text was cut. Spares a new array a text. */
  encodeInto(list: GrowingInts, text: string): boolean {
    return this.#text.encodeInto(list, text);
  }
}

function encodeByLibrary(tokenizer: PreTrainedTokenizer, text: string, marks: boolean): number[] {
  const ids: (number | undefined)[] = tokenizer.encode(text, null, { add_special_tokens: marks });
  // A vocabulary without a token for "unknown" gives undefined for what it does not know.
  return ids.filter((id) => id !== undefined);
}

function readerOf(tokenizer: PreTrainedTokenizer): TextReader {
  return {
    encodeInto(list, text) {
      for (const id of encodeByLibrary(tokenizer, text, false)) list.push(id);
    },
  };
}

function marksOf(tokenizer: PreTrainedTokenizer): TokenizerMarks {
  const plain = encodeByLibrary(tokenizer, 'a', false);
  const marked = encodeByLibrary(tokenizer, 'a', true);
  const at = marked.findIndex((_, i) => plain.every((id, j) => marked[i + j] === id));
  return { before: marked.slice(0, at), after: marked.slice(at + plain.length) };
}
