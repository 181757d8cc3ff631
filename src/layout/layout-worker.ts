/** What runs in a thread of `LayoutThread`. Started by `layout-worker.mjs`. */
import { parentPort } from 'node:worker_threads';
import { framePoints } from './frame-points.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import type { LayoutAnswer, LayoutTask, SharedLayout } from './layout-thread.ts';
import { makeCurve, type Optimization, pullRates, runEpoch } from './optimize-layout.ts';
import { pcaStart } from './pca.ts';
import { runUmap } from './run-umap.ts';

/** Messages a layout: enough for a smooth bar, few beside the work. */
const reports = 100;

/** The rows of this thread, once they are given. */
let part: { optimization: Optimization; points: SharedLayout['points']; first: number; end: number };

parentPort!.on('message', (task: LayoutTask) => {
  const answer = (message: LayoutAnswer) => parentPort!.postMessage(message);
  switch (task.kind) {
    case 'umap-js': {
      const { graph, vectors, options } = task;
      const raw = runUmap(graph, pcaStart(vectors, options.seed), options, (done, total) => {
        if (done === total || done % Math.ceil(total / reports) === 0) answer({ epoch: { done, total } });
      });
      return answer({ result: framePoints(raw) });
    }
    case 'prepare': {
      const { graph, vectors, options } = task;
      const fuzzy = fuzzyGraph(graph, options.nNeighbors);
      const start = shared(pcaStart(vectors, options.seed));
      return answer({
        result: {
          starts: shared(fuzzy.starts),
          targets: shared(fuzzy.targets),
          rates: shared(pullRates(fuzzy)),
          points: [start, shared(start)],
        } satisfies SharedLayout,
      });
    }
    case 'take-rows': {
      const { starts, targets, rates, points } = task.shared;
      const { minDist, nEpochs, seed } = task.options;
      const optimization = { starts, targets, rates, curve: makeCurve(minDist), nEpochs, seed };
      part = { optimization, points, first: task.first, end: task.end };
      return answer({ result: null });
    }
    case 'epoch': {
      const { optimization, points, first, end } = part;
      const before = points[task.epoch % 2];
      runEpoch(optimization, task.epoch, before, points[1 - (task.epoch % 2)], first, end);
      return answer({ result: null });
    }
  }
});

/** A copy that all threads see. */
function shared<Column extends Int32Array | Float32Array>(column: Column): Column {
  const copy = new (column.constructor as new (buffer: SharedArrayBuffer) => Column)(
    new SharedArrayBuffer(column.byteLength),
  );
  copy.set(column);
  return copy;
}
