/**
 * The vector that a question asks for: its text, its examples, what it is to be near to, or several of these.
 *
 * Examples after J. J. Rocchio, "Relevance feedback in information retrieval" (1971): the mean of the liked vectors minus
 * a share of the mean of the disliked ones, made a unit vector again. A text, examples and topics then count the same, where
 * no weights are given.
 */
import { dot, normalize, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { defaultWeights, type PartWeights } from './part-weights.ts';

export const questionVectorDefaults = {
  /**
   * How much the disliked papers push, 0…1. More drives the answer further from them, and soon from the liked ones too. What
   * the push adds to the papers that are looked for among the first 20 (five liked, three disliked): at 0.1, 0.2 and 0.3,
   * 3, 5 and 6 points of the sample's topics, 1, 3 and 5 of its lists, but 0, 0 and −3 of the categories of 20,000 papers
   * of all fields, where what is disliked lies close to what is liked.
   */
  dislikedShare: 0.2,
};

/** Squared length below which a sum is rounding noise. */
export const shortest = 1e-10;

export interface QuestionParts {
  /** The unit vector of the text, or null. */
  text: Float32Array | null;
  /** Rows. At least one of the four is there; disliked papers alone ask for what is most unlike them. */
  liked: readonly number[];
  disliked: readonly number[];
  /** The unit vector of topics or an area of the map. */
  near?: Float32Array | null;
  /** Of the parts that are there, above 0; 1 each where absent. */
  weights?: PartWeights;
}

/** Whether anything asks for some papers, and not only away from some. */
export const wantsSome = ({ text, liked, near }: QuestionParts) =>
  Boolean(text) || liked.length > 0 || Boolean(near);

/** Whether there is a vector to compare with: disliked papers alone give one, but not beside words without a vector. */
export const hasVector = (parts: QuestionParts, hasText: boolean) =>
  wantsSome(parts) || (!hasText && parts.disliked.length > 0);

/** A vector, and of what it is made: the sum of the question's parts, each times its weight. */
export interface QuestionMix {
  vector: Float32Array;
  /** Of the text (0 where there is none), of each liked paper, of each disliked one, and last of what is near (or 0). */
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
  { text, liked, disliked, near = null, weights = defaultWeights }: QuestionParts,
  vectors: VectorTable,
  { dislikedShare } = questionVectorDefaults,
): QuestionMix {
  const places = { disliked: 1 + liked.length, near: 1 + liked.length + disliked.length };
  const mixOf = (vector: Float32Array, from: number, to: number): QuestionMix => ({
    vector,
    weights: new Float64Array(places.near + 1).fill(1 / (to - from), from, to),
  });
  const push = mixOf(meanVector(vectors, disliked), places.disliked, places.near);
  const pushed = -dislikedShare * weights.unlike;
  const others: [QuestionMix, number][] = [];
  if (text) others.push([mixOf(text, 0, 1), weights.text]);
  if (near) others.push([mixOf(near, places.near, places.near + 1), weights.near]);
  if (liked.length === 0 && others.length > 0) {
    return firstDirection(sum([...others, [push, pushed]]), others[0][0]);
  }
  const pull = mixOf(meanVector(vectors, liked), 1, places.disliked);
  const first = mixOf(vectorAt(vectors, liked[0] ?? disliked[0]), 1, 2);
  const towardsFirst = sum([[first, liked.length > 0 ? 1 : -1]]);
  const examples = firstDirection(
    sum([
      [pull, weights.like],
      [push, pushed],
    ]),
    towardsFirst,
  );
  if (others.length === 0) return examples;
  return firstDirection(sum([...others, [examples, weights.like]]), others[0][0]);
}

/** Not scaled to length 1: the mean of papers that have little in common is short and says little. All 0 for no rows. */
export function meanVector(vectors: VectorTable, rows: ArrayLike<number>): Float32Array {
  const mean = new Float32Array(vectors.dimensions);
  for (let place = 0; place < rows.length; place++) {
    const vector = vectorAt(vectors, rows[place]);
    for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / rows.length;
  }
  return mean;
}

/** The same as a unit vector; null where there are no rows, or they point in all directions. */
export function meanDirection(vectors: VectorTable, rows: ArrayLike<number>): Float32Array | null {
  const mean = meanVector(vectors, rows);
  return dot(mean, mean) > shortest ? normalize(mean) : null;
}

function sum(weighted: readonly [QuestionMix, number][]): QuestionMix {
  const [first] = weighted[0];
  const added = (numbers: (mix: QuestionMix) => Float32Array | Float64Array, i: number) =>
    weighted.reduce((total, [mix, weight]) => total + weight * numbers(mix)[i], 0);
  return {
    vector: first.vector.map((_, i) => added(({ vector }) => vector, i)),
    weights: first.weights.map((_, i) => added((mix) => mix.weights, i)),
  };
}

/** The wanted mix, its vector a unit vector; the other where its parts cancel out, so that no direction is left. */
function firstDirection(wanted: QuestionMix, other: QuestionMix): QuestionMix {
  const { vector, weights } = dot(wanted.vector, wanted.vector) > shortest ? wanted : other;
  const length = Math.sqrt(dot(vector, vector));
  return { vector: normalize(vector.slice()), weights: weights.map((weight) => weight / length) };
}
