/** Papers asked for by their own titles, in whole builds; `npm run eval` asks by less than a title too. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../src/build-corpus.ts';
import { samplePapers } from '../src/cli/sample.ts';
import { type ImportEntry, readPapers } from '../src/papers/read-papers.ts';
import { openSearcher } from '../src/search/open-searcher.ts';
import type { Paper } from '../src/tables/paper.ts';
import { knownItemRanks, knownItems } from './bench/quality/known-item.ts';
import { mean, recallAt } from './bench/quality/metrics.ts';
import { sampleCorpus } from './sample-corpus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const pages = fileURLToPath(new URL('../../shared/pages', import.meta.url));
const folder = temporaryFolder();

/** Of all papers in these files: the share found at rank 1. */
async function shareAtRankOne(corpus: string, inputs: string[]): Promise<number> {
  const papers: Paper[] = [];
  for await (const entry of readPapers(inputs) as AsyncGenerator<ImportEntry>) {
    if ('paper' in entry) papers.push(entry.paper);
  }
  const searcher = await openSearcher(corpus);
  const ranks = await knownItemRanks(searcher, knownItems(papers, 'title'), 'fused');
  await searcher.close();
  return mean(ranks.map((rank) => recallAt(1, rank)));
}

describe('a paper asked for by its own title', () => {
  it('is found at rank 1 in the sample, always', async () => {
    expect(await shareAtRankOne(await sampleCorpus(), [samplePapers])).toBe(1);
  });

  it.skipIf(!existsSync(pages))(
    'is found at rank 1 in the five saved pages (needs ../shared/pages)',
    async () => {
      const corpus = join(folder, 'pages');
      const report = await buildCorpus(corpus, [pages]);
      expect(report).toMatchObject({ entries: 639, added: 601, known: 38, papers: 601 });
      expect(await shareAtRankOne(corpus, [pages])).toBeGreaterThanOrEqual(0.97);
    },
  );
});
