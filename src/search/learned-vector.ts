/**
 * What the liked papers have that the others have not, learned: the direction of a linear classifier of the liked ones
 * (the text is one more, and so is what topics have in common) against the disliked ones and papers drawn from the rest, which are most likely not wanted.
 *
 * After arxiv-sanity-lite (https://github.com/karpathy/arxiv-sanity-lite), which trains a linear SVM on all papers.
 * Departures: logistic regression, and a sample of the rest, so that it takes milliseconds at any size; disliked papers
 * have a weight of their own, so that a few of them are not lost among the many.
 */
import { createRandom, sampleRows } from '../random.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { defaultWeights } from './part-weights.ts';
import { type QuestionParts, shortest } from './question-vector.ts';
import { type Classifier, trainClassifier } from './train-classifier.ts';

export const learnedDefaults = {
  /** Papers drawn from the rest. Training takes about 20 ms a thousand at 256 dimensions; from 300 on the precision stays. */
  sampled: 1000,
  /**
   * Weight of all disliked papers together, where the liked ones have 1, and the sampled ones 1. More drives the answer away
   * from the liked ones too: on the categories of 20,000 papers 0.25 costs 1.6 points more than 0.1, on the sample the two
   * are alike.
   */
  dislikedWeight: 0.1,
};

/** Squared distance below which a drawn paper is another copy of a liked one (cosine above 0.99), and no example against it. */
const copyDistance = 0.02;

/**
 * The same for the same corpus, seed and examples; filters do not change it.
 * @returns a new unit vector; null where nothing can be learned: nothing but disliked papers, or no paper beside them.
 */
export function learnedVector(
  parts: QuestionParts,
  vectors: VectorTable,
  seed: number,
  options = learnedDefaults,
): Float32Array | null {
  const direction = learnClassifier(parts, vectors, seed, options)?.direction;
  return direction && dot(direction, direction) > shortest ? normalize(direction) : null;
}

/** The classifier itself, with its border: where direction · x + bias is 0. @returns null as `learnedVector`. */
export function learnClassifier(
  { text, liked, disliked, near, weights = defaultWeights }: QuestionParts,
  vectors: VectorTable,
  seed: number,
  { sampled, dislikedWeight } = learnedDefaults,
): Classifier | null {
  const likedVectors = liked.map((row) => vectorAt(vectors, row));
  const groups = [
    { vectors: likedVectors, weight: weights.like },
    { vectors: text ? [text] : [], weight: weights.text },
    { vectors: near ? [near] : [], weight: weights.near },
  ];
  const wanted = groups.flatMap((group) => group.vectors);
  const wantedWeight = groups.reduce((sum, { vectors, weight }) => sum + vectors.length * weight, 0);
  const unwanted = disliked.map((row) => vectorAt(vectors, row));
  const given = new Set([...liked, ...disliked]);
  const rest = [...sampleRows(vectors.rows, sampled, createRandom(seed))]
    .filter((row) => !given.has(row))
    .map((row) => vectorAt(vectors, row))
    .filter((vector) => !wanted.some((example) => isCopy(example, vector)));
  if (wanted.length === 0 || unwanted.length + rest.length === 0) return null;

  return trainClassifier([
    ...groups.map(({ vectors, weight }) => ({
      vectors,
      label: 1 as const,
      weight: (vectors.length * weight) / wantedWeight,
    })),
    { vectors: unwanted, label: -1, weight: dislikedWeight * weights.unlike },
    { vectors: rest, label: -1, weight: 1 },
  ]);
}

/** Stops as soon as it is sure: with other papers after a few numbers. */
function isCopy(a: Float32Array, b: Float32Array): boolean {
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    squares += (a[i] - b[i]) ** 2;
    if (squares > copyDistance) return false;
  }
  return true;
}
