/**
 * Rows by nearness to a question of a text, examples, topics or several of these: one score a row, and the best rows.
 * What the score is depends on the way in which examples count (`exampleWays` in search-types.ts):
 *
 *   all       cosine to one vector: question-vector.ts
 *   any       nearness to the examples, of which the nearest counts most: nearest-example.ts
 *   learned   cosine to what a linear classifier learned: learned-vector.ts
 *
 * A text or topics alone are the same question in each. In `all` the rows come from the index as it is; in the two others
 * every row that may be in the answer is scored, so that they are exact with any index.
 */
import type { VectorIndex } from '../index/vector-index.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { learnedVector } from './learned-vector.ts';
import { NearestExample } from './nearest-example.ts';
import { type QuestionParts, questionVector, wantsSome } from './question-vector.ts';
import type { ExampleWay } from './search-types.ts';

export interface MeaningTables {
  index: VectorIndex;
  vectors: VectorTable;
  /** The corpus's; `learned` draws papers by it. */
  seed: number;
}

export interface MeaningOrder {
  /** Larger is nearer; comparable within one question only. */
  scoreOf(row: number): number;
  /** At most `count` rows, best first. @param allowed 1 = may be in the answer; null: every row may. */
  nearest(count: number, allowed: Uint8Array | null): ArrayLike<number>;
}

/** @param parts at least one of its four is there. */
export function orderByMeaning(parts: QuestionParts, way: ExampleWay, tables: MeaningTables): MeaningOrder {
  const { index, vectors, seed } = tables;
  const hasExamples = parts.liked.length + parts.disliked.length > 0;
  if (way === 'any' && hasExamples) return new NearestExample(parts, tables);

  const learned = way === 'learned' && hasExamples ? learnedVector(parts, vectors, seed) : null;
  const vector = learned ?? questionVector(parts, vectors);
  return {
    scoreOf: (row) => dot(vectorAt(vectors, row), vector),
    nearest: (count, allowed) => {
      // Away from most papers HNSW finds least, and so lies what is learned; under a mask every index is exact.
      const mask = allowed ?? (learned || !wantsSome(parts) ? new Uint8Array(index.rows).fill(1) : undefined);
      return index.search(vector, count, { allowed: mask }).rows;
    },
  };
}
