/**
 * Time of the layout beside what it is worth: trustworthiness@15 and continuity@15, on seeded clustered vectors.
 *
 *   npx tsx test/bench/layout.ts [rows = 2000] [runs = 3]
 */
import { availableParallelism } from 'node:os';
import { layoutGraph } from '../../src/layout/layout-graph.ts';
import { pcaStart } from '../../src/layout/pca.ts';
import { measureLayout } from '../../src/layout/trustworthiness.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';

const rows = positive(process.argv[2], 2000);
const runs = positive(process.argv[3], 3);

// About 40 rows a cluster with noise nearly as long as the centres: groups that overlap, as subjects do.
const vectors = clusteredVectors(rows, Math.max(2, Math.round(rows / 40)), { dimensions: 64, spread: 0.9 });
const graph = exactGraph(vectors, 15);
console.log(
  `node ${process.version}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`,
);
console.log(`${rows} rows of 64 dimensions (${mebibytes(vectors.data.byteLength)} MiB), 15 neighbours each`);

const small = clusteredVectors(200, 5);
await layoutGraph(exactGraph(small, 15), small); // warm-up

const seconds: number[] = [];
let layout: Layout = { rows, points: pcaStart(vectors, 42) };
report('PCA start', layout);
for (let run = 0; run < runs; run++) {
  const start = performance.now();
  layout = await layoutGraph(graph, vectors);
  seconds.push((performance.now() - start) / 1000);
}
report('UMAP', layout);
const mean = seconds.reduce((sum, value) => sum + value, 0) / runs;
const deviation = Math.sqrt(seconds.reduce((sum, value) => sum + (value - mean) ** 2, 0) / runs);
console.log(
  `layout: fastest ${Math.min(...seconds).toFixed(2)} s, mean ${mean.toFixed(2)} ± ${deviation.toFixed(2)} s of ${runs}`,
);
console.log(`memory in use at the end: ${mebibytes(process.memoryUsage().rss)} MiB`);

function report(what: string, measured: Layout): void {
  const { trustworthiness, continuity } = measureLayout(vectors, measured);
  const shown = (value: number | null) => value?.toFixed(4) ?? 'none';
  console.log(`${what}: trustworthiness@15 ${shown(trustworthiness)}, continuity@15 ${shown(continuity)}`);
}

function positive(argument: string | undefined, otherwise: number): number {
  const value = argument === undefined ? otherwise : Number(argument);
  if (!Number.isInteger(value) || value < 1) {
    console.error(
      `"${argument}" is not a number of rows or runs. Usage: npx tsx test/bench/layout.ts [rows] [runs]`,
    );
    process.exit(2);
  }
  return value;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
