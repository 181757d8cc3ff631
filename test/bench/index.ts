/**
 * Bytes, seconds and recall of the vector index on seeded clustered vectors.
 *
 *     npx tsx test/bench/index.ts [rows] [dimensions]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { HnswIndex, hnswAvailable, hnswDefaults } from '../../src/index/hnsw-index.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import { recallAt } from '../../src/index/recall.ts';
import type { VectorIndex } from '../../src/index/vector-index.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import { type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { clusteredVectors } from '../index/clustered-vectors.ts';

const k = 10;
const graphK = 15;
const queries = 200;
const warmUp = 20;
/** Some 15 seconds. */
const largestExactGraph = 25_000;

const rows = wholeArgument(2, 'rows', 10_000);
const dimensions = wholeArgument(3, 'dimensions', 256);

console.log(
  `${rows} rows × ${dimensions} dimensions, seed 1; node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`,
);
const vectors = clusteredVectors(rows, dimensions);
const sample = sampleRows(rows, queries, createRandom(1));
const exact = new ExactIndex(vectors);
exact.search(vectorAt(vectors, 0), k);
print('vectors', megabytes(vectors.data.byteLength));
print('exact, beside the vectors', megabytes(exact.memoryBytes));

const hnsw = await buildHnsw(vectors);

console.log(`\n${queries} queries, k ${k}: milliseconds (minimum, mean ± deviation) and recall@${k}`);
timeSearch('exact', exact);
const blocks = new ExactIndex(vectors, { memoryBytes: 0 });
timeSearch('exact, table copied through by blocks', blocks);
for (const share of [0.5, 0.01]) {
  const random = createRandom(2);
  const allowed = Uint8Array.from({ length: rows }, () => (random() < share ? 1 : 0));
  timeSearch(`exact, ${share * 100} % of the rows allowed`, exact, { allowed });
}
if (hnsw) {
  for (const ef of [32, 64, hnswDefaults.ef, 256, 512]) timeSearch(`HNSW, ef ${ef}`, withEf(hnsw, ef));
}

console.log(`\nneighbour graph, k ${graphK}: seconds`);
if (rows <= largestExactGraph) await timeGraph('exact', exact);
else print('exact', `not measured above ${largestExactGraph} rows: it grows with their square`);
if (hnsw) await timeGraph('HNSW', hnsw);

async function buildHnsw(table: VectorTable): Promise<HnswIndex | null> {
  const { available, reason } = hnswAvailable();
  if (!available) {
    print('HNSW', `not measured: ${reason}`);
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'nearby-bench-'));
  try {
    const path = join(folder, 'vectors.hnsw');
    const [index, buildSeconds] = await timed(() => HnswIndex.build(table));
    const [sha256, saveSeconds] = await timed(async () => index.save(path));
    const [, loadSeconds] = await timed(async () => HnswIndex.load(path, table, sha256));
    print('HNSW, file', megabytes(statSync(path).size));
    print('HNSW, built', seconds(buildSeconds));
    print('HNSW, saved and checked', seconds(saveSeconds));
    print('HNSW, checked and loaded', seconds(loadSeconds));
    return index;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withEf(index: HnswIndex, ef: number): VectorIndex {
  const search: VectorIndex['search'] = (query, count, options) =>
    index.search(query, count, { ef, ...options });
  const distances: VectorIndex['distances'] = (...asked) => index.distances(...asked);
  return { kind: 'hnsw', rows: index.rows, dimensions: index.dimensions, search, distances };
}

function timeSearch(name: string, index: VectorIndex, options: { allowed?: Uint8Array } = {}): void {
  const times: number[] = [];
  let found = 0;
  for (let i = -warmUp; i < sample.length; i++) {
    const query = vectorAt(vectors, sample[Math.abs(i) % sample.length]);
    const start = performance.now();
    found += index.search(query, k, options).rows.length;
    if (i >= 0) times.push(performance.now() - start);
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length);
  // Under a mask the question is another one: those answers are exact by the tests.
  const recall = options.allowed
    ? ''
    : `   recall ${recallAt(k, index, exact, vectors, sample)?.toFixed(4) ?? 'none'}`;
  const figures = `${Math.min(...times).toFixed(3)}   ${mean.toFixed(3)} ± ${deviation.toFixed(3)}`;
  print(name, `${figures}${recall}   (${found} found)`);
}

async function timeGraph(name: string, index: VectorIndex): Promise<void> {
  const [graph, graphSeconds] = await timed(() => findNeighbors(index, vectors, graphK));
  const missing = graph.neighbors.filter((neighbor) => neighbor < 0).length;
  print(name, `${seconds(graphSeconds)}   (${missing} neighbours missing)`);
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

function wholeArgument(position: number, name: string, otherwise: number): number {
  const given = process.argv[position];
  const value = given === undefined ? otherwise : Number(given);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`${name} is "${given}". Expected: a whole number of at least 1.`);
  process.exit(2);
}

function print(name: string, figure: string): void {
  console.log(`${name.padEnd(42)}${figure}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
