/**
 * A table model with WordPiece, from the bytes of its files: all that a question needs to become a vector, without the
 * runtime, the library or a disk. It runs in a browser, and gives the bits that `TextModel` gives.
 */
import { z } from 'zod';
import { NearbyError } from '../errors.ts';
import { GrowingInts } from '../tables/growing-ints.ts';
import type { EmbeddedTexts, TextKind } from './embedder.ts';
import { MarkedText } from './marked-text.ts';
import { TableModel } from './table-model.ts';
import { highestIdOf, tokenizerSchema } from './tokenizer-json.ts';
import { readMarks } from './tokenizer-marks.ts';
import { WordPiece } from './word-piece.ts';

/** As much of a model's description as a vector depends on, beside the files. */
export const portableDescriptionSchema = z.object({
  name: z.string(),
  dimensions: z.int().min(1),
  maxTokens: z.int().min(1),
  pooling: z.enum(['mean', 'cls']),
  queryPrefix: z.string(),
  documentPrefix: z.string(),
});

export type PortableDescription = z.infer<typeof portableDescriptionSchema>;

export interface ModelFiles {
  onnx: Uint8Array;
  /** The contents of tokenizer.json and tokenizer_config.json. */
  tokenizer: unknown;
  config: unknown;
}

export class PortableModel {
  readonly #description: PortableDescription;
  readonly #table: TableModel;
  readonly #text: MarkedText;
  readonly #list = new GrowingInts();

  /**
   * @returns null where it is a model of another kind
   * @throws NearbyError `model-invalid` where it is of this kind and its numbers are not
   */
  static read(
    { onnx, tokenizer, config }: ModelFiles,
    description: PortableDescription,
  ): PortableModel | null {
    const table = TableModel.read(onnx, { ...description, folder: description.name });
    const wordPiece = WordPiece.of(tokenizer, config);
    const json = tokenizerSchema.safeParse(tokenizer);
    if (!table || !wordPiece || !json.success) return null;
    const marks = readMarks(json.data.post_processor, (token) => wordPiece.idOf(token));
    if (!marks) return null;
    if (highestIdOf(json.data) >= table.tokens) {
      const reason = `its tokenizer has more ids than its table's ${table.tokens} rows`;
      throw new NearbyError('model-invalid', { folder: description.name, reason });
    }
    return new PortableModel(description, table, new MarkedText(wordPiece, marks, description.maxTokens));
  }

  private constructor(description: PortableDescription, table: TableModel, text: MarkedText) {
    this.#description = description;
    this.#table = table;
    this.#text = text;
  }

  /** Prefixes are added here, by kind. @throws NearbyError `bad-vector` where the model fails on a text */
  async embed(texts: readonly string[], kind: TextKind): Promise<EmbeddedTexts> {
    const { dimensions, queryPrefix, documentPrefix } = this.#description;
    const prefix = kind === 'query' ? queryPrefix : documentPrefix;
    const data = new Float32Array(texts.length * dimensions);
    const cut = new Uint8Array(texts.length);
    for (const [row, text] of texts.entries()) {
      cut[row] = this.#text.encodeInto(this.#list, prefix + text) ? 1 : 0;
      this.#table.embed(
        this.#list.values,
        this.#list.length,
        data.subarray(row * dimensions, (row + 1) * dimensions),
      );
    }
    return { vectors: { rows: texts.length, dimensions, data }, cut };
  }
}
