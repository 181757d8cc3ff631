/**
 * Rows by nearness to a question that has a text, examples or both: one score a row, and the rows with the best ones.
 * What the score is depends on the way in which examples count (`exampleWays` in search-types.ts):
 *
 *   all       cosine to one vector: question-vector.ts
 *   any       cosine to the nearest example: nearest-example.ts
 *   learned   cosine to what a linear classifier learned: learned-vector.ts
 *
 * A text alone is the same question in each. In `all` the rows come from the index as it is; in the two others every row
 * that may be in the answer is scored, so that they are exact with any index.
 */
import type { VectorIndex } from '../index/vector-index.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { learnedVector } from './learned-vector.ts';
import { NearestExample } from './nearest-example.ts';
import { type QuestionParts, questionVector } from './question-vector.ts';
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

/** @param parts at least one of its three is there. */
export function orderByMeaning(parts: QuestionParts, way: ExampleWay, tables: MeaningTables): MeaningOrder {
  const { index, vectors, seed } = tables;
  const hasExamples = parts.liked.length + parts.disliked.length > 0;
  if (way === 'any' && hasExamples) return new NearestExample(parts, vectors);

  const learned = way === 'learned' && hasExamples ? learnedVector(parts, vectors, seed) : null;
  const vector = learned ?? questionVector(parts, vectors);
  return {
    scoreOf: (row) => dot(vectorAt(vectors, row), vector),
    nearest: (count, allowed) => {
      // What is learned is a direction away from most papers, where HNSW finds least; under a mask every index is exact.
      const mask = allowed ?? (learned ? new Uint8Array(index.rows).fill(1) : undefined);
      return index.search(vector, count, { allowed: mask }).rows;
    },
  };
}
