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
export const shortest = 1e-10;

export interface QuestionParts {
  /** The unit vector of the text, or null. */
  text: Float32Array | null;
  /** Rows. At least one of the three is there; disliked papers alone ask for what is most unlike them. */
  liked: readonly number[];
  disliked: readonly number[];
}

/** A vector, and of what it is made: the sum of the question's parts, each times its weight. */
export interface QuestionMix {
  vector: Float32Array;
  /** Of the text (0 where there is none), then of each liked paper, then of each disliked one. */
  weights: Float64Array;
}

/** @returns a new unit vector. */
export function questionVector(
  parts: QuestionParts,
  vectors: VectorTable,
  options = questionVectorDefaults,
): Float32Array {
  return mixQuestion(parts, vectors, options).vector;
}

/** The vector of `questionVector`, with the weights: a cosine to it is the sum of weight × cosine to the part. */
export function mixQuestion(
  { text, liked, disliked }: QuestionParts,
  vectors: VectorTable,
  { dislikedShare } = questionVectorDefaults,
): QuestionMix {
  const count = 1 + liked.length + disliked.length;
  const mixOf = (vector: Float32Array, from: number, to: number): QuestionMix => ({
    vector,
    weights: new Float64Array(count).fill(1 / (to - from), from, to),
  });
  const push = mixOf(meanVector(vectors, disliked), 1 + liked.length, count);
  const words = text && mixOf(text, 0, 1);
  if (words && liked.length === 0) return firstDirection(sum(words, 1, push, -dislikedShare), words);
  const pull = mixOf(meanVector(vectors, liked), 1, 1 + liked.length);
  const first = mixOf(vectorAt(vectors, liked[0] ?? disliked[0]), 1, 2);
  const examples = firstDirection(sum(pull, 1, push, -dislikedShare), first);
  return words ? firstDirection(sum(words, 1, examples, 1), words) : examples;
}

/** Not scaled to length 1: the mean of papers that have little in common is short and says little. All 0 for no rows. */
export function meanVector(vectors: VectorTable, rows: readonly number[]): Float32Array {
  const mean = new Float32Array(vectors.dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / rows.length;
  }
  return mean;
}

function sum(a: QuestionMix, weightA: number, b: QuestionMix, weightB: number): QuestionMix {
  return {
    vector: a.vector.map((value, i) => value * weightA + b.vector[i] * weightB),
    weights: a.weights.map((value, i) => value * weightA + b.weights[i] * weightB),
  };
}

/** The wanted mix, its vector a unit vector; the other where its parts cancel out, so that no direction is left. */
function firstDirection(wanted: QuestionMix, other: QuestionMix): QuestionMix {
  const { vector, weights } = dot(wanted.vector, wanted.vector) > shortest ? wanted : other;
  const length = Math.sqrt(dot(vector, vector));
  return { vector: normalize(vector.slice()), weights: weights.map((weight) => weight / length) };
}
