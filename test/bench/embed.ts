/**
 * Embedding beside what it replaces, on the same texts, in this one process, in turns: `npx tsx test/bench/embed.ts
 * [--model M]`.
 *
 * - the model through our path, and the same model through the library's own pipeline;
 * - a model shaped as all-MiniLM-L6-v2 (6 layers × 384, 8 bits, random weights): through the bare ONNX runtime, on one
 *   thread as ours, and through the library's pipeline, which takes all cores.
 *
 * The ratios are what counts; the machine is part of the times. At the end, the peak memory of a process that only
 * embeds.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { env, pipeline } from '@xenova/transformers';
import { samplePapers } from '../../src/cli/sample.ts';
import { type Embedder, openEmbedder } from '../../src/embed/embedder.ts';
import { describeModel } from '../../src/embed/model-description.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { RuntimeModel } from '../../src/embed/runtime-model.ts';
import { Tokenizer } from '../../src/embed/tokenizer.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { machineLine, spread } from './machine.ts';
import { writeMiniLmShaped } from './minilm-shaped.ts';

const rounds = 5;
/** The model with layers takes some 50 ms a text. */
const count = 60;
const memoryTexts = 20_000;

const { values } = parseArgs({
  options: { model: { type: 'string', default: defaultModel }, 'memory-of': { type: 'string' } },
});
const papers = readFileSync(samplePapers, 'utf8')
  .trim()
  .split('\n')
  .map((line) => paperText(JSON.parse(line) as Paper));
/** The sample's summaries are shorter than abstracts; with half of the next one they are about as long, 220 tokens. */
const texts = papers.map((text, i) => {
  const next = papers[(i + 1) % papers.length];
  return `${text} ${next.slice(0, next.length / 2)}`;
});

if (values['memory-of']) await embedMany(await openEmbedder(await resolveModel(values['memory-of'])));
else await compare();

async function compare(): Promise<void> {
  const model = await resolveModel(values.model);
  const timed = texts.slice(0, count);
  const ours = await openEmbedder(model);
  const tokenizer = await Tokenizer.open(model);
  const tokens = timed.map((text) => tokenizer.encode(text).ids);

  const shaped = mkdtempSync(join(tmpdir(), 'nearby-bench-'));
  writeMiniLmShaped(shaped, model.folder, tokenizer.highestId + 1);
  const bare = await RuntimeModel.open(await describeModel(shaped, shaped));
  env.allowRemoteModels = false;
  const load = (folder: string) => {
    env.localModelPath = dirname(folder);
    return pipeline('feature-extraction', basename(folder), { quantized: true });
  };
  const [same, layered] = [await load(model.folder), await load(shaped)];

  const vector = new Float32Array(384);
  let smallestCosine = 1;
  const ways = {
    [`${basename(model.name)}, ours`]: async () => void (await ours.embed(timed, 'document')),
    [`${basename(model.name)}, the library's pipeline`]: async () => {
      const { vectors } = await ours.embed(timed, 'document');
      const startMs = performance.now();
      for (const [i, text] of timed.entries()) {
        const { data } = await same(text, { pooling: 'mean', normalize: true });
        smallestCosine = Math.min(smallestCosine, dot(vectorAt(vectors, i), data as Float32Array));
      }
      return startMs;
    },
    'MiniLM-shaped, the bare runtime': async () => {
      for (const ids of tokens) await bare.embed(ids, ids.length, vector);
    },
    "MiniLM-shaped, the library's pipeline": async () => {
      for (const text of timed) await layered(text, { pooling: 'mean', normalize: true });
    },
  };
  const timesMs = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, embed] of Object.entries(ways)) {
      const beginMs = performance.now();
      const startMs = (await embed()) ?? beginMs;
      // The first round warms up.
      if (round > 0) timesMs[name].push((performance.now() - startMs) / count);
    }
  }
  await ours.close();
  rmSync(shaped, { recursive: true });

  const meanTokens = tokens.reduce((sum, ids) => sum + ids.length, 0) / count;
  console.log(
    `${machineLine()} · ${count} texts of ${meanTokens.toFixed(0)} tokens, median of ${rounds} rounds\n`,
  );
  const [[, oursMs]] = Object.entries(timesMs);
  console.log('| | ms a text | texts a second | ours is faster by |\n|---|---:|---:|---:|');
  for (const [name, times] of Object.entries(timesMs)) {
    const [a, b] = [spread(oursMs).p50Ms, spread(times).p50Ms];
    console.log(`| ${name} | ${b.toFixed(3)} | ${(1000 / b).toFixed(0)} | ${(b / a).toFixed(1)} × |`);
  }
  console.log(`\nsmallest cosine between ours and the library's, same model: ${smallestCosine.toFixed(6)}`);
  const child = fork(fileURLToPath(import.meta.url), ['--memory-of', values.model]);
  await new Promise((resolve) => child.once('exit', resolve));
}

async function embedMany(embedder: Embedder): Promise<void> {
  for (let i = 0; i < memoryTexts; i += 500) {
    // Words that no other text has, so that what the tokenizer keeps is in the figure.
    const some = Array.from({ length: 500 }, (_, k) => `${texts[(i + k) % texts.length]} number${i + k}`);
    await embedder.embed(some, 'document');
  }
  await embedder.close();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(`peak memory of a process that embeds ${memoryTexts} texts: ${megabytes.toFixed(0)} MB`);
}
