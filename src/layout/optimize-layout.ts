/**
 * UMAP's optimiser (McInnes, Healy & Melville 2018, arXiv:1802.03426, section 4.2 and algorithm 5) on typed arrays: edges
 * pull their ends together, rows drawn at random push away.
 *
 * Departures, so that the rows of an epoch can be divided among threads and the result does not depend on how many:
 * - In an epoch each row moves by where the others were at its beginning, and moves itself only. In UMAP an edge moves
 *   both of its ends each time, and each edge stands twice: here the pull on a row counts double instead.
 * - Which edges pull in an epoch follows from its number, which rows push from a generator that each row and epoch seeds.
 * - x^b comes from a table over the leading bits of x, exact to 0.4 %: `Math.pow` would take most of the time.
 */
import { findABParams } from 'umap-js/dist/umap.js';
import type { FuzzyGraph } from './fuzzy-graph.ts';

/**
 * Rows drawn for each pull. UMAP draws 5; with 8 its neighbourhoods come out better in less time than with more epochs
 * (README.md).
 */
const negativeSamples = 8;
/** No coordinate moves further in one step, at a learning rate of 1; as UMAP. */
const longestStep = 4;

/** What an epoch needs; the arrays may lie in memory shared by threads. */
export interface Optimization {
  starts: Int32Array;
  targets: Int32Array;
  /** One an edge: how often it pulls, in times an epoch, 0…1. */
  rates: Float32Array;
  curve: Curve;
  nEpochs: number;
  seed: number;
}

/** Of a squared distance: pull and push as factors of the difference of the two points. */
export interface Curve {
  pull: Float32Array;
  push: Float32Array;
}

/** Squared distances from 2^−24 to 2^16 are told apart, each power of two in 2^8 steps. */
const stepBits = 8;
const lowestExponent = -24;
const highestExponent = 16;
const shift = 23 - stepBits;
const firstBits = (127 + lowestExponent) << stepBits;
const lastIndex = ((highestExponent - lowestExponent) << stepBits) - 1;

/** UMAP's low-dimensional similarity is 1 / (1 + a·d^2b), with a and b fitted to `minDist`. */
export function makeCurve(minDist: number): Curve {
  const { a, b } = findABParams(1, minDist);
  const pull = new Float32Array(lastIndex + 1);
  const push = new Float32Array(lastIndex + 1);
  for (let i = 0; i <= lastIndex; i++) {
    const exponent = lowestExponent + (i >> stepBits);
    const squared = 2 ** exponent * (1 + ((i & ((1 << stepBits) - 1)) + 0.5) / 2 ** stepBits);
    const power = squared ** b;
    pull[i] = (-2 * a * b * power) / squared / (a * power + 1);
    push[i] = (2 * b) / ((0.001 + squared) * (a * power + 1));
  }
  return { pull, push };
}

/** How often each edge pulls: in proportion to its weight, the surest ones in every epoch. */
export function pullRates({ weights }: FuzzyGraph): Float32Array {
  let largest = 0;
  for (const weight of weights) if (weight > largest) largest = weight;
  return weights.map((weight) => weight / largest);
}

/**
 * One epoch for the rows from `first` to before `end`.
 * @param before rows × 2: where all rows are; not changed.
 * @param after rows × 2: where the rows of this part go.
 */
export function runEpoch(
  { starts, targets, rates, curve: { pull, push }, nEpochs, seed }: Optimization,
  epoch: number,
  before: Float32Array,
  after: Float32Array,
  first: number,
  end: number,
): void {
  const rows = starts.length - 1;
  const learningRate = 1 - epoch / nEpochs;
  const epochSeed = Math.imul(seed ^ Math.imul(epoch + 1, 0x9e3779b1), 0x85ebca6b);
  const toRow = rows / 2 ** 32;

  for (let row = first; row < end; row++) {
    let x = before[2 * row];
    let y = before[2 * row + 1];
    let random = mixed(epochSeed ^ Math.imul(row + 1, 0xc2b2ae35));
    for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
      const rate = rates[edge];
      if (Math.floor((epoch + 1) * rate) === Math.floor(epoch * rate)) continue;
      const other = targets[edge];
      let dx = x - before[2 * other];
      let dy = y - before[2 * other + 1];
      let factor = pull[indexOfSquared(dx * dx + dy * dy)];
      x += 2 * learningRate * clipped(factor * dx);
      y += 2 * learningRate * clipped(factor * dy);
      for (let sample = 0; sample < negativeSamples; sample++) {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        const drawn = ((random >>> 0) * toRow) | 0;
        if (drawn === row) continue;
        dx = x - before[2 * drawn];
        dy = y - before[2 * drawn + 1];
        factor = push[indexOfSquared(dx * dx + dy * dy)];
        x += learningRate * clipped(factor * dx);
        y += learningRate * clipped(factor * dy);
      }
    }
    after[2 * row] = x;
    after[2 * row + 1] = y;
  }
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Where in a curve a squared distance is. */
export function indexOfSquared(squared: number): number {
  float[0] = squared;
  const index = (bits[0] >> shift) - firstBits;
  return index < 0 ? 0 : index > lastIndex ? lastIndex : index;
}

const clipped = (step: number) =>
  step > longestStep ? longestStep : step < -longestStep ? -longestStep : step;

/** A number that is never 0, at which xorshift would stay; after MurmurHash3's finaliser. */
function mixed(state: number): number {
  let h = state;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 1;
}
