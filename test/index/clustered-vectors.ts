import { createRandom } from '../../src/random.ts';
import { normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { gaussian } from '../layout/clustered-vectors.ts';

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
