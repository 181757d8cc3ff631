import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GapRanking } from '../../src/search/rank-gaps.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from '../index/clustered-vectors.ts';

const vectors = clusteredVectors(120, 8, 6);
const { rows } = vectors;
const everyRow = [...Array(rows).keys()];
const cosine = (a: number, b: number) => dot(vectorAt(vectors, a), vectorAt(vectors, b));

const graph = graphOf(4);
function graphOf(k: number): NeighborGraph {
  const made = { rows, k, neighbors: new Int32Array(rows * k), distances: new Float32Array(rows * k) };
  for (const row of everyRow) {
    everyRow
      .filter((other) => other !== row)
      .sort((a, b) => cosine(row, b) - cosine(row, a) || a - b)
      .slice(0, k)
      .forEach((other, place) => {
        made.neighbors[row * k + place] = other;
        made.distances[row * k + place] = 1 - cosine(row, other);
      });
  }
  return made;
}

const hasNeighbor = (row: number, other: number) =>
  graph.neighbors.subarray(row * graph.k, (row + 1) * graph.k).includes(other);

/** By the words of the documentation, one paper at a time. */
function scoreOf(row: number, library: readonly number[]): number {
  let into = 0;
  let all = 0;
  for (const other of everyRow) {
    const links = Number(hasNeighbor(row, other)) + Number(hasNeighbor(other, row));
    all += links;
    if (library.includes(other)) into += links * Math.max(0, cosine(row, other));
  }
  return into / all;
}

const libraries = fc.uniqueArray(fc.nat(rows - 1), { minLength: 1, maxLength: 40 });
const masks = fc.option(fc.uint8Array({ min: 0, max: 1, minLength: rows, maxLength: rows }));

describe('GapRanking', () => {
  const ranking = new GapRanking(graph, vectors);

  it('gives as many as there are of what passes the filter and is not of the library', () => {
    fc.assert(
      fc.property(libraries, masks, fc.integer({ min: 1, max: rows + 5 }), (library, allowed, k) => {
        const found = ranking.rank(library, allowed, k).map(({ row }) => row);
        const possible = everyRow.filter((row) => allowed?.[row] !== 0 && !library.includes(row));
        expect(found.length).toBe(Math.min(k, possible.length));
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((row) => possible.includes(row))).toBe(true);
      }),
    );
  });

  it('orders by the share of links into the library, as counted one by one, under any filter', () => {
    fc.assert(
      fc.property(libraries, masks, fc.integer({ min: 1, max: 30 }), (library, allowed, k) => {
        const found = ranking.rank(library, allowed, k).filter(({ linked }) => linked > 0);
        const best = everyRow
          .filter((row) => allowed?.[row] !== 0 && !library.includes(row))
          .map((row) => scoreOf(row, library))
          .filter((score) => score > 0)
          .sort((a, b) => b - a)
          .slice(0, k);
        expect(found.length).toBe(best.length);
        found.forEach(({ row, score, linked, nearest }, i) => {
          // By score, not by row: rows may be as good as equal.
          expect(score).toBeCloseTo(best[i], 5);
          expect(scoreOf(row, library)).toBeCloseTo(best[i], 5);
          const links = library.filter((mine) => hasNeighbor(row, mine) || hasNeighbor(mine, row));
          expect(linked).toBe(links.length);
          const cosines = links.map((mine) => cosine(row, mine)).sort((a, b) => b - a);
          expect(nearest.length).toBe(Math.min(3, links.length));
          nearest.forEach((example, place) => {
            expect(links).toContain(example.row);
            expect(example.similarity).toBeCloseTo(cosines[place], 5);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it('goes on with the nearest to the mean, and names the nearest of all the library', () => {
    for (const alone of [ranking, new GapRanking(null, vectors)]) {
      const library = [3, 11, 40];
      const found = alone.rank(library, null, rows);
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      const unlinked = found.filter(({ linked }) => linked === 0);
      expect(unlinked.length).toBeGreaterThan(50);
      const sums = unlinked.map(({ row }) => library.reduce((sum, mine) => sum + cosine(row, mine), 0));
      sums.slice(1).forEach((sum, i) => {
        expect(sum).toBeLessThanOrEqual(sums[i] + 1e-5);
      });
      for (const { row, score, nearest } of unlinked) {
        expect(score).toBeLessThanOrEqual(0);
        const sorted = [...library].sort((a, b) => cosine(row, b) - cosine(row, a));
        expect(nearest.map((example) => example.row)).toEqual(sorted);
      }
    }
  });

  it('answers nothing where every paper is of the library', () => {
    expect(ranking.rank(everyRow, null, 10)).toEqual([]);
  });
});
