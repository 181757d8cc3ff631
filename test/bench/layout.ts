/**
 * Time of the layout beside what it is worth: trustworthiness@15 and continuity@15, by `umap-js` and by our own t-SNE;
 * on seeded clustered vectors, or on those of a corpus, there with how often most of a paper's nearest 15 points have its
 * category. `umap-js` is left out beyond 20,000 rows.
 *
 *   npx tsx test/bench/layout.ts [rows = 5000 | folder of a corpus] [runs = 3]
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { NearbyError } from '../../src/errors.ts';
import { framePoints } from '../../src/layout/frame-points.ts';
import { layoutDefaults } from '../../src/layout/layout-graph.ts';
import { optimizeInThreads } from '../../src/layout/optimize-in-threads.ts';
import { pcaStart } from '../../src/layout/pca.ts';
import { runUmap } from '../../src/layout/run-umap.ts';
import { measureLayout } from '../../src/layout/trustworthiness.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';
import { labelAccuracy } from './label-accuracy.ts';
import { machineLine } from './machine.ts';

const runs = positive(process.argv[3], 3);
const { vectors, graph, categories } = existsSync(process.argv[2] ?? '') ? ofCorpus(process.argv[2]) : made();
const { rows, dimensions } = vectors;
const asked = sampleRows(rows, 5000, createRandom(layoutDefaults.seed));
console.log(machineLine());
console.log(`${rows} rows of ${dimensions} dimensions, ${graph.k} neighbours each`);

const small = clusteredVectors(200, 5);
await optimizeInThreads(exactGraph(small, 15), small, layoutDefaults, () => {}, null, 1); // warm-up

/** It would take half an hour and all memory at 100,000. */
const mostByUmapJs = 20_000;
/** What it takes by itself where the rows are many. */
const umapEpochs = 200;
const start = pcaStart(vectors, layoutDefaults.seed);
report('PCA start', start);
if (rows <= mostByUmapJs) {
  const options = { ...layoutDefaults, nEpochs: umapEpochs };
  await timed('umap-js', async () => framePoints(runUmap(graph, start, options, () => {})), 1);
}
const threads = availableParallelism();
await timed(`our t-SNE, ${threads} threads`, () => optimized(threads), runs);
await timed('our t-SNE, 1 thread', () => optimized(1), runs);
console.log(`memory in use at the end: ${mebibytes(process.memoryUsage().rss)} MiB`);

function ofCorpus(folder: string) {
  const corpus = Corpus.open(folder, { readOnly: true });
  const graph = corpus.graph();
  if (!graph) throw new NearbyError('corpus-unfinished', { folder, missing: 'neighbour graph' });
  return { vectors: corpus.vectors(), graph, categories: corpus.facetColumn('category').codes };
}

/** About 40 rows a cluster with noise nearly as long as the centres: groups that overlap, as subjects do. */
function made() {
  const count = positive(process.argv[2], 5000);
  const clusters = Math.max(2, Math.round(count / 40));
  const vectors = clusteredVectors(count, clusters, { dimensions: 64, spread: 0.9 });
  return { vectors, graph: exactGraph(vectors, 15), categories: new Int32Array(count).fill(-1) };
}

function optimized(threads: number): Promise<Float32Array> {
  return optimizeInThreads(graph, vectors, layoutDefaults, () => {}, null, threads);
}

async function timed(what: string, layOut: () => Promise<Float32Array>, times: number): Promise<void> {
  let fastest = Infinity;
  let points = start;
  for (let run = 0; run < times; run++) {
    const beganMs = performance.now();
    points = await layOut();
    fastest = Math.min(fastest, (performance.now() - beganMs) / 1000);
  }
  report(`${what}: ${fastest.toFixed(2)} s, fastest of ${times}`, points);
}

function report(what: string, points: Float32Array): void {
  const { trustworthiness, continuity } = measureLayout(vectors, { rows, points });
  const shown = (value: number | null) => value?.toFixed(4) ?? 'none';
  const kept = categories.some((category) => category >= 0) ? `, ${categoriesKept(points)}` : '';
  console.log(
    `${what}; trustworthiness@15 ${shown(trustworthiness)}, continuity@15 ${shown(continuity)}${kept}`,
  );
}

function categoriesKept(points: Float32Array): string {
  const { byVectors, byPoints } = labelAccuracy(categories, asked, graph, points);
  const percent = (share: number) => (100 * share).toFixed(1);
  return `categories told ${percent(byPoints)} % (vectors ${percent(byVectors)} %, ratio ${(byPoints / byVectors).toFixed(3)})`;
}

function positive(argument: string | undefined, otherwise: number): number {
  const value = argument === undefined ? otherwise : Number(argument);
  if (!Number.isInteger(value) || value < 1) {
    console.error(
      `"${argument}" is no folder and no number from 1 up. Usage: npx tsx test/bench/layout.ts [rows | folder] [runs]`,
    );
    process.exit(2);
  }
  return value;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
