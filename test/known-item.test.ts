import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../src/build-corpus.ts';
import { samplePapers } from '../src/cli/sample.ts';
import { type ImportEntry, readPapers } from '../src/papers/read-papers.ts';
import { openSearcher } from '../src/search/open-searcher.ts';
import { sampleCorpus } from './sample-corpus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const pages = fileURLToPath(new URL('../../shared/pages', import.meta.url));
const folder = temporaryFolder();

/** Of all papers in these files, asked for by their own titles: the share found at rank 1. */
async function shareAtRankOne(corpus: string, inputs: string[]): Promise<number> {
  const searcher = await openSearcher(corpus);
  let asked = 0;
  let first = 0;
  for await (const entry of readPapers(inputs) as AsyncGenerator<ImportEntry>) {
    if ('issue' in entry) continue;
    const { hits } = await searcher.search({ text: entry.paper.title, k: 1, mode: 'fused' });
    asked++;
    if (hits[0].title.toLowerCase() === entry.paper.title.toLowerCase()) first++;
  }
  await searcher.close();
  return first / asked;
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
