/**
 * The graph that communities are found in: rows linked where one is among the other's neighbours, weighted by their
 * similarity times the overlap of their neighbourhoods (Jaccard, as PhenoGraph: Levine et al. 2015, Cell 162).
 *
 * Similarity alone is nearly the same for all of a row's neighbours and lets hubs bind everything together. Measured on
 * the sample (601 papers, 20 neighbours): of the pairs that share a community under either of two seeds, 58 % do so
 * under both with similarity alone, 68 % with Jaccard alone, 79 % with the two multiplied.
 */
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';

/** Undirected, each edge listed from both ends: row i's are `targets[starts[i] … starts[i+1])`, by ascending target. */
export interface CommunityGraph {
  rows: number;
  starts: Int32Array;
  targets: Int32Array;
  weights: Float64Array;
}

/** Pairs of similarity 0 or less are not linked. */
export function communityGraph(graph: NeighborGraph): CommunityGraph {
  const { rows, k } = graph;
  // The weight of each entry of the neighbour graph, 0 where the pair is not linked or is met at its other end.
  const ties = new Float64Array(rows * k);
  // Which rows are in the closed neighbourhood of the row at hand (it and its neighbours): marked with its number.
  const marked = new Int32Array(rows).fill(-1);
  const starts = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    marked[row] = row;
    const neighbors = neighborsOf(graph, row);
    for (const other of neighbors) marked[other] = row;
    for (let i = 0; i < neighbors.length; i++) {
      const other = neighbors[i];
      const similarity = 1 - graph.distances[row * k + i];
      if (other === row || !(similarity > 0) || isLinkedFrom(graph, other, row)) continue;
      const othersNeighbors = neighborsOf(graph, other);
      // The other itself is in both neighbourhoods: it is a neighbour here.
      let shared = 1;
      for (const third of othersNeighbors) if (marked[third] === row) shared++;
      ties[row * k + i] =
        similarity * (shared / (neighbors.length + 1 + othersNeighbors.length + 1 - shared));
      starts[row + 1]++;
      starts[other + 1]++;
    }
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  return { rows, starts, ...bothWays(graph, ties, starts) };
}

/** Whether a row of a smaller number has the other among its neighbours, near enough to be linked: then the pair is done. */
function isLinkedFrom(graph: NeighborGraph, smaller: number, row: number): boolean {
  if (smaller > row) return false;
  const place = neighborsOf(graph, smaller).indexOf(row);
  return place >= 0 && 1 - graph.distances[smaller * graph.k + place] > 0;
}

/** Each tie from both ends, by ascending target. */
function bothWays({ rows, k, neighbors }: NeighborGraph, ties: Float64Array, starts: Int32Array) {
  const edges = starts[rows];
  const unordered = new Int32Array(edges);
  const unorderedWeights = new Float64Array(edges);
  const targets = new Int32Array(edges);
  const weights = new Float64Array(edges);
  const next = starts.slice(0, rows);
  for (let row = 0; row < rows; row++) {
    for (let i = row * k; i < (row + 1) * k; i++) {
      if (ties[i] === 0) continue;
      for (const [from, to] of [
        [row, neighbors[i]],
        [neighbors[i], row],
      ]) {
        unordered[next[from]] = to;
        unorderedWeights[next[from]++] = ties[i];
      }
    }
  }
  // Gone through by ascending row and written at its targets, every list comes out ascending.
  next.set(starts.subarray(0, rows));
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const target = unordered[i];
      targets[next[target]] = row;
      weights[next[target]++] = unorderedWeights[i];
    }
  }
  return { targets, weights };
}
