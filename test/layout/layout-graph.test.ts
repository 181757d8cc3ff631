import { describe, expect, it } from 'vitest';
import { framePoints, layoutExtent } from '../../src/layout/frame-points.ts';
import { layoutDefaults, layoutGraph } from '../../src/layout/layout-graph.ts';
import { pcaStart } from '../../src/layout/pca.ts';
import { runUmap } from '../../src/layout/run-umap.ts';
import { measureLayout } from '../../src/layout/trustworthiness.ts';
import type { ProgressEvent } from '../../src/progress.ts';
import type { VectorTable } from '../../src/tables/vector-table.ts';
import { clusteredVectors, equalVectors, exactGraph } from './clustered-vectors.ts';

const layOut = (vectors: VectorTable, options = {}) => layoutGraph(exactGraph(vectors, 15), vectors, options);

function distinctPoints(points: Float32Array): number {
  return new Set(
    Array.from({ length: points.length / 2 }, (_, i) => points.subarray(2 * i, 2 * i + 2).join()),
  ).size;
}

describe('layoutGraph', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 10, 40])(
    'places %i rows at distinct finite points, centred within −10…10',
    async (rows) => {
      const { points, rows: placed } = await layOut(clusteredVectors(rows, 3), { nEpochs: 50 });
      expect(placed).toBe(rows);
      expect(points.length).toBe(rows * 2);
      expect(distinctPoints(points)).toBe(rows);
      for (const value of points) expect(Math.abs(value)).toBeLessThanOrEqual(layoutExtent * (1 + 1e-6));
      if (rows > 1) expect(Math.max(...points.map(Math.abs))).toBeCloseTo(layoutExtent, 4);
    },
  );

  it('spreads rows that are all the same, and copies among others', async () => {
    const equal = await layOut(equalVectors(60), { nEpochs: 50 });
    expect(equal.points.every(Number.isFinite)).toBe(true);
    expect(distinctPoints(equal.points)).toBeGreaterThan(50);

    const vectors = clusteredVectors(60, 3);
    for (let row = 0; row < 20; row++)
      vectors.data.copyWithin(row * vectors.dimensions, 0, vectors.dimensions);
    const copies = await layOut(vectors, { nEpochs: 50 });
    expect(copies.points.every(Number.isFinite)).toBe(true);
    expect(distinctPoints(copies.points)).toBeGreaterThan(50);
  });

  it('keeps neighbourhoods far better than the PCA that it starts from', async () => {
    const vectors = clusteredVectors(300, 10);
    const { trustworthiness } = measureLayout(vectors, await layOut(vectors));
    const start = measureLayout(vectors, { rows: 300, points: pcaStart(vectors, 1) });
    expect(trustworthiness).toBeGreaterThan(0.9);
    expect(trustworthiness).toBeGreaterThan((start.trustworthiness ?? 1) + 0.05);
  });

  it('gives the bytes that UMAP gives without a worker, each time', async () => {
    const vectors = clusteredVectors(50, 4);
    const options = { ...layoutDefaults, nEpochs: 40, seed: 9 };
    const raw = runUmap(exactGraph(vectors, 15), pcaStart(vectors, 9), options, () => {});
    const here = framePoints(raw);
    expect((await layOut(vectors, options)).points).toEqual(here);
    expect((await layOut(vectors, options)).points).toEqual(here);
    expect((await layOut(vectors, { ...options, seed: 10 })).points).not.toEqual(here);
  });

  it('takes graphs with missing neighbours and fewer columns than asked', async () => {
    const vectors = clusteredVectors(30, 3);
    const graph = exactGraph(vectors, 4);
    for (let i = 0; i < 30; i++) {
      graph.neighbors[i * 4 + 3] = -1;
      graph.distances[i * 4 + 3] = Infinity;
    }
    const { points } = await layoutGraph(graph, vectors, { nEpochs: 30 });
    expect(points.every(Number.isFinite)).toBe(true);
    expect(distinctPoints(points)).toBe(30);
  });

  it('reports progress to the end and leaves the event loop free', async () => {
    const events: ProgressEvent[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await layOut(clusteredVectors(200, 4), { onProgress: (event: ProgressEvent) => events.push(event) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
    expect(events.every((event) => event.stage === 'layout')).toBe(true);
    expect(events.at(-1)).toMatchObject({ done: 500, total: 500 });
    expect(events.length).toBeGreaterThan(20);
  });

  it('ends its worker when the caller aborts', async () => {
    const stop = new AbortController();
    let after = 0;
    const onProgress = ({ done }: ProgressEvent) => {
      if (stop.signal.aborted) after++;
      if (done > 0) stop.abort(new Error('stopped by hand'));
    };
    const vectors = clusteredVectors(200, 4);
    await expect(layOut(vectors, { nEpochs: 10_000, onProgress, signal: stop.signal })).rejects.toThrow(
      'stopped by hand',
    );
    const whenEnded = after;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(after).toBe(whenEnded);
    await expect(layOut(vectors, { signal: stop.signal })).rejects.toThrow('stopped by hand');
  });

  it('passes on what the listener of its progress throws', async () => {
    const onProgress = ({ done }: ProgressEvent) => {
      if (done > 0) throw new Error('listener');
    };
    await expect(layOut(clusteredVectors(50, 4), { onProgress })).rejects.toThrow('listener');
  });

  it('refuses a worker that fails with its reason', async () => {
    const vectors = clusteredVectors(20, 2);
    const graph = exactGraph(vectors, 5);
    graph.neighbors[7] = 999;
    await expect(layoutGraph(graph, vectors)).rejects.toMatchObject({
      code: 'layout-failed',
      message: expect.stringContaining('The layout could not be computed: '),
    });
  });

  it('refuses tables of different rows and options out of range', async () => {
    const vectors = clusteredVectors(20, 2);
    const graph = exactGraph(clusteredVectors(19, 2), 5);
    await expect(layoutGraph(graph, vectors)).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A neighbour graph has 19 rows where 20 is expected.',
    });
    await expect(layOut(vectors, { nNeighbors: 1 })).rejects.toMatchObject({
      code: 'bad-option',
      message: 'nNeighbors is 1. Expected: a whole number from 2 to 200.',
    });
    for (const wrong of [{ minDist: -1 }, { nEpochs: 0.5 }, { seed: Number.NaN }]) {
      await expect(layOut(vectors, wrong)).rejects.toMatchObject({ code: 'bad-option' });
    }
  });
});
