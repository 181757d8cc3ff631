/**
 * Our WordPiece against the library's, on the papers of a JSON Lines file: that every id is the same, and how much faster
 * it is. `npx tsx test/bench/tokenize.ts [FILE]` (default: the bundled sample).
 */
import { createReadStream, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { samplePapers } from '../../src/cli/sample.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { loadTokenizers } from '../../src/embed/runtime.ts';
import { WordPiece } from '../../src/embed/word-piece.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { machineLine } from './machine.ts';

const { folder } = await resolveModel(defaultModel);
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const ours = WordPiece.of(read('tokenizer.json'), read('tokenizer_config.json'));
if (!ours) throw new Error(`${defaultModel} has a tokenizer of another kind.`);
const { AutoTokenizer, env } = await loadTokenizers();
env.localModelPath = dirname(folder);
const library = await AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true });

let texts = 0;
let tokens = 0;
let different = 0;
let oursMs = 0;
let libraryMs = 0;
const lines = createInterface({ input: createReadStream(process.argv[2] ?? samplePapers) });
for await (const line of lines) {
  const text = paperText(JSON.parse(line) as Paper);
  const startMs = performance.now();
  const ids = ours.encode(text);
  const betweenMs = performance.now();
  const others: number[] = library.encode(text, null, { add_special_tokens: false });
  libraryMs += performance.now() - betweenMs;
  oursMs += betweenMs - startMs;
  texts++;
  tokens += ids.length;
  if (ids.length !== others.length || ids.some((id, i) => id !== others[i])) {
    different++;
    console.log(`Different: ${JSON.stringify(text.slice(0, 200))}`);
  }
}
console.log(`${machineLine()} · ${texts} texts, ${(tokens / texts).toFixed(0)} tokens each`);
console.log(`${different} texts with different ids`);
console.log(
  `ours ${((1000 * oursMs) / texts).toFixed(1)} µs a text, the library ${((1000 * libraryMs) / texts).toFixed(1)} µs: ` +
    `${(libraryMs / oursMs).toFixed(1)} times`,
);
if (different > 0) process.exitCode = 1;
