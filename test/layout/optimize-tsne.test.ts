import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framePoints } from '../../src/layout/frame-points.ts';
import { fuzzyGraph } from '../../src/layout/fuzzy-graph.ts';
import { layoutDefaults, layoutGraph, umapJsRows } from '../../src/layout/layout-graph.ts';
import { equalShares, optimizeInThreads } from '../../src/layout/optimize-in-threads.ts';
import {
  atRest,
  exaggerationAt,
  moveRows,
  pullRows,
  startingPoints,
  type TsneEdges,
  tsneEdges,
} from '../../src/layout/optimize-tsne.ts';
import { pcaStart } from '../../src/layout/pca.ts';
import { emptyField, FieldMaker, readPushes } from '../../src/layout/repulsion-field.ts';
import { runUmap } from '../../src/layout/run-umap.ts';
import { measureLayout } from '../../src/layout/trustworthiness.ts';
import { walkGraph } from '../../src/layout/walk-graph.ts';
import { clusteredVectors, equalVectors, exactGraph } from './clustered-vectors.ts';

const options = layoutDefaults;
const noProgress = () => {};

/** What the points would have to lower: the divergence of their similarities from the affinities (van der Maaten & Hinton). */
function divergence({ starts, targets, affinities }: TsneEdges, points: Float64Array): number {
  const rows = points.length / 2;
  const similarity = (a: number, b: number) =>
    1 / (1 + (points[2 * a] - points[2 * b]) ** 2 + (points[2 * a + 1] - points[2 * b + 1]) ** 2);
  let all = 0;
  for (let a = 0; a < rows; a++) for (let b = 0; b < rows; b++) if (a !== b) all += similarity(a, b);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
      sum += affinities[edge] * Math.log((affinities[edge] * all) / similarity(row, targets[edge]));
    }
  }
  return sum;
}

const edgesOf = (rows: number) =>
  tsneEdges(walkGraph(fuzzyGraph(exactGraph(clusteredVectors(rows, 6), 8), 8)));

describe('tsneEdges', () => {
  it('has affinities that add up to 1, in the proportions of the weights', () => {
    const fuzzy = fuzzyGraph(exactGraph(clusteredVectors(90, 4), 8), 8);
    const { affinities } = tsneEdges(fuzzy);
    expect(affinities.reduce((sum, affinity) => sum + affinity, 0)).toBeCloseTo(1, 5);
    expect(affinities[7] / affinities[3]).toBeCloseTo(fuzzy.weights[7] / fuzzy.weights[3], 5);
  });
});

describe('pulls and pushes', () => {
  it('are the slope of the divergence', () => {
    const rows = 120;
    const edges = edgesOf(rows);
    const points = startingPoints(pcaStart(clusteredVectors(rows, 6), 3)).map((value) => value * 400);
    const [pulls, pushes] = [new Float32Array(2 * rows), new Float32Array(2 * rows)];
    const field = emptyField();
    new FieldMaker().make(points, field);
    pullRows(edges, points, pulls, 0, rows);
    readPushes(field, points, pushes, 0, rows);
    const exact = Float64Array.from(points);
    let [away, length] = [0, 0];
    for (let i = 0; i < 2 * rows; i++) {
      const at = (value: number) => divergence(edges, exact.with(i, value));
      const slope = (at(exact[i] + 1e-4) - at(exact[i] - 1e-4)) / 2e-4;
      away += (slope + 4 * (pulls[i] + pushes[i] / field.frame[4])) ** 2;
      length += slope ** 2;
    }
    expect(Math.sqrt(away / length)).toBeLessThan(0.03);
  });
});

describe('moveRows', () => {
  it('moves the rows of its part only, and the same whatever the parts are', () => {
    const rows = 90;
    const edges = edgesOf(rows);
    const start = startingPoints(pcaStart(clusteredVectors(rows, 6), 5));
    const field = emptyField();
    new FieldMaker().make(start, field);
    const pulls = new Float32Array(2 * rows);
    pullRows(edges, start, pulls, 40, rows);
    expect(pulls.subarray(0, 80).every((value) => value === 0)).toBe(true);
    pullRows(edges, start, pulls, 0, 40);
    const moved = (...parts: [number, number][]) => {
      const points = start.slice();
      for (const [first, end] of parts) {
        moveRows(atRest(first, end), 3, 10, points, pulls, new Float32Array(2 * rows), field);
      }
      return points;
    };
    const whole = moved([0, rows]);
    expect(moved([40, rows], [0, 40])).toEqual(whole);
    expect(moved([40, rows]).subarray(0, 80)).toEqual(start.subarray(0, 80));
    expect(whole).not.toEqual(start);
  });
});

describe('exaggerationAt', () => {
  it('never grows, and is 1 at the end', () => {
    const falling = Array.from({ length: 101 }, (_, i) => exaggerationAt(i / 100));
    for (let i = 1; i < falling.length; i++) expect(falling[i]).toBeLessThanOrEqual(falling[i - 1]);
    expect(falling[0]).toBeGreaterThan(falling[50]);
    expect(falling.slice(80)).toEqual(Array(21).fill(1));
  });
});

describe('optimizeInThreads', () => {
  it('gives the same bytes with one thread and with three', async () => {
    const vectors = clusteredVectors(200, 6);
    const run = (threads: number) =>
      optimizeInThreads(exactGraph(vectors, 15), vectors, options, noProgress, null, threads);
    const one = await run(1);
    expect(await run(3)).toEqual(one);
    expect(one.every(Number.isFinite)).toBe(true);
  });

  it('keeps neighbourhoods as well as umap-js', async () => {
    const vectors = clusteredVectors(600, 15, { dimensions: 64, spread: 0.9 });
    const graph = exactGraph(vectors, 15);
    const ours = await optimizeInThreads(graph, vectors, options, noProgress, null, 2);
    const theirs = framePoints(runUmap(graph, pcaStart(vectors, options.seed), options, noProgress));
    const worth = (points: Float32Array) => measureLayout(vectors, { rows: 600, points });
    expect(worth(ours).trustworthiness!).toBeGreaterThan(worth(theirs).trustworthiness! - 0.02);
    expect(worth(ours).continuity!).toBeGreaterThan(worth(theirs).continuity! - 0.02);
  });

  it('spreads rows that are all the same', async () => {
    const vectors = equalVectors(60);
    const points = await optimizeInThreads(exactGraph(vectors, 15), vectors, options, noProgress, null, 2);
    expect(points.every(Number.isFinite)).toBe(true);
    expect(new Set(points).size).toBeGreaterThan(100);
  });

  it('is what lays out larger corpora, and is ended by its signal', async () => {
    const vectors = clusteredVectors(umapJsRows + 1, 20);
    const graph = exactGraph(vectors, 5);
    const few = { ...layoutDefaults, nEpochs: 3 };
    const { points } = await layoutGraph(graph, vectors, few);
    expect(points).toEqual(await optimizeInThreads(graph, vectors, few, noProgress, null, 2));
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done === 2) stop.abort(new Error('stopped by hand'));
    };
    await expect(
      layoutGraph(graph, vectors, { nEpochs: 10_000, onProgress, signal: stop.signal }),
    ).rejects.toThrow('stopped by hand');
  });
});

describe('equalShares', () => {
  it('covers all rows in order, whatever their edges', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 9 }), (counts, parts) => {
        const starts = new Int32Array(counts.length + 1);
        counts.forEach((count, row) => {
          starts[row + 1] = starts[row] + count;
        });
        const borders = equalShares(starts, parts);
        expect(borders).toHaveLength(parts + 1);
        expect([borders[0], borders.at(-1)]).toEqual([0, counts.length]);
        borders.reduce((a, b) => {
          expect(b).toBeGreaterThanOrEqual(a);
          return b;
        });
      }),
    );
  });
});
