import { z } from 'zod';
import type { GrowingInts } from '../tables/growing-ints.ts';
import { hashSeed, hashStep, longestKept, PieceTable } from './piece-table.ts';

/**
 * WordPiece as BERT's tokenizers do it (Devlin et al. 2018, https://arxiv.org/abs/1810.04805; the greedy match is that of
 * Schuster & Nakajima 2012): normalise, cut at white space and punctuation, then take the longest known piece from the
 * left. It gives exactly the ids that @xenova/transformers gives, faster, because language repeats itself: what was
 * worked out once is looked up the next time.
 *
 * A text is read once, code by code. Letters and digits of ASCII are folded to lower case and hashed as they come, so a
 * word is looked up where it ends, at a space or a sign. What stands between two spaces and holds anything else than
 * printing ASCII, a slice, is worked out, and kept, as a whole.
 *
 * That is allowed because nothing that the normaliser does reaches across a space: control characters and accents go
 * by character, canonical reordering and the Greek final sigma end at a space. And it does to an ASCII character the
 * same whatever stands beside it.
 *
 * Where it departs from Google's code, it follows the library, with which the models here were used: CJK
 * characters outside the basic plane are not spaced, and only accents from U+0300 to U+036F are taken off.
 */
export class WordPiece {
  readonly #vocabulary: ReadonlyMap<string, number>;
  /** Put before pieces that go on with a word, in the vocabulary. */
  readonly #prefix: string;
  /** In UTF-16 codes. */
  readonly #longestPiece: number;
  readonly #unknown: number;
  readonly #longestWord: number;
  readonly #normalizer: Normalizer;
  /** Contents of added tokens ("[MASK]"), which are found in a text before all else; null: there are none. */
  readonly #added: RegExp | null;
  /** ASCII code → what it is, or the code that a letter or digit has in the normalised text. */
  readonly #kinds: Uint8Array;
  /** ASCII code → id, for signs. */
  readonly #signs: Int32Array;
  /** Words of ASCII, folded, and slices with other characters, as they are → their ids. */
  readonly #known: PieceTable;
  /** The word or slice that is being read, as far as it may be kept. */
  readonly #codes = new Uint16Array(longestKept);

  /**
   * @param tokenizer the content of tokenizer.json, @param config that of tokenizer_config.json
   * @param mostKept how many different words are kept with their ids
   * @returns null where it is a tokenizer of another kind, which the library must read
   */
  static of(tokenizer: unknown, config: unknown, mostKept = defaultKept): WordPiece | null {
    const read = wordPieceSchema.safeParse(tokenizer);
    const plain = plainConfigSchema.safeParse(config);
    if (!read.success || !plain.success) return null;
    return new WordPiece(read.data, mostKept);
  }

  private constructor(
    { model, normalizer, added_tokens }: z.output<typeof wordPieceSchema>,
    mostKept: number,
  ) {
    const vocabulary = model.vocab;
    for (const { content, id } of added_tokens) vocabulary.set(content, id);
    let longestPiece = 0;
    for (const token of vocabulary.keys()) longestPiece = Math.max(longestPiece, token.length);
    this.#vocabulary = vocabulary;
    this.#prefix = model.continuing_subword_prefix;
    this.#longestPiece = longestPiece;
    this.#unknown = this.#vocabulary.get(model.unk_token)!;
    this.#longestWord = model.max_input_chars_per_word;
    this.#normalizer = normalizer;
    const contents = added_tokens.map(({ content }) => content.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.#added = contents.length > 0 ? new RegExp(contents.join('|'), 'g') : null;
    this.#kinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code, normalizer.lowercase));
    this.#signs = Int32Array.from(this.#kinds, (kind, code) =>
      kind === sign ? this.idOf(String.fromCharCode(code)) : -1,
    );
    this.#known = new PieceTable(mostKept);
  }

  /** The id of a token by its name ("[CLS]"), that of "unknown" where there is none. */
  idOf(token: string): number {
    return this.#vocabulary.get(token) ?? this.#unknown;
  }

  /**
   * Appends the ids of a text, without the model's marks. Takes any string.
   *
   * @param most so many at most, from the beginning; what comes after them is not worked out
   */
  encodeInto(list: GrowingInts, text: string, most = Infinity): void {
    const full = list.length + most;
    let from = 0;
    for (const { 0: content, index } of this.#added ? text.matchAll(this.#added) : []) {
      this.#readPlain(list, text, from, index, full);
      if (list.length >= full) break;
      list.push(this.#vocabulary.get(content)!);
      from = index + content.length;
    }
    if (list.length < full) this.#readPlain(list, text, from, text.length, full);
    list.length = Math.min(list.length, full);
  }

  /** Appends the ids of the text between two places, which holds no added token, until the list is full. */
  #readPlain(list: GrowingInts, text: string, from: number, to: number, full: number): void {
    const codes = this.#codes;
    const kinds = this.#kinds;
    /** Where the slice begins, and the ids before it. */
    let slice = from;
    let before = list.length;
    /** The word so far. */
    let length = 0;
    let hash = hashSeed;
    for (let i = from; i <= to; i++) {
      const code = i < to ? text.charCodeAt(i) : 32;
      const kind = code < 128 ? kinds[code] : other;
      if (kind > other) {
        if (length < longestKept) codes[length] = kind;
        length++;
        hash = hashStep(hash, kind);
        continue;
      }
      if (kind === other) {
        list.length = before;
        i = endOfSlice(text, i + 1, to);
        this.#readSlice(list, text, slice, i);
      } else {
        if (length > 0) this.#readWord(list, text, i, length, hash);
        if (kind === sign) list.push(this.#signs[code]);
      }
      if (kind !== sign) {
        slice = i + 1;
        before = list.length;
      }
      length = 0;
      hash = hashSeed;
      // After a sign too: what comes later in the slice cannot change the ids of the ASCII before it.
      if (list.length >= full) return;
    }
  }

  /** Appends the ids of the word that ends at a place and stands in `#codes`. */
  #readWord(list: GrowingInts, text: string, end: number, length: number, hash: number): void {
    if (length <= longestKept && this.#known.appendIds(this.#codes, length, hash, list)) return;
    const before = list.length;
    const word = text.slice(end - length, end);
    this.#cutWord(list, this.#normalizer.lowercase ? word.toLowerCase() : word);
    if (length <= longestKept) this.#known.keep(this.#codes, length, hash, list, before);
  }

  /** Appends the ids of a slice with characters other than printing ASCII. */
  #readSlice(list: GrowingInts, text: string, start: number, end: number): void {
    const length = end - start;
    let hash = hashSeed;
    if (length <= longestKept) {
      for (let i = 0; i < length; i++) {
        const code = text.charCodeAt(start + i);
        this.#codes[i] = code;
        hash = hashStep(hash, code);
      }
      if (this.#known.appendIds(this.#codes, length, hash, list)) return;
    }
    const before = list.length;
    const words = this.#normalize(text.slice(start, end)).match(wordsAndSigns) ?? [];
    for (const word of words) this.#cutWord(list, word);
    if (length <= longestKept) this.#known.keep(this.#codes, length, hash, list, before);
  }

  #normalize(slice: string): string {
    const { clean_text, handle_chinese_chars, lowercase, strip_accents } = this.#normalizer;
    let text = slice;
    if (clean_text) text = text.replace(control, '').replace(/\s/gu, ' ');
    if (handle_chinese_chars) text = text.replace(cjk, ' $& ');
    if (lowercase) text = text.toLowerCase();
    if (strip_accents ?? lowercase) text = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    return text;
  }

  /**
   * Appends the pieces of a word: the longest known from the left each time, or "unknown" for all of it. A piece cannot
   * end inside a surrogate pair: no vocabulary holds half of one.
   */
  #cutWord(list: GrowingInts, word: string): void {
    const { length } = word;
    if (length > this.#longestWord && [...word].length > this.#longestWord) {
      list.push(this.#unknown);
      return;
    }
    const before = list.length;
    for (let start = 0; start < length; ) {
      let end = Math.min(length, start + this.#longestPiece);
      let id: number | undefined;
      for (; end > start; end--) {
        const piece = word.slice(start, end);
        id = this.#vocabulary.get(start === 0 ? piece : this.#prefix + piece);
        if (id !== undefined) break;
      }
      if (id === undefined) {
        list.length = before;
        list.push(this.#unknown);
        return;
      }
      list.push(id);
      start = end;
    }
  }
}

/** Words kept with their ids: those of a few ten thousand papers, some 8 MB. */
const defaultKept = 131_072;

/** What an ASCII code may be besides a letter or a digit; letters and digits have larger numbers, their codes. */
const space = 0;
const sign = 1;
/** Control characters, and everything that is not ASCII. */
const other = 2;

function kindOf(code: number, lowercase: boolean): number {
  if (isSpace(code)) return space;
  if (code <= 32 || code === 127) return other;
  const character = String.fromCharCode(code);
  if (!/[0-9a-z]/i.test(character)) return sign;
  return lowercase ? character.toLowerCase().charCodeAt(0) : code;
}

/** Spaces that the normaliser keeps as such whatever stands around them; rarer ones are left to `#normalize`. */
const isSpace = (code: number) => code === 32 || code === 10 || code === 9 || code === 13;

function endOfSlice(text: string, from: number, to: number): number {
  let end = from;
  while (end < to && !isSpace(text.charCodeAt(end))) end++;
  return end;
}

const control = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

const cjk = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]/g;

/** Runs of what is neither space nor punctuation, and punctuation one by one; all ASCII signs count as punctuation. */
const wordsAndSigns =
  /[^\s\p{P}\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]+|[\p{P}\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/gu;

/** Checked and read in one go: z.record takes 50 ms for 40,000 tokens. */
const vocabularySchema = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .transform((value, context) => {
    const ids = new Map<string, number>();
    for (const [token, id] of Object.entries(value)) {
      if (!Number.isInteger(id) || id < 0) {
        context.addIssue(`the id of ${token} is not one`);
        return z.NEVER;
      }
      ids.set(token, id);
    }
    return ids;
  });

const normalizerSchema = z.looseObject({
  type: z.literal('BertNormalizer'),
  clean_text: z.boolean(),
  handle_chinese_chars: z.boolean(),
  lowercase: z.boolean(),
  /** Null: as `lowercase`. */
  strip_accents: z.boolean().nullish(),
});

type Normalizer = z.output<typeof normalizerSchema>;

/** What makes a tokenizer one of BERT's; whatever else a file may say is for the library. */
const wordPieceSchema = z
  .looseObject({
    normalizer: normalizerSchema,
    pre_tokenizer: z.looseObject({ type: z.literal('BertPreTokenizer') }),
    model: z.looseObject({
      // Old files leave it out. Then the library knows whole words only; the models were trained with WordPiece.
      type: z.literal('WordPiece').optional(),
      unk_token: z.string(),
      continuing_subword_prefix: z.string(),
      max_input_chars_per_word: z.int().min(1).default(100),
      fuse_unk: z.literal(false).nullish(),
      vocab: vocabularySchema,
    }),
    added_tokens: z.array(
      z.looseObject({
        id: z.int().min(0),
        content: z.string().min(1),
        // Those that take the spaces beside them along are for the library.
        lstrip: z.literal(false).nullish(),
        rstrip: z.literal(false).nullish(),
      }),
    ),
  })
  .refine(({ model }) => model.vocab.has(model.unk_token));

/** Settings under which the library changes a text before the normaliser sees it. */
const plainConfigSchema = z.looseObject({
  tokenizer_class: z.string().regex(/^(?:Bert|DistilBert|MobileBert|Electra|MPNet)Tokenizer(?:Fast)?$/),
  remove_space: z.literal(false).nullish(),
  do_lowercase_and_remove_accent: z.literal(false).nullish(),
});
