import fc from 'fast-check';
import { findABParams } from 'umap-js/dist/umap.js';
import { describe, expect, it } from 'vitest';
import { framePoints } from '../../src/layout/frame-points.ts';
import { fuzzyGraph } from '../../src/layout/fuzzy-graph.ts';
import { layoutDefaults, layoutGraph, umapJsRows } from '../../src/layout/layout-graph.ts';
import { equalShares, optimizeInThreads } from '../../src/layout/optimize-in-threads.ts';
import { indexOfSquared, makeCurve, pullRates, runEpoch } from '../../src/layout/optimize-layout.ts';
import { pcaStart } from '../../src/layout/pca.ts';
import { runUmap } from '../../src/layout/run-umap.ts';
import { measureLayout } from '../../src/layout/trustworthiness.ts';
import { clusteredVectors, equalVectors, exactGraph } from './clustered-vectors.ts';

const options = { ...layoutDefaults, nEpochs: 300 };
const noProgress = () => {};

describe('makeCurve', () => {
  it('holds pull and push of UMAP to 1 % from a thousandth to a hundred', () => {
    const { a, b } = findABParams(1, 0.1);
    const { pull, push } = makeCurve(0.1);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 100, noNaN: true }), (distance) => {
        const squared = distance ** 2;
        const i = indexOfSquared(squared);
        const near = (value: number, exact: number) => Math.abs(value / exact - 1) < 0.01;
        expect(near(pull[i], (-2 * a * b * squared ** (b - 1)) / (1 + a * squared ** b))).toBe(true);
        expect(near(push[i], (2 * b) / ((0.001 + squared) * (1 + a * squared ** b)))).toBe(true);
      }),
    );
  });

  it('has an entry for any squared distance', () => {
    const { pull, push } = makeCurve(0.5);
    for (const squared of [0, 1e-45, 1e-30, 1e30, Infinity]) {
      expect(Number.isFinite(pull[indexOfSquared(squared)])).toBe(true);
      expect(Number.isFinite(push[indexOfSquared(squared)])).toBe(true);
    }
  });
});

describe('runEpoch', () => {
  it('moves the rows of its part only, and the same whatever the parts are', () => {
    const vectors = clusteredVectors(90, 4);
    const fuzzy = fuzzyGraph(exactGraph(vectors, 8), 8);
    const { starts, targets } = fuzzy;
    const optimization = {
      starts,
      targets,
      rates: pullRates(fuzzy),
      curve: makeCurve(0.1),
      nEpochs: 10,
      seed: 5,
    };
    const before = pcaStart(vectors, 5);
    const whole = new Float32Array(180);
    runEpoch(optimization, 3, before, whole, 0, 90);
    const parts = new Float32Array(180);
    runEpoch(optimization, 3, before, parts, 40, 90);
    expect(parts.subarray(0, 80).every((value) => value === 0)).toBe(true);
    runEpoch(optimization, 3, before, parts, 0, 40);
    expect(parts).toEqual(whole);
    expect(whole).not.toEqual(before);
  });

  it('pulls each edge as often as its weight says', () => {
    // One edge of rate 0.3 between two rows, which push no other: in 10 epochs it pulls 3 times.
    const optimization = {
      starts: Int32Array.of(0, 1, 2),
      targets: Int32Array.of(1, 0),
      rates: Float32Array.of(0.3, 0.3),
      curve: makeCurve(0.1),
      nEpochs: 10,
      seed: 1,
    };
    const still = Float32Array.of(-5, 0, 5, 0);
    const pulled = Array.from({ length: 10 }, (_, epoch) => {
      const after = new Float32Array(4);
      runEpoch(optimization, epoch, still, after, 0, 2);
      return after[0] !== still[0];
    });
    expect(pulled.filter(Boolean)).toHaveLength(3);
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
