import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import { gatherRows, type VectorTable } from '../tables/vector-table.ts';
import type { Report } from '../task-thread.ts';
import { distanceAt, ExactIndex } from './exact-index.ts';
import { NearestHeap } from './nearest-heap.ts';
import { emptyGraph } from './neighbor-graph.ts';

/** New rows side by side: as many as the exact scan keeps at once. */
const batch = 64;

/**
 * The graph of all rows from that of the first ones: each new row finds its true nearest, and comes into the lists of the
 * old rows that it is nearer to than their last. One exact scan: in proportion to new × all rows (1,000 new among 99,998 of
 * 256 dimensions: 3 s). An old list is as good as it was.
 *
 * @param graph of the first `graph.rows` rows of `vectors`; not changed.
 */
export function extendGraph(graph: NeighborGraph, vectors: VectorTable, report: Report): NeighborGraph {
  const { k } = graph;
  const extended = emptyGraph(vectors.rows, k);
  extended.neighbors.set(graph.neighbors);
  extended.distances.set(graph.distances);
  const exact = new ExactIndex(vectors);
  const allRows = Int32Array.from({ length: vectors.rows }, (_, row) => row);

  for (let first = graph.rows; first < vectors.rows; first += batch) {
    const asked = allRows.subarray(first, Math.min(first + batch, vectors.rows));
    const heaps = Array.from(asked, () => new NearestHeap(Math.min(k, vectors.rows - 1)));
    exact.distances(gatherRows(vectors, asked), allRows, (rows, distances) => {
      heaps.forEach((heap, q) => {
        for (let i = 0; i < rows.length; i++) {
          const distance = distances[distanceAt(i, q)];
          if (distance < heap.limit && rows[i] !== asked[q]) heap.offer(rows[i], distance);
          if (rows[i] < graph.rows && distance < extended.distances[rows[i] * k + k - 1]) {
            insert(extended, rows[i], asked[q], distance);
          }
        }
      });
    });
    heaps.forEach((heap, q) => {
      const found = heap.take();
      extended.neighbors.set(found.rows, asked[q] * k);
      extended.distances.set(found.distances, asked[q] * k);
    });
    report(first + asked.length - graph.rows, vectors.rows - graph.rows);
  }
  return extended;
}

/** Puts a row into another's list, behind those as near, and the last one out. */
function insert(
  { neighbors, distances, k }: NeighborGraph,
  list: number,
  row: number,
  distance: number,
): void {
  let place = list * k + k - 1;
  for (; place > list * k && distances[place - 1] > distance; place--) {
    neighbors[place] = neighbors[place - 1];
    distances[place] = distances[place - 1];
  }
  neighbors[place] = row;
  distances[place] = distance;
}
