/**
 * The k nearest neighbours of every row, nearest first, the row itself left out.
 * Row i's neighbours are `neighbors[i*k … (i+1)*k)`, their distances (1 − dot, 0…2) in `distances` at the same places.
 * Where a row has fewer than k (small corpora), the rest is −1 and Infinity.
 */
export interface NeighborGraph {
  rows: number;
  k: number;
  neighbors: Int32Array;
  distances: Float32Array;
}

/** A view (not a copy) of one row's neighbours, nearest first, as many as it has. */
export function neighborsOf(graph: NeighborGraph, row: number): Int32Array {
  const neighbors = graph.neighbors.subarray(row * graph.k, (row + 1) * graph.k);
  const end = neighbors.indexOf(-1);
  return end < 0 ? neighbors : neighbors.subarray(0, end);
}
