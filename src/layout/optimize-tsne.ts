/**
 * The optimiser of t-SNE (van der Maaten & Hinton 2008, "Visualizing Data using t-SNE", JMLR 9): the edges of a graph pull
 * their ends together, all points push each other, with momentum and a gain for each coordinate. It keeps fields of science
 * apart better than UMAP, which has a few random rows push for each pull (README.md).
 *
 * Departures:
 * - The affinities are the weights of UMAP's graph after a walk (`walk-graph.ts`), divided by their sum; no perplexity is
 *   sought. With all edges alike the map would be nearly as good (README.md).
 * - The learning rate is rows / exaggeration (Belkina et al. 2019, "Automated optimized parameters for t-SNE", Nature
 *   Communications 10).
 * - The exaggeration falls by degrees, see `exaggerationAt`.
 * - In an epoch first all pulls and pushes are made, then all rows move: threads share them, and their number changes nothing.
 */
import type { FuzzyGraph } from './fuzzy-graph.ts';
import { type RepulsionField, readPushes } from './repulsion-field.ts';

/**
 * How much more the edges pull: first while the rough arrangement is found, then falling from a map of dense groups, as
 * UMAP's is, to that of t-SNE. Falling by degrees it leaves fewer pieces of one field in several places than at once.
 */
const earlyExaggeration = 12;
const middleExaggeration = 4;
/** Of the epochs: until when it is early, and from when on no more than the paper's. */
const earlyEnd = 0.35;
const fallEnd = 0.75;
/** How much of its last step a point goes on: early and late, as in the paper. */
const earlyMomentum = 0.5;
const lateMomentum = 0.8;
/** What a gain grows by while a coordinate goes on in its direction, shrinks to where it turns, and its least; as in the paper. */
const gainGrowth = 0.2;
const gainDecay = 0.8;
const leastGain = 0.01;

/** What all epochs need; the arrays may lie in memory shared by threads. */
export interface TsneEdges {
  /** rows + 1; see `FuzzyGraph`. */
  starts: Int32Array;
  targets: Int32Array;
  /** One an edge; all of them add up to 1. */
  affinities: Float32Array;
}

/** Of the extent of the PCA: so small a start lets the early epochs order all, as in the paper. */
const startScale = 1e-3;

/** The start as t-SNE wants it. @param start rows × 2, within −10…10. */
export const startingPoints = (start: Float32Array): Float32Array => start.map((value) => value * startScale);

export function tsneEdges({ starts, targets, weights }: FuzzyGraph): TsneEdges {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return { starts, targets, affinities: weights.map((weight) => weight / sum) };
}

/** What the rows from `first` to before `end` carry from one epoch to the next. */
export interface Motion {
  first: number;
  end: number;
  /** (end − first) × 2 each. */
  steps: Float32Array;
  gains: Float32Array;
}

export const atRest = (first: number, end: number): Motion => ({
  first,
  end,
  steps: new Float32Array(2 * (end - first)),
  gains: new Float32Array(2 * (end - first)).fill(1),
});

/**
 * The pulls Σ affinity · (other − own) / (1 + d²) on the rows from `first` to before `end`.
 * @param points rows × 2. @param pulls rows × 2, written for these rows.
 */
export function pullRows(
  { starts, targets, affinities }: TsneEdges,
  points: Float32Array,
  pulls: Float32Array,
  first: number,
  end: number,
): void {
  for (let row = first; row < end; row++) {
    const x = points[2 * row];
    const y = points[2 * row + 1];
    let right = 0;
    let up = 0;
    for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
      const other = targets[edge];
      const dx = points[2 * other] - x;
      const dy = points[2 * other + 1] - y;
      const pull = affinities[edge] / (1 + dx * dx + dy * dy);
      right += pull * dx;
      up += pull * dy;
    }
    pulls[2 * row] = right;
    pulls[2 * row + 1] = up;
  }
}

/**
 * Moves the rows of a motion by one epoch.
 * @param epoch from 0 to before `nEpochs`.
 * @param points rows × 2, those that pulls and field were made of; changed for these rows.
 * @param pulls rows × 2, of `pullRows`. @param pushes rows × 2, room that is written over.
 */
export function moveRows(
  motion: Motion,
  epoch: number,
  nEpochs: number,
  points: Float32Array,
  pulls: Float32Array,
  pushes: Float32Array,
  field: RepulsionField,
): void {
  const { first, end, steps, gains } = motion;
  readPushes(field, points, pushes, first, end);
  const exaggeration = exaggerationAt(epoch / nEpochs);
  const momentum = epoch / nEpochs < earlyEnd ? earlyMomentum : lateMomentum;
  const learningRate = points.length / 2 / exaggeration;
  const normalisation = field.frame[4];
  for (let i = 2 * first, own = 0; i < 2 * end; i++, own++) {
    const downhill = 4 * (exaggeration * pulls[i] + pushes[i] / normalisation);
    gains[own] =
      downhill > 0 === steps[own] > 0 ? gains[own] + gainGrowth : Math.max(leastGain, gains[own] * gainDecay);
    steps[own] = momentum * steps[own] + learningRate * gains[own] * downhill;
    points[i] += steps[own];
  }
}

/** @param done 0…1, of all epochs. @returns 1 where the pulls are those of the paper. */
export function exaggerationAt(done: number): number {
  if (done < earlyEnd) return earlyExaggeration;
  const left = Math.max(0, (fallEnd - done) / (fallEnd - earlyEnd));
  return middleExaggeration ** left;
}
