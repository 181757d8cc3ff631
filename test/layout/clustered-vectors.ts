/** Seeded data for tests and benches: unit vectors in clusters, and their exact neighbour graph. */
import { createRandom, type Random } from '../../src/random.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

/** Row i belongs to cluster i % clusters; `spread` is the length of the noise beside a centre of length 1. */
export function clusteredVectors(
  rows: number,
  clusters: number,
  options: { dimensions?: number; spread?: number; seed?: number } = {},
): VectorTable {
  const { dimensions = 32, spread = 0.5, seed = 1 } = options;
  const random = createRandom(seed);
  const direction = () => normalize(Float32Array.from({ length: dimensions }, () => gaussian(random)));
  const centers = Array.from({ length: clusters }, direction);
  const data = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const noise = direction();
    const center = centers[row % clusters];
    data.set(normalize(center.map((value, d) => value + spread * noise[d])), row * dimensions);
  }
  return { rows, dimensions, data };
}

/** By looking at every pair; of equally near rows the first. Every 0-distance neighbour counts, the row itself does not. */
export function exactGraph(vectors: VectorTable, k: number): NeighborGraph {
  const { rows } = vectors;
  const neighbors = new Int32Array(rows * k).fill(-1);
  const distances = new Float32Array(rows * k).fill(Infinity);
  for (let row = 0; row < rows; row++) {
    let held = 0;
    for (let other = 0; other < rows; other++) {
      if (other === row) continue;
      const distance = Math.fround(1 - dot(vectorAt(vectors, row), vectorAt(vectors, other)));
      let place = row * k + held;
      if (held === k && distance >= distances[place - 1]) continue;
      if (held < k) held++;
      else place--;
      for (; place > row * k && distances[place - 1] > distance; place--) {
        distances[place] = distances[place - 1];
        neighbors[place] = neighbors[place - 1];
      }
      distances[place] = distance;
      neighbors[place] = other;
    }
  }
  return { rows, k, neighbors, distances };
}

/** Rows that all are the same unit vector. */
export function equalVectors(rows: number, dimensions = 8): VectorTable {
  const data = new Float32Array(rows * dimensions).fill(1 / Math.sqrt(dimensions));
  return { rows, dimensions, data };
}

/** Standard normal, by Box and Muller. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
