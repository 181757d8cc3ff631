/**
 * Embedding through our path against the library's own pipeline, same model, same texts, same thread, one after the other
 * in each round: `npx tsx test/bench/embed.ts`. The ratio is what counts; the machine is part of the times.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { samplePapers } from '../../src/cli/sample.ts';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { machineLine, spread } from './machine.ts';

const rounds = 5;
const count = 150;

const texts = readFileSync(samplePapers, 'utf8')
  .trim()
  .split('\n')
  .slice(0, count)
  .map((line) => paperText(JSON.parse(line) as Paper));

const model = await resolveModel(defaultModel);
const ours = await openEmbedder(model);
env.allowRemoteModels = false;
env.localModelPath = dirname(model.folder);
const library = await pipeline('feature-extraction', model.name, { quantized: true });

const oursMs: number[] = [];
const libraryMs: number[] = [];
let smallestCosine = 1;
for (let round = 0; round <= rounds; round++) {
  const startMs = performance.now();
  const { vectors } = await ours.embed(texts, 'document');
  const betweenMs = performance.now();
  const others: Float32Array[] = [];
  for (const text of texts)
    others.push((await library(text, { pooling: 'mean', normalize: true })).data as Float32Array);
  const endMs = performance.now();
  // The first round warms up.
  if (round > 0) {
    oursMs.push((betweenMs - startMs) / count);
    libraryMs.push((endMs - betweenMs) / count);
  }
  others.forEach((other, i) => {
    smallestCosine = Math.min(smallestCosine, dot(vectorAt(vectors, i), other));
  });
}
await ours.close();

const [a, b] = [spread(oursMs), spread(libraryMs)];
console.log(`${machineLine()} · ${count} abstracts, ${model.name}, median of ${rounds} rounds`);
console.log(
  `ours ${a.p50Ms.toFixed(2)} ms a text, the library's pipeline ${b.p50Ms.toFixed(2)} ms: ${(b.p50Ms / a.p50Ms).toFixed(1)} times`,
);
console.log(`smallest cosine between the two: ${smallestCosine.toFixed(6)}`);
