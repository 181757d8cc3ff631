/**
 * The vector that a question asks for: its text, its examples, or both.
 *
 * Examples after J. J. Rocchio, "Relevance feedback in information retrieval" (1971): the mean of the liked vectors minus
 * a share of the mean of the disliked ones, made a unit vector again. A text and examples then count the same.
 */
import { dot, normalize, type VectorTable, vectorAt } from '../tables/vector-table.ts';

export const questionVectorDefaults = {
  /**
   * How much the disliked papers push, 0…1. More drives the answer further from them, and soon from the liked ones too:
   * on four judged sets 0.3 costs 0.4 points of nDCG@10 and takes 39 % of the papers nearest to the disliked ones
   * out of the first ten; 0.5 costs 5.7 points, 1 costs 39.
   */
  dislikedShare: 0.3,
};

/** Squared length below which a sum is rounding noise. */
const shortest = 1e-10;

export interface QuestionParts {
  /** The unit vector of the text, or null. */
  text: Float32Array | null;
  /** Rows. At least one of the three is there; disliked papers alone ask for what is most unlike them. */
  liked: readonly number[];
  disliked: readonly number[];
}

/** @returns a new unit vector. */
export function questionVector(
  { text, liked, disliked }: QuestionParts,
  vectors: VectorTable,
  { dislikedShare } = questionVectorDefaults,
): Float32Array {
  const push = meanVector(vectors, disliked);
  if (text && liked.length === 0) return firstDirection(sum(text, 1, push, -dislikedShare), text);
  const examples = firstDirection(
    sum(meanVector(vectors, liked), 1, push, -dislikedShare),
    vectorAt(vectors, liked[0] ?? disliked[0]),
  );
  return text ? firstDirection(sum(text, 1, examples, 1), text) : examples;
}

/** Not scaled to length 1: the mean of papers that have little in common is short and says little. All 0 for no rows. */
function meanVector(vectors: VectorTable, rows: readonly number[]): Float32Array {
  const mean = new Float32Array(vectors.dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / rows.length;
  }
  return mean;
}

function sum(a: Float32Array, weightA: number, b: Float32Array, weightB: number): Float32Array {
  return a.map((value, i) => value * weightA + b[i] * weightB);
}

/** The wanted vector as a unit vector; the other where its parts cancel out, so that no direction is left. */
function firstDirection(wanted: Float32Array, other: Float32Array): Float32Array {
  return normalize(dot(wanted, wanted) > shortest ? wanted : other.slice());
}
