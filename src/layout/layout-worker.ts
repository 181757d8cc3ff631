/** What runs in a thread of `layoutThread`. */
import { shared } from '../tables/shared-memory.ts';
import { answerTasks } from '../task-thread.ts';
import { framePoints } from './frame-points.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import type { LayoutTask, SharedLayout } from './layout-thread.ts';
import { makeCurve, type Optimization, pullRates, runEpoch } from './optimize-layout.ts';
import { pcaStart } from './pca.ts';
import { runUmap } from './run-umap.ts';

/** The rows of this thread, once they are given. */
let part: { optimization: Optimization; points: SharedLayout['points']; first: number; end: number };

answerTasks<LayoutTask>((task, report): Float32Array | SharedLayout | null => {
  switch (task.kind) {
    case 'umap-js': {
      const { graph, vectors, options } = task;
      return framePoints(runUmap(graph, pcaStart(vectors, options.seed), options, report));
    }
    case 'prepare': {
      const { graph, vectors, options } = task;
      const fuzzy = fuzzyGraph(graph, options.nNeighbors);
      const start = shared(pcaStart(vectors, options.seed));
      return {
        starts: shared(fuzzy.starts),
        targets: shared(fuzzy.targets),
        rates: shared(pullRates(fuzzy)),
        points: [start, shared(new Float32Array(start))],
      };
    }
    case 'take-rows': {
      const { starts, targets, rates, points } = task.shared;
      const { minDist, nEpochs, seed } = task.options;
      const optimization = { starts, targets, rates, curve: makeCurve(minDist), nEpochs, seed };
      part = { optimization, points, first: task.first, end: task.end };
      return null;
    }
    case 'epoch': {
      const { optimization, points, first, end } = part;
      const before = points[task.epoch % 2];
      runEpoch(optimization, task.epoch, before, points[1 - (task.epoch % 2)], first, end);
      return null;
    }
  }
});
