/**
 * The whole way, as a person goes it: `npx tsx test/bench/build.ts [FILE...]` (without files: the bundled sample) builds
 * a corpus in a temporary folder, then asks it every kind of question, and prints seconds, bytes, quality and times.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCorpus } from '../../src/build-corpus.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import { openSearcher } from '../../src/search/open-searcher.ts';
import type { SearchQuery } from '../../src/search/searcher.ts';
import { machineLine, spread } from './machine.ts';

const inputs = process.argv.length > 2 ? process.argv.slice(2) : [samplePapers];
const warmUps = 20;
const questions = 200;

const folder = mkdtempSync(join(tmpdir(), 'nearby-bench-'));
try {
  const startMs = performance.now();
  const report = await buildCorpus(folder, inputs);
  const buildSeconds = (performance.now() - startMs) / 1000;
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

  console.log(`${machineLine()} · ${report.papers} papers, ${report.model}`);
  console.log(
    `build ${buildSeconds.toFixed(1)} s: ${Object.entries(report.figures.seconds)
      .map(([stage, s]) => `${stage} ${s.toFixed(1)}`)
      .join(', ')}`,
  );
  console.log(
    `on disk ${(bytes / 2 ** 20).toFixed(1)} MiB; peak memory of this process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
  const { recallAt10, trustworthinessAt15, continuityAt15 } = report.figures;
  console.log(
    `recall@10 ${recallAt10?.toFixed(3)}, trustworthiness@15 ${trustworthinessAt15?.toFixed(3)}, continuity@15 ${continuityAt15?.toFixed(3)}`,
  );

  const openMs = performance.now();
  const searcher = await openSearcher(folder);
  console.log(`open ${(performance.now() - openMs).toFixed(0)} ms`);
  const rows = sampleRows(searcher.corpus.rows, warmUps + questions, createRandom(1));
  const kinds: Record<string, (row: number) => Omit<SearchQuery, 'k' | 'mode'>> = {
    'similar to one': (row) => ({ like: [searcher.corpus.idOf(row)] }),
    'title as text, fused': (row) => ({ text: searcher.corpus.paper(row).title }),
    'abstract as text, fused': (row) => ({ text: searcher.corpus.paper(row).abstract || 'no abstract' }),
  };
  console.log('\n| question | p50 ms | p95 ms | least ms |\n|---|---:|---:|---:|');
  for (const [kind, ask] of Object.entries(kinds)) {
    const timesMs: number[] = [];
    for (const row of rows) {
      const query: SearchQuery = { ...ask(row), k: 10, mode: 'fused' };
      const askedMs = performance.now();
      const { hits } = await searcher.search(query);
      timesMs.push(performance.now() - askedMs);
      if (hits.length === 0) throw new Error(`No hit for row ${row}: the figure would be of nothing.`);
    }
    const { minMs, p50Ms, p95Ms } = spread(timesMs.slice(warmUps));
    console.log(`| ${kind} | ${p50Ms.toFixed(1)} | ${p95Ms.toFixed(1)} | ${minMs.toFixed(1)} |`);
  }
  await searcher.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
