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
  const links: Map<number, number>[] = Array.from({ length: rows }, () => new Map());
  // Which rows are in the closed neighbourhood of the row at hand (it and its neighbours): marked with its number.
  const marked = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    marked[row] = row;
    const neighbors = neighborsOf(graph, row);
    for (const other of neighbors) marked[other] = row;
    for (const [i, other] of neighbors.entries()) {
      const similarity = 1 - graph.distances[row * k + i];
      if (other === row || !(similarity > 0) || links[row].has(other)) continue;
      const othersNeighbors = neighborsOf(graph, other);
      // The other itself is in both neighbourhoods: it is a neighbour here.
      let shared = 1;
      for (const third of othersNeighbors) if (marked[third] === row) shared++;
      const weight = similarity * (shared / (neighbors.length + 1 + othersNeighbors.length + 1 - shared));
      links[row].set(other, weight);
      links[other].set(row, weight);
    }
  }
  return packed(links);
}

function packed(links: Map<number, number>[]): CommunityGraph {
  const starts = new Int32Array(links.length + 1);
  for (let row = 0; row < links.length; row++) starts[row + 1] = starts[row] + links[row].size;
  const targets = new Int32Array(starts[links.length]);
  const weights = new Float64Array(starts[links.length]);
  for (let row = 0; row < links.length; row++) {
    const sorted = [...links[row]].sort((a, b) => a[0] - b[0]);
    sorted.forEach(([target, weight], i) => {
      targets[starts[row] + i] = target;
      weights[starts[row] + i] = weight;
    });
  }
  return { rows: links.length, starts, targets, weights };
}
