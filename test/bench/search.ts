/**
 * How fast answers come, at the API of the real server in a process of its own, beside how right the index is:
 *
 *   npm run bench:search -- [--corpus FOLDER [--papers FILE.jsonl] [--size N]] [--questions N] [--cold] [--json FILE]
 *
 * Without a corpus: the bundled sample. A folder that is not there yet is built of the first N (100,000) papers of FILE,
 * in the way that search/build-large.ts says. Each kind of question is asked 200 times, one after the other, after 50 of
 * its kind that are not counted; no text is asked twice. The first question waits until the server's warm-up has ended,
 * unless --cold is said.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCorpus } from '../../src/build-corpus.ts';
import { ensurePage } from '../../src/cli/ensure-page.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { openSearcher } from '../../src/search/open-searcher.ts';
import { warmWordsDefaults } from '../../src/search/warm-words.ts';
import { machineLine, spread } from './machine.ts';
import { buildLarge } from './search/build-large.ts';
import { inProcessFigures } from './search/in-process.ts';
import { questionKinds } from './search/questions.ts';
import { Served } from './search/served.ts';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    papers: { type: 'string' },
    size: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '200' },
    json: { type: 'string' },
    cold: { type: 'boolean' },
  },
});
const questions = Number(options.questions);
const warmUps = 50;

const temporary = options.corpus === undefined ? mkdtempSync(join(tmpdir(), 'nearby-bench-')) : null;
const folder = options.corpus ?? join(temporary!, 'sample');
if (temporary) {
  await buildCorpus(folder, [samplePapers]);
} else if (!existsSync(folder)) {
  if (!options.papers)
    throw new Error(`There is no corpus in "${folder}". To build it, name --papers FILE.jsonl.`);
  await buildLarge(folder, options.papers, Number(options.size), (line) => console.error(line));
}

const searcher = await openSearcher(folder, { processes: 0 });
const kinds = questionKinds(searcher.corpus, searcher.topics, warmUps + questions);
const lines: string[] = [];
const print = (line: string, figure: Record<string, unknown>) => {
  console.log(line);
  lines.push(JSON.stringify({ machine: machineLine(), papers: searcher.corpus.rows, ...figure }));
};

console.log(`${machineLine()} · ${searcher.corpus.rows} papers\n`);
// Not measured: it is built once.
await ensurePage((line) => console.error(line));
const server = await Served.start(folder);
try {
  print(`server open after ${server.openMs.toFixed(0)} ms`, { openMs: server.openMs });
  if (searcher.corpus.rows >= warmWordsDefaults.fromRows && !options.cold) print(await server.warm, {});
  const [firstText, secondText] = kinds[0].questions;
  for (const [what, asked] of Object.entries({ first: firstText, second: secondText })) {
    const { tookMs } = await server.ask(asked);
    print(`${what} question, ${options.cold ? 'at once' : 'warm-up ended'}: ${tookMs.toFixed(0)} ms`, {
      question: `${what} of all`,
      tookMs,
    });
  }
  for (const { questions: asked } of kinds) {
    for (const question of asked.slice(0, warmUps)) await server.ask(question);
  }
  console.log('\n| question | p50 ms | p95 ms | least ms | target | hits |\n|---|---:|---:|---:|---|---:|');
  for (const { name, targetMs, questions: asked } of kinds) {
    const timesMs: number[] = [];
    let hits = 0;
    for (const question of asked.slice(Math.min(warmUps, asked.length / 2))) {
      const answer = await server.ask(question);
      timesMs.push(answer.tookMs);
      hits += answer.hits;
    }
    if (hits === 0) throw new Error(`No hit for "${name}": the figure would be of nothing.`);
    const { minMs, p50Ms, p95Ms } = spread(timesMs);
    const isMet = p50Ms <= (targetMs.p50 ?? Infinity) && p95Ms <= (targetMs.p95 ?? Infinity);
    const wanted = [targetMs.p50 && `p50 ≤ ${targetMs.p50}`, targetMs.p95 && `p95 ≤ ${targetMs.p95}`]
      .filter(Boolean)
      .join(', ');
    const target = wanted === '' ? '' : `${wanted}: ${isMet ? 'met' : '**missed**'}`;
    const meanHits = hits / timesMs.length;
    print(
      `| ${name} | ${p50Ms.toFixed(1)} | ${p95Ms.toFixed(1)} | ${minMs.toFixed(1)} | ${target} | ${meanHits.toFixed(1)} |`,
      { question: name, count: timesMs.length, p50Ms, p95Ms, minMs, targetMs, isMet, meanHits },
    );
  }
} finally {
  await server.end();
}
const texts = kinds[0].questions.flatMap((asked) => ('text' in asked ? (asked.text ?? []) : []));
await inProcessFigures(searcher, texts, print);
await searcher.close();
if (temporary) rmSync(temporary, { recursive: true });
if (options.json) writeFileSync(options.json, `${lines.join('\n')}\n`);
