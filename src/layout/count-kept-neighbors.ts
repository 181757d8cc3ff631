/**
 * Where the map bends: of each row's k nearest by vectors, how many are among its `kMap` nearest points on the map.
 *
 * With k = kMap this is a row's share in Q_NX(k), the quality of Lee & Verleysen ("Quality assessment of dimensionality
 * reduction: Rank-based criteria", Neurocomputing 72, 2009): the overlap of two neighbourhoods. Departures:
 * - kMap is larger than k. A map in two dimensions has no room for fifteen papers all next to one another, and nobody sees
 *   on it whether a neighbour is the tenth or the fortieth point; what is seen is whether it stands in another place.
 * - Points equally near share the best of their ranks, as in trustworthiness.ts: versions of a paper are one point.
 *
 * It is exact, without looking for anybody's kMap nearest: a neighbour at distance d is among them if fewer than kMap points
 * are nearer than d. Those are counted over a grid, whole rows of cells at once, and as the count only grows with d, four
 * counts decide about fifteen neighbours. Most are decided by the cells that lie in the circle as a whole and those that it
 * touches at all; only what is in between is measured point by point. Memory: 8 bytes a row.
 */
import { NearbyError } from '../errors.ts';
import type { KeptNeighbors } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';

export const keptNeighborsDefaults = {
  /** Neighbours looked at, as in the figures of the map; fewer where the graph has fewer. */
  k: 15,
  /**
   * What is near on the map: this share of all points. Of 100 papers one, which on a map of 1,000 pixels is a patch of about
   * 30 pixels around the point, whatever the size of the corpus.
   */
  nearShare: 0.01,
  /** And never fewer than so many times k: in a small corpus one in a hundred is less than the neighbours themselves. */
  leastTimesK: 2,
};

/** How many points a cell of the grid has on average: more make counts coarser, fewer make more cells to walk. */
const pointsPerCell = 4;
/** Far more than what rounding may move a point in its cell, far less than a cell. */
const margin = 1e-6;

/**
 * @param layout as many rows as the graph has.
 * @throws NearbyError `bad-shape` where they differ.
 */
export function countKeptNeighbors(
  graph: NeighborGraph,
  layout: Layout,
  options: Partial<typeof keptNeighborsDefaults> = {},
): KeptNeighbors {
  const { k: askedK, nearShare, leastTimesK } = { ...keptNeighborsDefaults, ...options };
  const { rows } = graph;
  if (layout.rows !== rows) {
    throw new NearbyError('bad-shape', { what: 'layout', got: `${layout.rows} rows`, expected: `${rows}` });
  }
  const table: KeptNeighbors = { rows, kept: new Uint8Array(rows), of: new Uint8Array(rows) };
  // At most half of the others: where nearly all count as near, nothing can be far.
  const kMap = Math.min(
    Math.max(leastTimesK * askedK, Math.round(nearShare * rows)),
    Math.floor((rows - 1) / 2),
  );
  const k = Math.min(askedK, graph.k, kMap);
  if (k < 1) return table;

  const grid = new PointGrid(layout.points);
  const squares = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    const neighbors = neighborsOf(graph, row);
    const count = Math.min(k, neighbors.length);
    for (let i = 0; i < count; i++) squares[i] = grid.squaredDistance(row, neighbors[i]);
    const sorted = squares.subarray(0, count).sort();
    // The first that too many points come before; all before it are kept.
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (grid.hasNearer(row, sorted[middle], kMap)) high = middle;
      else low = middle + 1;
    }
    table.kept[row] = low;
    table.of[row] = count;
  }
  return table;
}

/** Cells, by their places in `#starts`. */
interface Run {
  first: number;
  innerFirst: number;
  innerEnd: number;
  end: number;
}

/** Points in square cells, in the order of their cells, so that a run of cells in one row is a run of points. */
class PointGrid {
  readonly #points: Float32Array;
  readonly #minX: number;
  readonly #minY: number;
  readonly #cell: number;
  readonly #columns: number;
  readonly #lines: number;
  /** Of each cell, line by line, where its points begin in `#order`; one more for the end. */
  readonly #starts: Int32Array;
  readonly #order: Int32Array;
  /** What `#runOf` gives, again and again: millions of small objects would cost more than what is counted. */
  readonly #run: Run = { first: 0, innerFirst: 0, innerEnd: 0, end: 0 };

  constructor(points: Float32Array) {
    const rows = points.length / 2;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let row = 0; row < rows; row++) {
      minX = Math.min(minX, points[2 * row]);
      maxX = Math.max(maxX, points[2 * row]);
      minY = Math.min(minY, points[2 * row + 1]);
      maxY = Math.max(maxY, points[2 * row + 1]);
    }
    const [width, height] = [maxX - minX, maxY - minY];
    const cells = Math.max(1, rows / pointsPerCell);
    // Of a map that is nearly a line the cells are as long as make so many of them.
    this.#cell = Math.max(Math.sqrt((width * height) / cells), Math.max(width, height) / cells) || 1;
    this.#columns = Math.floor(width / this.#cell) + 1;
    this.#lines = Math.floor(height / this.#cell) + 1;
    this.#points = points;
    this.#minX = minX;
    this.#minY = minY;

    const cellOf = Int32Array.from({ length: rows }, (_, row) => this.#cellAt(row));
    this.#starts = new Int32Array(this.#columns * this.#lines + 1);
    for (const cell of cellOf) this.#starts[cell + 1]++;
    for (let cell = 1; cell < this.#starts.length; cell++) this.#starts[cell] += this.#starts[cell - 1];
    const next = this.#starts.slice();
    this.#order = new Int32Array(rows);
    for (let row = 0; row < rows; row++) this.#order[next[cellOf[row]]++] = row;
  }

  squaredDistance(a: number, b: number): number {
    const points = this.#points;
    const x = points[2 * a] - points[2 * b];
    const y = points[2 * a + 1] - points[2 * b + 1];
    return x * x + y * y;
  }

  /** Whether at least `most` other rows are nearer to `row` than the root of `square`. */
  hasNearer(row: number, square: number, most: number): boolean {
    if (square === 0) return false;
    // The row itself is nearer than any, and none of the others.
    const wanted = most + 1;
    const radius = Math.sqrt(square) * (1 + margin);
    const x = this.#points[2 * row] - this.#minX;
    const y = this.#points[2 * row + 1] - this.#minY;
    const [from, to] = [this.#line(y - radius), this.#line(y + radius)];
    let inside = 0;
    let touched = 0;
    for (let line = from; line <= to; line++) {
      const run = this.#runOf(line, x, y, square);
      inside += this.#starts[run.innerEnd] - this.#starts[run.innerFirst];
      touched += this.#starts[run.end] - this.#starts[run.first];
      if (inside >= wanted) return true;
    }
    if (touched < wanted) return false;
    for (let line = from; line <= to; line++) {
      const { first, innerFirst, innerEnd, end } = this.#runOf(line, x, y, square);
      inside += this.#countNearer(row, square, first, innerFirst);
      inside += this.#countNearer(row, square, innerEnd, end);
      if (inside >= wanted) return true;
    }
    return false;
  }

  /**
   * Of one line of cells those that the circle around (x, y) touches, `first` to before `end`, and among them those that lie in
   * it with all of their points; where there are none, `innerFirst` is `innerEnd`.
   */
  #runOf(line: number, x: number, y: number, square: number): Run {
    // How far the line's nearest and farthest edges are from the row, and so how wide the circle is there.
    const [low, high] = [line * this.#cell - y, (line + 1) * this.#cell - y];
    const nearest = Math.max(0, low, -high);
    const farthest = Math.max(-low, high) * (1 + margin);
    const outer = Math.sqrt(Math.max(0, square * (1 + 2 * margin) - nearest * nearest)) + margin * this.#cell;
    const inner =
      Math.sqrt(Math.max(0, square * (1 - 2 * margin) - farthest * farthest)) - margin * this.#cell;
    const start = line * this.#columns;
    const run = this.#run;
    run.first = start + this.#column(x - outer);
    run.end = start + this.#column(x + outer) + 1;
    run.innerFirst = run.innerEnd = run.end;
    if (inner > 0) {
      const first = Math.max(run.first, start + Math.ceil((x - inner) / this.#cell));
      const end = Math.min(run.end, start + Math.floor((x + inner) / this.#cell));
      if (first < end) {
        run.innerFirst = first;
        run.innerEnd = end;
      }
    }
    return run;
  }

  #countNearer(row: number, square: number, firstCell: number, endCell: number): number {
    let count = 0;
    for (let i = this.#starts[firstCell]; i < this.#starts[endCell]; i++) {
      if (this.squaredDistance(row, this.#order[i]) < square) count++;
    }
    return count;
  }

  #cellAt(row: number): number {
    const column = this.#column(this.#points[2 * row] - this.#minX);
    return this.#line(this.#points[2 * row + 1] - this.#minY) * this.#columns + column;
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor(x / this.#cell)));
  }

  #line(y: number): number {
    return Math.min(this.#lines - 1, Math.max(0, Math.floor(y / this.#cell)));
  }
}
