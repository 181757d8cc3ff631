/**
 * The weighted graph that UMAP lays out: how surely two rows are neighbours, 0…1 (McInnes, Healy & Melville 2018,
 * arXiv:1802.03426, sections 3.1 and 4.1), on flat arrays.
 *
 * Each row measures its distances by its own scale: from its nearest neighbour `rho`, in units of `sigma`, chosen so that
 * its weights add up to log2 of their number. An edge that one or both rows see weighs a + b − ab.
 */
import { NearbyError } from '../errors.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';

/** Row i's edges are at `starts[i] … starts[i + 1]`. Each edge stands twice, once at either end, with the same weight. */
export interface FuzzyGraph {
  rows: number;
  /** rows + 1 */
  starts: Int32Array;
  targets: Int32Array;
  /** 0…1, above 0. */
  weights: Float32Array;
}

/** How near the sum of weights comes to its aim, and after how many halvings the search ends: as umap-learn. */
const tolerance = 1e-5;
const maxHalvings = 64;
/** Of the mean distance, the row to itself counted: no scale is smaller, lest a copy cut a row off. As umap-learn. */
const smallestScale = 1e-3;

/**
 * @param graph its first `nNeighbors` columns are used, or as many as there are; −1 is no neighbour.
 * @throws NearbyError `bad-shape` for a neighbour that is no row.
 */
export function fuzzyGraph(graph: NeighborGraph, nNeighbors: number): FuzzyGraph {
  const { rows } = graph;
  const width = Math.min(nNeighbors, graph.k);
  const neighbors = new Int32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    neighbors.set(graph.neighbors.subarray(row * graph.k, row * graph.k + width), row * width);
  }
  const seen = directedWeights(graph, width);
  const reverse = (row: number, other: number): number => {
    for (let i = other * width; i < (other + 1) * width; i++) if (neighbors[i] === row) return i;
    return -1;
  };

  // A row's edges: those that it sees, and those that only the other row sees.
  const counts = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (seen[i] === 0) continue;
      counts[row]++;
      const back = reverse(row, neighbors[i]);
      if (back < 0 || seen[back] === 0) counts[neighbors[i]]++;
    }
  }
  const starts = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) starts[row + 1] = starts[row] + counts[row];

  const targets = new Int32Array(starts[rows]);
  const weights = new Float32Array(starts[rows]);
  const next = starts.slice(0, rows);
  const put = (row: number, target: number, weight: number) => {
    targets[next[row]] = target;
    weights[next[row]++] = weight;
  };
  for (let row = 0; row < rows; row++) {
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (seen[i] === 0) continue;
      const other = neighbors[i];
      const back = reverse(row, other);
      if (back >= 0 && seen[back] > 0) {
        put(row, other, seen[i] + seen[back] - seen[i] * seen[back]);
      } else {
        put(row, other, seen[i]);
        put(other, row, seen[i]);
      }
    }
  }
  return { rows, starts, targets, weights };
}

/** rows × width: how surely each row sees its neighbours, 0 where there is none. */
function directedWeights({ rows, k, neighbors, distances }: NeighborGraph, width: number): Float32Array {
  const weights = new Float32Array(rows * width);
  const own = new Float64Array(width);
  const overallMean = meanDistance(distances, rows, k, width);
  for (let row = 0; row < rows; row++) {
    let count = 0;
    let rho = Infinity;
    let sum = 0;
    for (let i = 0; i < width && neighbors[row * k + i] >= 0; i++) {
      // Rounding can put 1 − dot of equal vectors a little below 0.
      const distance = Math.max(0, distances[row * k + i]);
      if (neighbors[row * k + i] >= rows) {
        throw new NearbyError('bad-shape', {
          what: 'neighbour graph',
          got: `neighbour ${neighbors[row * k + i]}`,
          expected: `rows below ${rows}`,
        });
      }
      own[count++] = distance;
      sum += distance;
      if (distance > 0 && distance < rho) rho = distance;
    }
    if (count === 0) continue;
    const nearest = rho === Infinity ? 0 : rho;
    const least = smallestScale * (nearest > 0 ? sum / (count + 1) : overallMean);
    const sigma = Math.max(scaleOf(own, count, nearest, Math.log2(width)), least);
    for (let i = 0; i < count; i++) {
      const beyond = own[i] - nearest;
      const weight = beyond <= 0 || sigma === 0 ? 1 : Math.exp(-beyond / sigma);
      weights[row * width + i] = weight;
    }
  }
  return weights;
}

/** The sigma at which the weights add up to `aim`, by halving; the best found where none does. */
function scaleOf(distances: Float64Array, count: number, rho: number, aim: number): number {
  let low = 0;
  let high = Infinity;
  let sigma = 1;
  for (let halving = 0; halving < maxHalvings; halving++) {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const beyond = distances[i] - rho;
      sum += beyond > 0 ? Math.exp(-beyond / sigma) : 1;
    }
    if (Math.abs(sum - aim) < tolerance) break;
    if (sum > aim) {
      high = sigma;
      sigma = (low + high) / 2;
    } else {
      low = sigma;
      sigma = high === Infinity ? sigma * 2 : (low + high) / 2;
    }
  }
  return sigma;
}

function meanDistance(distances: Float32Array, rows: number, k: number, width: number): number {
  let sum = 0;
  let count = rows;
  for (let row = 0; row < rows; row++) {
    for (let i = row * k; i < row * k + width; i++) {
      if (distances[i] === Infinity) continue;
      sum += Math.max(0, distances[i]);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
