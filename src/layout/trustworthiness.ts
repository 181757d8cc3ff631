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

/** 0…1 each; both null where fewer than 3 rows leave the formula no neighbourhood, or none was measured. */
export interface LayoutMeasure {
  trustworthiness: number | null;
  continuity: number | null;
}

/** Measures row by row; whoever has exact distances by vectors already hands them in. */
export class NeighborhoodMeasure {
  readonly #layout: Layout;
  readonly #k: number;
  // Both of the same type, for the loops that take now the one, now the other: on two types they take several times as long.
  readonly #byPoint: Float64Array;
  readonly #byVector: Float64Array;
  #measured = 0;
  #falseNeighbors = 0;
  #lostNeighbors = 0;

  constructor(layout: Layout, k: number = measureDefaults.k) {
    this.#layout = layout;
    this.#k = Math.min(k, Math.ceil(layout.rows / 2) - 1);
    this.#byPoint = new Float64Array(layout.rows);
    this.#byVector = new Float64Array(layout.rows);
  }

  /**
   * @param distances by vectors (1 − dot) of this row to all rows.
   * @throws NearbyError `bad-shape` where they are not as many as the layout has rows.
   */
  add(row: number, distances: ArrayLike<number>): void {
    const { rows, points } = this.#layout;
    if (distances.length !== rows) {
      const got = `${rows} rows`;
      throw new NearbyError('bad-shape', { what: 'layout', got, expected: `${distances.length}` });
    }
    const k = this.#k;
    if (k < 1) return;
    const [byPoint, byVector] = [this.#byPoint, this.#byVector];
    byVector.set(distances);
    const [x, y] = [points[2 * row], points[2 * row + 1]];
    for (let other = 0; other < rows; other++) {
      const [dx, dy] = [points[2 * other] - x, points[2 * other + 1] - y];
      byPoint[other] = dx * dx + dy * dy;
    }
    // The row itself is nobody's neighbour.
    byVector[row] = Infinity;
    byPoint[row] = Infinity;
    this.#falseNeighbors += excessRank(nearest(byPoint, k), byVector, k);
    this.#lostNeighbors += excessRank(nearest(byVector, k), byPoint, k);
    this.#measured++;
  }

  /** Over the rows added so far. */
  get measure(): LayoutMeasure {
    if (this.#measured === 0) return { trustworthiness: null, continuity: null };
    const [k, { rows }] = [this.#k, this.#layout];
    const worst = (this.#measured * k * (2 * rows - 3 * k - 1)) / 2;
    return {
      trustworthiness: 1 - this.#falseNeighbors / worst,
      continuity: 1 - this.#lostNeighbors / worst,
    };
  }
}

/** By a loop of our own over a sample of rows. @throws NearbyError `bad-shape` where layout and vectors differ in rows. */
export function measureLayout(
  vectors: VectorTable,
  layout: Layout,
  options: Partial<typeof measureDefaults> = {},
): LayoutMeasure {
  const { k, maxRows, seed } = { ...measureDefaults, ...options };
  const measure = new NeighborhoodMeasure(layout, k);
  for (const row of sampleRows(vectors.rows, maxRows, createRandom(seed))) {
    const vector = vectorAt(vectors, row);
    measure.add(
      row,
      Float64Array.from({ length: vectors.rows }, (_, other) => 1 - dot(vector, vectorAt(vectors, other))),
    );
  }
  return measure.measure;
}

/** The k rows of smallest distance; of equal ones, the first rows. */
function nearest(distances: Float64Array, k: number): Int32Array {
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
function excessRank(rows: Int32Array, distances: Float64Array, k: number): number {
  const limits = Float64Array.from(rows, (row) => distances[row]).sort();
  // nearer[i]: how many rows are nearer than limits[i] but not nearer than limits[i − 1].
  const nearer = new Int32Array(limits.length);
  const last = limits.length - 1;
  const farthest = limits[last];
  for (let row = 0; row < distances.length; row++) {
    const distance = distances[row];
    if (distance >= farthest) continue;
    let i = last;
    while (i > 0 && limits[i - 1] > distance) i--;
    nearer[i]++;
  }
  let excess = 0;
  let before = 0;
  for (let i = 0; i < limits.length; i++) {
    before += nearer[i];
    excess += Math.max(0, before + 1 - k);
  }
  return excess;
}
