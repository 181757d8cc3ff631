/**
 * Starting positions for the layout: the first two principal components of the vectors. UMAP keeps the neighbourhoods
 * but leaves the large-scale arrangement to where it starts; a PCA start gives that arrangement a meaning and makes it
 * stable (Kobak & Linderman 2021, "Initialization is critical for preserving global data structure in both t-SNE and
 * UMAP", Nature Biotechnology 39).
 *
 * Computed by orthogonal iteration on the covariance matrix (Golub & Van Loan, Matrix Computations, 8.2.4). Departures:
 * - The axes come from at most `axisRows` rows, drawn with the seed; every row is projected on them.
 * - Signs are free in a PCA: each axis is turned so that its largest weight is positive, as scikit-learn's `svd_flip`.
 */
import { createRandom, type Random, sampleRows } from '../random.ts';
import { type VectorTable, vectorAt } from '../tables/vector-table.ts';

/** Rows that decide the axes. The covariance of 768 dimensions takes about 3 s at this size, and more rows move it little. */
const axisRows = 10_000;
/** An iteration costs dimensions², nothing beside the covariance; a start needs no more digits than this. */
const maxIterations = 500;
const converged = 1e-7;
/** UMAP brings its start to coordinates of at most 10, where its step sizes work. */
const startExtent = 10;
/** Noise of UMAP's own start: it parts coinciding points and cannot be seen beside an extent of 10. */
const noise = 1e-4;

/**
 * @param vectors any number of rows, also none.
 * @param seed of the noise and of the sample.
 * @returns rows × 2: centred, the largest coordinate `startExtent`, plus noise of at most `noise`. Rows without any
 *   spread (all vectors equal) get the noise alone. The same input gives the same bytes.
 */
export function pcaStart(vectors: VectorTable, seed: number): Float32Array {
  const random = createRandom(seed);
  const points = new Float32Array(vectors.rows * 2);
  if (vectors.rows === 0) return points;

  const { mean, covariance } = covarianceOf(vectors, sampleRows(vectors.rows, axisRows, random));
  const [first, second] = principalAxes(covariance, vectors.dimensions, random);

  let extent = 0;
  const centered = new Float64Array(vectors.dimensions);
  for (let row = 0; row < vectors.rows; row++) {
    const vector = vectorAt(vectors, row);
    for (let d = 0; d < centered.length; d++) centered[d] = vector[d] - mean[d];
    points[2 * row] = product(centered, first);
    points[2 * row + 1] = product(centered, second);
    extent = Math.max(extent, Math.abs(points[2 * row]), Math.abs(points[2 * row + 1]));
  }
  // Equal vectors leave rounding errors, which must not be blown up to the size of a map.
  const scale = extent > 1e-6 ? startExtent / extent : 0;
  for (let i = 0; i < points.length; i++) points[i] = points[i] * scale + (random() * 2 - 1) * noise;
  return points;
}

/** Mean and covariance (dimensions × dimensions, not divided by the count) of the chosen rows. */
function covarianceOf(vectors: VectorTable, rows: Int32Array) {
  const { dimensions } = vectors;
  const mean = new Float64Array(dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let d = 0; d < dimensions; d++) mean[d] += vector[d];
  }
  for (let d = 0; d < dimensions; d++) mean[d] /= rows.length;

  const covariance = new Float64Array(dimensions * dimensions);
  const centered = new Float64Array(dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let d = 0; d < dimensions; d++) centered[d] = vector[d] - mean[d];
    for (let i = 0; i < dimensions; i++) {
      const value = centered[i];
      const start = i * dimensions;
      for (let j = i; j < dimensions; j++) covariance[start + j] += value * centered[j];
    }
  }
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < i; j++) covariance[i * dimensions + j] = covariance[j * dimensions + i];
  }
  return { mean, covariance };
}

/** The two eigenvectors of the largest eigenvalues, of unit length; zeros where there is no variance left. */
function principalAxes(matrix: Float64Array, dimensions: number, random: Random): Float64Array[] {
  let axes: Float64Array[] = [0, 1].map(() =>
    Float64Array.from({ length: dimensions }, () => random() - 0.5),
  );
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const next = orthonormal(axes.map((axis) => multiply(matrix, axis)));
    const moved = Math.max(...next.map((axis, i) => 1 - Math.abs(product(axis, axes[i]))));
    axes = next;
    // The second test: an axis without variance is all zero and never aligns with itself.
    if (moved < converged * converged || axes.every((axis) => product(axis, axis) === 0)) break;
  }
  return axes.map(facingPositive);
}

/** Gram–Schmidt in the order given; what has no length left becomes zero. */
function orthonormal(axes: Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const axis of axes) {
    const before = Math.sqrt(product(axis, axis));
    for (const other of done) {
      const share = product(axis, other);
      for (let d = 0; d < axis.length; d++) axis[d] -= share * other[d];
    }
    const length = Math.sqrt(product(axis, axis));
    // Beneath this, what is left of the axis is rounding error, not a direction.
    const usable = length > 1e-9 && length > before * 1e-9;
    done.push(usable ? axis.map((value) => value / length) : new Float64Array(axis.length));
  }
  return done;
}

function facingPositive(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest) + 1e-12) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (let i = 0; i < vector.length; i++) {
    let sum = 0;
    const start = i * vector.length;
    for (let j = 0; j < vector.length; j++) sum += matrix[start + j] * vector[j];
    result[i] = sum;
  }
  return result;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
