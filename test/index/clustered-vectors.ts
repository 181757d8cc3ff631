import { createRandom, type Random } from '../../src/random.ts';
import { normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

/** Rows a cluster on average: papers come in topics of about that size. */
const rowsPerCluster = 100;

/** Spread of a cluster against the distance between clusters: neighbours are then about 0.2…0.5 away, as papers are. */
const spread = 0.8;

/** Seeded unit vectors in Gaussian clusters; the same for the same numbers. */
export function clusteredVectors(rows: number, dimensions: number, seed = 1): VectorTable {
  const random = createRandom(seed);
  const clusters = Math.ceil(rows / rowsPerCluster);
  const centers = new Float32Array(clusters * dimensions).map(() => gaussian(random));
  const table = { rows, dimensions, data: new Float32Array(rows * dimensions) };
  for (let row = 0; row < rows; row++) {
    const center = Math.floor(random() * clusters) * dimensions;
    const vector = vectorAt(table, row);
    for (let d = 0; d < dimensions; d++) vector[d] = centers[center + d] + spread * gaussian(random);
    normalize(vector);
  }
  return table;
}

/** Box and Muller's. */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Rows of a table in another order, or some of them, or some of them repeatedly. */
export function pickRows(table: VectorTable, rows: readonly number[]): VectorTable {
  const data = new Float32Array(rows.length * table.dimensions);
  rows.forEach((row, i) => {
    data.set(vectorAt(table, row), i * table.dimensions);
  });
  return { rows: rows.length, dimensions: table.dimensions, data };
}
