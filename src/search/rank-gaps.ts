/** Which papers lie among those of a library without being of it: a ranking over the neighbour graph. */
import { blockRows, DotScan, maxQueries } from '../index/dot-scan.ts';
import { NearestHeap } from '../index/nearest-heap.ts';
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';
import { dot, gatherRows, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { meanDirection } from './question-vector.ts';

/** Papers of the library that are named at a gap. */
const namedNearest = 3;

export interface RankedGap {
  row: number;
  /** 0…1, the share described at `GapRanking`; below 0 without any link: half the cosine to the library's mean, less ½. */
  score: number;
  /** How many of the library's papers are neighbours of it, in either direction. */
  linked: number;
  /** The nearest of these, or of the whole library where there are none: row and cosine, nearest first, at most three. */
  nearest: { row: number; similarity: number }[];
}

/**
 * A paper's links are its neighbours in the graph and the papers that have it as theirs. It scores by the share of its
 * links that lead into the library, each counted by its similarity. So a library of many interests is answered in all of
 * them, and a paper that is everyone's neighbour does not lead: README.md has other scores beside it. Papers without such
 * a link follow by their cosine to the library's mean.
 *
 * Cost: one walk over the graph whatever the size of the library.
 */
export class GapRanking {
  readonly #graph: NeighborGraph | null;
  readonly #vectors: VectorTable;
  /** Of each row, how many links it has. */
  readonly #links: Float32Array;

  /** @param graph of the same rows as the vectors; null: by the library's mean alone. */
  constructor(graph: NeighborGraph | null, vectors: VectorTable) {
    this.#graph = graph;
    this.#vectors = vectors;
    this.#links = new Float32Array(vectors.rows);
    if (graph === null) return;
    for (let row = 0; row < graph.rows; row++) {
      const neighbors = neighborsOf(graph, row);
      this.#links[row] += neighbors.length;
      for (const neighbor of neighbors) this.#links[neighbor]++;
    }
  }

  /**
   * @param library different rows, at least one. @param allowed 1 = may be in the answer; null: every row may.
   * @returns the k best, or as many as there are; none is of the library.
   */
  rank(library: readonly number[], allowed: Uint8Array | null, k: number): RankedGap[] {
    const isMine = new Uint8Array(this.#vectors.rows);
    for (const row of library) isMine[row] = 1;
    const mayAnswer = (row: number) => isMine[row] === 0 && allowed?.[row] !== 0;

    const scores = this.#scores(isMine);
    const best = bestRows(k, scores.length, (row) => (mayAnswer(row) ? scores[row] : 0));
    const linked = this.#linksInto(best, isMine).map((links, i) => ({
      row: best[i],
      score: scores[best[i]],
      linked: links.length,
      nearest: links.slice(0, namedNearest),
    }));

    const mean = meanDirection(this.#vectors, library);
    // Without one every paper is as near as the next.
    const cosine = (row: number) => (mean ? dot(vectorAt(this.#vectors, row), mean) : 0);
    const others = bestRows(k - best.length, scores.length, (row) =>
      mayAnswer(row) && scores[row] === 0 ? 2 + cosine(row) : 0,
    );
    const nearest = nearestOfLibrary(others, library, this.#vectors);
    const unlinked = others.map((row, i) => {
      return { row, score: (Math.min(1, cosine(row)) - 1) / 2, linked: 0, nearest: nearest[i] };
    });
    return [...linked, ...unlinked];
  }

  #scores(isMine: Uint8Array): Float32Array {
    const scores = new Float32Array(this.#vectors.rows);
    const graph = this.#graph;
    if (graph === null) return scores;
    for (let row = 0; row < graph.rows; row++) {
      neighborsOf(graph, row).forEach((neighbor, place) => {
        if (isMine[row] === isMine[neighbor]) return;
        // A neighbour that points away (cosine below 0, in a tiny corpus) is no reason.
        scores[isMine[row] ? neighbor : row] += Math.max(0, 1 - graph.distances[row * graph.k + place]);
      });
    }
    for (let row = 0; row < scores.length; row++) if (scores[row] > 0) scores[row] /= this.#links[row];
    return scores;
  }

  /** For each of some rows its different links into the library, nearest first. */
  #linksInto(rows: readonly number[], isMine: Uint8Array): { row: number; similarity: number }[][] {
    const graph = this.#graph;
    if (graph === null) return rows.map(() => []);
    const linksOf = new Map(rows.map((row) => [row, new Map<number, number>()]));
    for (let row = 0; row < graph.rows; row++) {
      const links = linksOf.get(row);
      if (!links && isMine[row] === 0) continue;
      neighborsOf(graph, row).forEach((neighbor, place) => {
        const similarity = 1 - graph.distances[row * graph.k + place];
        if (isMine[row]) linksOf.get(neighbor)?.set(row, similarity);
        else if (isMine[neighbor]) links?.set(neighbor, similarity);
      });
    }
    return rows.map((row) =>
      Array.from(linksOf.get(row)!, ([row, similarity]) => ({ row, similarity })).sort(
        (a, b) => b.similarity - a.similarity || a.row - b.row,
      ),
    );
  }
}

/** At most `count` rows whose score is above 0, the highest first, equals by row. */
function bestRows(count: number, rows: number, scoreOf: (row: number) => number): number[] {
  const heap = new NearestHeap(count);
  for (let row = 0; row < rows; row++) {
    const score = scoreOf(row);
    // The heap keeps the smallest.
    const distance = Math.fround(-score);
    if (score > 0 && distance <= heap.limit) heap.offer(row, distance);
  }
  return Array.from(heap.take().rows);
}

/** Of each row the nearest of the library by exact scan: few rows come here, and a library may have thousands. */
function nearestOfLibrary(rows: readonly number[], library: readonly number[], vectors: VectorTable) {
  const found: RankedGap['nearest'][] = [];
  const queries = gatherRows(vectors, rows);
  const scan = new DotScan(vectors, 0);
  const mine = Int32Array.from(library);
  for (let from = 0; from < rows.length; from += maxQueries) {
    const batch = rows.slice(from, from + maxQueries);
    const heaps = batch.map(() => new NearestHeap(namedNearest));
    scan.setQueries(queries, from, batch.length);
    for (let start = 0; start < mine.length; start += blockRows) {
      const block = mine.subarray(start, start + blockRows);
      scan.placeRows(block);
      heaps.forEach((heap, query) => {
        scan.distances(query).forEach((distance, i) => {
          heap.offer(block[i], distance);
        });
      });
    }
    for (const heap of heaps) {
      const { rows: nearest, distances } = heap.take();
      found.push(Array.from(nearest, (row, i) => ({ row, similarity: 1 - distances[i] })));
    }
  }
  return found;
}
