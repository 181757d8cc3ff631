/** What runs in a thread of `layoutThread`. */
import { shared, sharedFloats } from '../tables/shared-memory.ts';
import { answerTasks } from '../task-thread.ts';
import { framePoints } from './frame-points.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import type { LayoutTask, SharedLayout } from './layout-thread.ts';
import { atRest, type Motion, moveRows, pullRows, startingPoints, tsneEdges } from './optimize-tsne.ts';
import { pcaStart } from './pca.ts';
import { emptyField, FieldMaker } from './repulsion-field.ts';
import { runUmap } from './run-umap.ts';
import { walkGraph } from './walk-graph.ts';

/** The rows of this thread, once they are given. */
let part: { layout: SharedLayout; motion: Motion; toPull: [number, number] };
const fieldMaker = new FieldMaker();

answerTasks<LayoutTask>((task, report): Float32Array | SharedLayout | null => {
  switch (task.kind) {
    case 'umap-js': {
      const { graph, vectors, options } = task;
      return framePoints(runUmap(graph, pcaStart(vectors, options.seed), options, report));
    }
    case 'prepare': {
      const { graph, vectors, seed } = task;
      const edges = tsneEdges(walkGraph(fuzzyGraph(graph, graph.k)));
      return {
        starts: shared(edges.starts),
        targets: shared(edges.targets),
        affinities: shared(edges.affinities),
        points: shared(startingPoints(pcaStart(vectors, seed))),
        pulls: sharedFloats(2 * graph.rows),
        pushes: sharedFloats(2 * graph.rows),
        field: emptyField(),
      };
    }
    case 'take-rows': {
      part = { layout: task.shared, motion: atRest(...task.toMove), toPull: task.toPull };
      return null;
    }
    case 'field': {
      fieldMaker.make(part.layout.points, part.layout.field);
      return null;
    }
    case 'pull': {
      pullRows(part.layout, part.layout.points, part.layout.pulls, ...part.toPull);
      return null;
    }
    case 'move': {
      const { points, pulls, pushes, field } = part.layout;
      moveRows(part.motion, task.epoch, task.nEpochs, points, pulls, pushes, field);
      return null;
    }
  }
});
