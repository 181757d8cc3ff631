/** What runs in the worker thread of `layoutGraph`: PCA start, UMAP, framing. Started by `umap-worker.mjs`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { framePoints } from './frame-points.ts';
import { pcaStart } from './pca.ts';
import { runUmap, type UmapOptions } from './run-umap.ts';

/** What the worker is started with. */
export interface UmapTask {
  graph: NeighborGraph;
  vectors: VectorTable;
  options: UmapOptions;
}

/** What it answers: any number of `epoch`, then `points` once. */
export type UmapAnswer = { epoch: { done: number; total: number } } | { points: Float32Array<ArrayBuffer> };

/** Messages a layout: enough for a smooth bar, few beside the work. */
const reports = 100;

const answer = (message: UmapAnswer, transfer: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer);

const { graph, vectors, options } = workerData as UmapTask;
const start = pcaStart(vectors, options.seed);
const raw = runUmap(graph, start, options, (done, total) => {
  if (done === total || done % Math.ceil(total / reports) === 0) answer({ epoch: { done, total } });
});
const points = new Float32Array(framePoints(raw));
answer({ points }, [points.buffer]);
