import type { GrowingInts } from '../tables/growing-ints.ts';
import type { TokenizerMarks } from './tokenizer-marks.ts';

/** Reads texts as token ids: WordPiece here, any other kind the library. */
export interface TextReader {
  /** Appends the ids of a text without marks, from its beginning; `most` of them are enough. */
  encodeInto(list: GrowingInts, text: string, most: number): void;
}

/**
 * The text's tokens between the marks, cut from the end where there are more than the maximum. The marks always stay:
 * the library's own truncation would drop the one at the end. Takes any string, lone surrogates included.
 */
export class MarkedText {
  readonly #reader: TextReader;
  readonly #marks: TokenizerMarks;
  readonly #maxTokens: number;

  /** @throws Error where the marks leave no room for a text */
  constructor(reader: TextReader, marks: TokenizerMarks, maxTokens: number) {
    this.#reader = reader;
    this.#marks = marks;
    this.#maxTokens = maxTokens;
    if (marks.before.length + marks.after.length >= maxTokens) {
      throw new Error(`a maximum of ${maxTokens} tokens leaves no room for a text`);
    }
  }

  /** Replaces the content of a list; returns whether the text was cut. */
  encodeInto(list: GrowingInts, text: string): boolean {
    const { before, after } = this.#marks;
    list.length = 0;
    for (const id of before) list.push(id);
    const full = this.#maxTokens - after.length;
    this.#reader.encodeInto(list, text, full - before.length + 1);
    const cut = list.length > full;
    if (cut) list.length = full;
    for (const id of after) list.push(id);
    return cut;
  }
}
