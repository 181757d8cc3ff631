/**
 * Our WordPiece against the library's, on papers: that every id is the same, and how much faster it is, with words that it
 * meets for the first time and with words that it knows.
 * `npx tsx test/bench/tokenize.ts [--corpus PATH] [--texts N]`; PATH is a JSON Lines file, xz or not, or a folder of
 * them (default: the bundled sample), of which the first N papers are taken (default: all).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { samplePapers } from '../../src/cli/sample.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { loadTokenizers } from '../../src/embed/runtime.ts';
import { WordPiece } from '../../src/embed/word-piece.ts';
import { GrowingInts } from '../../src/tables/growing-ints.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { machineLine, spread } from './machine.ts';

/** So many texts are read again and again, for the figure with known words. */
const againTexts = 2000;
const rounds = 15;

const { corpus, texts: wanted } = parseArgs({
  options: {
    corpus: { type: 'string', default: samplePapers },
    texts: { type: 'string', default: 'Infinity' },
  },
}).values;
const most = Number(wanted);
if (!(most >= 1)) throw new Error(`--texts takes a number from 1 on, not "${wanted}".`);

async function* linesOf(path: string): AsyncGenerator<string> {
  if (statSync(path).isDirectory()) {
    const files = readdirSync(path).filter((file) => /\.jsonl(\.xz)?$/.test(file));
    for (const file of files.sort()) yield* linesOf(join(path, file));
    return;
  }
  let unpacking: ChildProcess | null = null;
  let input: NodeJS.ReadableStream = createReadStream(path);
  if (path.endsWith('.xz')) {
    unpacking = spawn('xz', ['-dc', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    input = unpacking.stdout!;
  }
  try {
    yield* createInterface({ input });
  } finally {
    unpacking?.kill();
  }
}

const { folder } = await resolveModel(defaultModel);
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const ours = WordPiece.of(read('tokenizer.json'), read('tokenizer_config.json'));
if (!ours) throw new Error(`${defaultModel} has a tokenizer of another kind.`);
const { AutoTokenizer, env } = await loadTokenizers();
env.localModelPath = dirname(folder);
const library = await AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true });

const list = new GrowingInts();
const again: string[] = [];
let texts = 0;
let tokens = 0;
let different = 0;
let oursMs = 0;
let libraryMs = 0;
for await (const line of linesOf(corpus)) {
  const text = paperText(JSON.parse(line) as Paper);
  const startMs = performance.now();
  list.length = 0;
  ours.encodeInto(list, text);
  const betweenMs = performance.now();
  const others: number[] = library.encode(text, null, { add_special_tokens: false });
  libraryMs += performance.now() - betweenMs;
  oursMs += betweenMs - startMs;
  texts++;
  tokens += list.length;
  if (again.length < againTexts) again.push(text);
  if (list.length !== others.length || others.some((id, i) => id !== list.values[i])) {
    different++;
    console.log(`Different: ${JSON.stringify(text.slice(0, 200))}`);
  }
  if (texts >= most) break;
}
if (texts === 0) throw new Error(`${corpus} holds no papers.`);

const againMs: number[] = [];
for (let round = 0; round < rounds; round++) {
  const startMs = performance.now();
  for (const text of again) {
    list.length = 0;
    ours.encodeInto(list, text);
  }
  againMs.push((performance.now() - startMs) / again.length);
}

const micros = (ms: number) => `${(1000 * ms).toFixed(1)} µs`;
const first = oursMs / texts;
const theirs = libraryMs / texts;
const { p50Ms } = spread(againMs);
console.log(`${machineLine()} · ${texts} texts, ${(tokens / texts).toFixed(0)} tokens each`);
console.log(`${different} texts with different ids`);
console.log(
  `the library ${micros(theirs)} a text; ours ${micros(first)} at first sight, ${(theirs / first).toFixed(1)} times; ` +
    `${micros(p50Ms)} with known words, ${(theirs / p50Ms).toFixed(0)} times (${again.length} texts, median of ${rounds} rounds)`,
);
if (different > 0) process.exitCode = 1;
