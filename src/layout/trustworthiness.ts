/**
 * How far the layout keeps the neighbourhoods of the vectors: trustworthiness and continuity of Venna & Kaski
 * ("Neighborhood preservation in nonlinear projection methods", ICANN 2001; Neural Networks 19, 2006).
 *
 *   trustworthiness = 1 − 2 / (n k (2n − 3k − 1)) · Σ_i Σ_{j ∈ U_k(i)} (r(i, j) − k)
 *
 * U_k(i): rows among the k nearest of i in the layout but not among the k nearest by vectors; r(i, j): the rank of j by
 * vectors. Continuity is the same with layout and vectors exchanged. 1: nothing false; about 0.5: chance.
 *
 * Departures:
 * - Beyond `maxRows` rows, i runs over a seeded sample; ranks stay exact, over all rows.
 * - Rows equally near share the best of their ranks: where copies tie, no order among them is wrong.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NearbyError } from '../errors.ts';
import { createRandom, sampleRows } from '../random.ts';
import type { Layout } from '../tables/layout-table.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';

/** Merged once, in `measureLayout`. */
export const measureDefaults = {
  /** Size of the neighbourhoods. Lowered in small corpora to the largest k < n/2, the limit of the formula. */
  k: 15,
  /** Rows measured; time is this × all rows × dimensions. */
  maxRows: 1000,
  /** Of the sample. */
  seed: 42,
};

/**
 * The distances (1 − dot) by vectors of some rows to all rows, an array a row.
 * @param rows at most `distanceBatch`. @returns arrays that the caller may change.
 */
export type DistancesOf = (rows: Int32Array) => (Float64Array | Float32Array)[];

/** Rows whose distances are asked for at once: the exact scan takes four together in half of the time. */
const distanceBatch = 16;

/** 0…1 each; both null where fewer than 3 rows leave the formula no neighbourhood. */
export interface LayoutMeasure {
  trustworthiness: number | null;
  continuity: number | null;
}

type MeasureOptions = Partial<typeof measureDefaults> & {
  /** A faster way than our own loop, which is its twin. */
  distancesOf?: DistancesOf;
};

/** @throws NearbyError `bad-shape` where layout and vectors differ in rows. */
export function measureLayout(
  vectors: VectorTable,
  layout: Layout,
  options: MeasureOptions = {},
): LayoutMeasure {
  const measuring = measureBatches(vectors, layout, options);
  for (;;) {
    const step = measuring.next();
    if (step.done) return step.value;
  }
}

/** As `measureLayout`; the event loop runs in between. */
export async function measureLayoutInTurns(
  ...asked: Parameters<typeof measureLayout>
): Promise<LayoutMeasure> {
  const measuring = measureBatches(asked[0], asked[1], asked[2] ?? {});
  for (;;) {
    const step = measuring.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

/** Measures, and pauses after each batch of rows. */
function* measureBatches(
  vectors: VectorTable,
  layout: Layout,
  options: MeasureOptions,
): Generator<void, LayoutMeasure> {
  const {
    k: askedK,
    maxRows,
    seed,
    distancesOf = plainDistances(vectors),
  } = { ...measureDefaults, ...options };
  const { rows } = vectors;
  if (layout.rows !== rows) {
    throw new NearbyError('bad-shape', { what: 'layout', got: `${layout.rows} rows`, expected: `${rows}` });
  }
  const k = Math.min(askedK, Math.ceil(rows / 2) - 1);
  if (k < 1) return { trustworthiness: null, continuity: null };

  const sample = sampleRows(rows, maxRows, createRandom(seed));
  const byPoint = new Float64Array(rows);
  let falseNeighbors = 0;
  let lostNeighbors = 0;
  for (let start = 0; start < sample.length; start += distanceBatch) {
    const batch = sample.subarray(start, start + distanceBatch);
    const distances = distancesOf(batch);
    for (const [i, row] of batch.entries()) {
      const byVector = distances[i];
      for (let other = 0; other < rows; other++) byPoint[other] = squaredDistance(layout.points, row, other);
      // The row itself is nobody's neighbour.
      byVector[row] = Infinity;
      byPoint[row] = Infinity;
      falseNeighbors += excessRank(nearest(byPoint, k), byVector, k);
      lostNeighbors += excessRank(nearest(byVector, k), byPoint, k);
    }
    yield;
  }
  const worst = (sample.length * k * (2 * rows - 3 * k - 1)) / 2;
  return { trustworthiness: 1 - falseNeighbors / worst, continuity: 1 - lostNeighbors / worst };
}

function plainDistances(vectors: VectorTable): DistancesOf {
  return (rows) =>
    Array.from(rows, (row) => {
      const vector = vectorAt(vectors, row);
      return Float64Array.from(
        { length: vectors.rows },
        (_, other) => 1 - dot(vector, vectorAt(vectors, other)),
      );
    });
}

function squaredDistance(points: Float32Array, a: number, b: number): number {
  const x = points[2 * a] - points[2 * b];
  const y = points[2 * a + 1] - points[2 * b + 1];
  return x * x + y * y;
}

/** The k rows of smallest distance; of equal ones, the first rows. */
function nearest(distances: Float64Array | Float32Array, k: number): Int32Array {
  const rows = new Int32Array(k);
  let held = 0;
  for (let row = 0; row < distances.length; row++) {
    if (held === k && distances[row] >= distances[rows[k - 1]]) continue;
    let place = held < k ? held++ : k - 1;
    for (; place > 0 && distances[rows[place - 1]] > distances[row]; place--) rows[place] = rows[place - 1];
    rows[place] = row;
  }
  return rows;
}

/** Sum of (rank − k) over those of `rows` whose rank by `distances` is beyond k. */
function excessRank(rows: Int32Array, distances: Float64Array | Float32Array, k: number): number {
  const limits = Float64Array.from(rows, (row) => distances[row]).sort();
  // nearer[i]: how many rows are nearer than limits[i] but not nearer than limits[i − 1].
  const nearer = new Int32Array(limits.length);
  for (const distance of distances) {
    let i = limits.length;
    while (i > 0 && limits[i - 1] > distance) i--;
    if (i < limits.length) nearer[i]++;
  }
  let excess = 0;
  let before = 0;
  for (let i = 0; i < limits.length; i++) {
    before += nearer[i];
    excess += Math.max(0, before + 1 - k);
  }
  return excess;
}
