/**
 * How well entries with damaged titles are matched: `npx tsx test/bench/match.ts [papers.jsonl]` (the sample where none is
 * given). Every second paper is in the corpus, the others are asked for and absent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePapers } from '../../src/cli/sample.ts';
import { readPapers } from '../../src/papers/read-papers.ts';
import { matchDefaults, PaperMatcher } from '../../src/search/match-papers.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { damagedEntries, damages } from './damaged-bibliography.ts';
import { machineLine } from './machine.ts';

/** Entries of each kind at most. */
const asked = 2000;

const [path = samplePapers] = process.argv.slice(2);
const papers: Paper[] = [];
for await (const entry of readPapers([path])) if ('paper' in entry) papers.push(entry.paper);

const folder = mkdtempSync(join(tmpdir(), 'nearby-match-'));
const corpus = Corpus.create(folder, {
  model: { name: 'none', dimensions: 4, maxTokens: 1, sha256: '0'.repeat(64) },
  seed: 1,
  createdAt: new Date(0).toISOString(),
});
const stored = papers.filter((_, i) => i % 2 === 0);
const { added } = corpus.addPapers(stored);
if (added.length !== stored.length) throw new Error('Some papers are twice in the file.');
const absent = papers.filter((_, i) => i % 2 === 1).slice(0, asked);

console.log(machineLine());
console.log(`${corpus.rows} papers; same title from ${matchDefaults.sameTitle}`);
const matcher = new PaperMatcher(corpus, corpus.rows);
const started = performance.now();
await matcher.match([]);
console.log(`index of titles ${((performance.now() - started) / 1000).toFixed(2)} s`);

console.log('| title | entries | right | ambiguous, right one named | absent | wrong | ms an entry |');
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const [kind, damage] of Object.entries(damages)) {
  for (const [there, some] of [
    ['', stored.slice(0, asked)],
    ['absent, ', absent],
  ] as const) {
    const changed = some
      .map((_, i) => i)
      .filter((i) => kind === 'as it is' || damage(some[i].title, () => 0.5) !== some[i].title);
    const entries = await damagedEntries(
      changed.map((i) => some[i]),
      damage,
      7,
    );
    if (entries.length !== changed.length)
      throw new Error(`${kind}: ${changed.length - entries.length} entries are lost.`);
    const before = performance.now();
    const matches = await matcher.match(entries);
    const ms = (performance.now() - before) / entries.length;
    const counts = { right: 0, named: 0, absent: 0, wrong: 0 };
    matches.forEach((match, i) => {
      const row = there === '' ? changed[i] : -1;
      if (match.status === 'absent') counts.absent++;
      else if (match.status === 'found') counts[match.row === row ? 'right' : 'wrong']++;
      else counts[there !== '' || match.candidates.some((c) => c.row === row) ? 'named' : 'wrong']++;
    });
    const share = (count: number) => `${((100 * count) / entries.length).toFixed(1)} %`;
    console.log(
      `| ${there}${kind} | ${entries.length} | ${share(counts.right)} | ${share(counts.named)} | ${share(counts.absent)} | ${share(counts.wrong)} | ${ms.toFixed(2)} |`,
    );
  }
}
corpus.close();
rmSync(folder, { recursive: true });
