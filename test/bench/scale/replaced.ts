/** What each stage replaces, on the same papers in the same run: so many seconds as it would take for all of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { UMAP } from 'umap-js';
import { defaultModel, resolveModel } from '../../../src/embed/resolve-model.ts';
import { Tokenizer } from '../../../src/embed/tokenizer.ts';
import { ExactIndex } from '../../../src/index/exact-index.ts';
import { HnswIndex } from '../../../src/index/hnsw-index.ts';
import { findNeighbors } from '../../../src/index/neighbor-graph.ts';
import { layoutDefaults, layoutGraph } from '../../../src/layout/layout-graph.ts';
import { measureLayout } from '../../../src/layout/trustworthiness.ts';
import { createRandom, sampleRows } from '../../../src/random.ts';
import type { Corpus } from '../../../src/store/corpus.ts';
import { paperText } from '../../../src/tables/paper.ts';
import { gatherRows, type VectorTable, vectorAt } from '../../../src/tables/vector-table.ts';
import { writeMiniLmShaped } from '../minilm-shaped.ts';

const texts = 40;
const questions = 200;

/** Seconds a paper of the library's pipeline on a model shaped as all-MiniLM-L6-v2, as a user would run it: on all cores. */
export async function pipelineSeconds(corpus: Corpus): Promise<number> {
  const model = await resolveModel(defaultModel);
  const folder = mkdtempSync(join(tmpdir(), 'nearby-bench-'));
  try {
    writeMiniLmShaped(folder, model.folder, (await Tokenizer.open(model)).highestId + 1);
    env.allowRemoteModels = false;
    env.localModelPath = dirname(folder);
    const embed = await pipeline('feature-extraction', basename(folder), { quantized: true });
    const rows = sampleRows(corpus.rows, texts + 5, createRandom(1));
    const asked = corpus.papers(rows).map(paperText);
    for (const text of asked.slice(texts)) await embed(text, { pooling: 'mean', normalize: true });
    const startMs = performance.now();
    for (const text of asked.slice(0, texts)) await embed(text, { pooling: 'mean', normalize: true });
    return (performance.now() - startMs) / 1000 / Math.min(texts, asked.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds a question of the exact scan and of the index, 10 answers each. */
export function exactAgainstIndex(
  corpus: Corpus,
  vectors: VectorTable,
): { exactMs: number; indexMs: number | null } {
  const rows = sampleRows(corpus.rows, questions, createRandom(2));
  const timed = (search: (query: Float32Array) => unknown) => {
    search(vectorAt(vectors, 0));
    const startMs = performance.now();
    for (const row of rows) search(vectorAt(vectors, row));
    return (performance.now() - startMs) / rows.length;
  };
  const exact = new ExactIndex(vectors);
  const file = corpus.hnswFile();
  const index = file && HnswIndex.load(corpus.hnswPath, vectors, file.sha256);
  return {
    exactMs: timed((query) => exact.search(query, 10)),
    indexMs: index && timed((query) => index.search(query, 10)),
  };
}

/** umap-js by itself, neighbours included, beside ours, on a sample: seconds and trustworthiness@15 of each. */
export async function umapAgainstOurs(vectors: VectorTable, rows: number) {
  const sample = gatherRows(vectors, sampleRows(vectors.rows, rows, createRandom(3)));
  const points = (list: number[][]) => Float32Array.from(list.flat());
  const trust = (found: Float32Array) =>
    measureLayout(sample, { rows: sample.rows, points: found }, { maxRows: 500 }).trustworthiness;

  const umapMs = performance.now();
  const umap = new UMAP({ nNeighbors: 15, minDist: layoutDefaults.minDist, random: createRandom(1) });
  const theirs = umap.fit(Array.from({ length: sample.rows }, (_, row) => Array.from(vectorAt(sample, row))));
  const oursMs = performance.now();
  const graph = await findNeighbors(new ExactIndex(sample), sample, 15);
  const ours = await layoutGraph(graph, sample);
  const endMs = performance.now();
  return {
    rows: sample.rows,
    umapSeconds: (oursMs - umapMs) / 1000,
    umapTrust: trust(points(theirs)),
    oursSeconds: (endMs - oursMs) / 1000,
    oursTrust: trust(ours.points),
  };
}
