/**
 * The graph of all rows from that of the first ones: each new row finds its true nearest, and comes into the lists of the old rows
 * that it is nearer to than their last. One exact scan: in proportion to new × all rows. An old list is as good as it was.
 *
 * In two steps, so that threads can share the scan: `findNewcomers` for some of the new rows, `extendGraph` with what it found of
 * all. What comes out does not depend on how they were shared out.
 */
import { NearbyError } from '../errors.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import { sharedFloats } from '../tables/shared-memory.ts';
import { gatherRows, type VectorTable } from '../tables/vector-table.ts';
import { distanceAt, distanceStep, type ExactIndex } from './exact-index.ts';
import { NearestHeap } from './nearest-heap.ts';
import { emptyGraph } from './neighbor-graph.ts';

/** Some new rows: their nearest, and whose they are. */
export interface Newcomers {
  /** `rows` of them from this row on. */
  first: number;
  rows: number;
  /** rows × k, as in a `NeighborGraph`. */
  neighbors: Int32Array;
  distances: Float32Array;
  /** Old rows that one of them is nearer to than their last; for each the new row and how far it is. */
  lists: Int32Array;
  comers: Int32Array;
  comerDistances: Float32Array;
}

/**
 * Of each of `rows` rows, old and new, the distance that a new one must come below to be in its list: 0, so none, where the row is
 * new itself. In shared memory.
 */
export function listLimits({ rows: old, k, distances }: NeighborGraph, rows: number): Float32Array {
  const limits = sharedFloats(rows);
  for (let row = 0; row < old; row++) limits[row] = distances[row * k + k - 1];
  return limits;
}

/**
 * @param exact of all rows, old and new.
 * @param limits as `listLimits` gives them.
 * @param first, rows which of the new ones: side by side, so that one pass over the table serves all.
 */
export function findNewcomers(
  exact: ExactIndex,
  vectors: VectorTable,
  k: number,
  limits: Float32Array,
  { first, rows }: { first: number; rows: number },
): Newcomers {
  const allRows = Int32Array.from({ length: vectors.rows }, (_, row) => row);
  const asked = allRows.subarray(first, first + rows);
  const heaps = Array.from(asked, () => new NearestHeap(Math.min(k, vectors.rows - 1)));
  const [lists, comers, comerDistances]: [number[], number[], number[]] = [[], [], []];
  exact.distances(gatherRows(vectors, asked), allRows, (block, distances) => {
    heaps.forEach((heap, q) => {
      const self = asked[q];
      let limit = heap.limit;
      for (let i = 0, at = distanceAt(0, q); i < block.length; i++, at += distanceStep) {
        const distance = distances[at];
        const row = block[i];
        if (distance < limit && row !== self) {
          heap.offer(row, distance);
          limit = heap.limit;
        }
        if (distance < limits[row]) {
          lists.push(row);
          comers.push(self);
          comerDistances.push(distance);
        }
      }
    });
  });

  const graph = emptyGraph(rows, k);
  heaps.forEach((heap, q) => {
    const found = heap.take();
    graph.neighbors.set(found.rows, q * k);
    graph.distances.set(found.distances, q * k);
  });
  return {
    first,
    rows,
    neighbors: graph.neighbors,
    distances: graph.distances,
    lists: Int32Array.from(lists),
    comers: Int32Array.from(comers),
    comerDistances: Float32Array.from(comerDistances),
  };
}

/**
 * @param graph of the first rows; not changed.
 * @param found the newcomers that follow them, each row once, in any order of the parts.
 * @returns in shared memory.
 * @throws NearbyError `bad-shape` where the parts leave out a row.
 */
export function extendGraph(graph: NeighborGraph, found: readonly Newcomers[]): NeighborGraph {
  const { k } = graph;
  const parts = [...found].sort((a, b) => a.first - b.first);
  const extended = emptyGraph(
    parts.reduce((rows, part) => rows + part.rows, graph.rows),
    k,
  );
  extended.neighbors.set(graph.neighbors);
  extended.distances.set(graph.distances);
  let next = graph.rows;
  for (const part of parts) {
    if (part.first !== next) {
      throw new NearbyError('bad-shape', { what: 'list of new rows', got: part.first, expected: next });
    }
    next += part.rows;
    extended.neighbors.set(part.neighbors, part.first * k);
    extended.distances.set(part.distances, part.first * k);
    for (let i = 0; i < part.lists.length; i++) {
      insert(extended, part.lists[i], part.comers[i], part.comerDistances[i]);
    }
  }
  return extended;
}

/** Puts a row into another's list, behind those as near, and the last one out; nothing where it is no nearer than that. */
function insert(
  { neighbors, distances, k }: NeighborGraph,
  list: number,
  row: number,
  distance: number,
): void {
  let place = list * k + k - 1;
  if (distance >= distances[place]) return;
  for (; place > list * k && distances[place - 1] > distance; place--) {
    neighbors[place] = neighbors[place - 1];
    distances[place] = distances[place - 1];
  }
  neighbors[place] = row;
  distances[place] = distance;
}
