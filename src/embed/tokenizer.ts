import { basename, dirname } from 'node:path';
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { IdList } from './id-list.ts';
import type { ModelDescription } from './model-description.ts';
import { readModelJson } from './model-json.ts';
import { loadTokenizers } from './runtime.ts';
import { readMarks, type TokenizerMarks } from './tokenizer-marks.ts';
import { WordPiece } from './word-piece.ts';

/** As much as decides whether the library can read it; it does not check for itself. */
const tokenizerSchema = z.looseObject({
  model: z.looseObject({ vocab: z.union([z.looseObject({}), z.array(z.unknown())]) }),
  added_tokens: z.array(z.looseObject({ id: z.int().min(0), content: z.string().min(1) })),
});

export interface Tokens {
  ids: Int32Array;
  /** Whether the text had more than the maximum. */
  cut: boolean;
}

/** Reads texts as token ids: WordPiece here, any other kind the library. */
interface TextReader {
  /** Appends the ids of a text without marks, from its beginning; `most` of them are enough. */
  encodeInto(list: IdList, text: string, most: number): void;
}

/** Turns texts into token ids, with the model's marks around them. */
export class Tokenizer {
  readonly #reader: TextReader;
  readonly #marks: TokenizerMarks;
  readonly #maxTokens: number;
  readonly #list = new IdList();
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
    const highestId = highestOf(json);
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
    this.#reader = reader;
    this.#marks = marks;
    this.#maxTokens = maxTokens;
    this.highestId = highestId;
    if (marks.before.length + marks.after.length >= maxTokens) {
      throw new Error(`a maximum of ${maxTokens} tokens leaves no room for a text`);
    }
  }

  /**
   * The text's tokens between the marks, cut from the end where there are more than the maximum. The marks always stay:
   * the library's own truncation would drop the one at the end. Takes any string, lone surrogates included.
   */
  encode(text: string): Tokens {
    const cut = this.encodeInto(this.#list, text);
    return { ids: this.#list.toIds(), cut };
  }

  /** The same into a list, whose content is replaced; returns whether the text was cut. Spares a new array a text. */
  encodeInto(list: IdList, text: string): boolean {
    const { before, after } = this.#marks;
    list.count = 0;
    for (const id of before) list.push(id);
    const full = this.#maxTokens - after.length;
    this.#reader.encodeInto(list, text, full - before.length + 1);
    const cut = list.count > full;
    if (cut) list.count = full;
    for (const id of after) list.push(id);
    return cut;
  }
}

function highestOf({ model: { vocab }, added_tokens }: z.output<typeof tokenizerSchema>): number {
  // A list where a token's place is its id, or names with their ids.
  let highest = Array.isArray(vocab) ? vocab.length - 1 : -1;
  for (const id of Array.isArray(vocab) ? [] : Object.values(vocab))
    if (typeof id === 'number') highest = Math.max(highest, id);
  for (const { id } of added_tokens) highest = Math.max(highest, id);
  return highest;
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
