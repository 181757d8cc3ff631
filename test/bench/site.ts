/**
 * How much of the program's answers a site gives, whose vectors are rounded to a byte a number, and how large it is:
 *
 *     npx tsx test/bench/site.ts CORPUS-FOLDER
 *
 * Questions are five words out of the titles of 200 papers, evenly spaced; neighbours are those of the same papers.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePage, pageFolder } from '../../src/cli/ensure-page.ts';
import { openSearcher, wholeLayout } from '../../src/search/open-searcher.ts';
import type { SearchAnswer, SearchQuery } from '../../src/search/search-types.ts';
import { portableModelOf } from '../../src/site/portable-model-of.ts';
import { SiteAnswers } from '../../src/site/site-answers.ts';
import { writeSite } from '../../src/site/write-site.ts';
import { machineLine } from './machine.ts';

const asked = 200;
const k = 10;

const [folder] = process.argv.slice(2);
const searcher = await openSearcher(folder, { processes: 0 });
const { corpus } = searcher;
const out = mkdtempSync(join(tmpdir(), 'nearby-site-'));
await ensurePage(console.log);
const { model } = await portableModelOf(corpus);
const sizes = writeSite(out, { corpus, layout: wholeLayout(corpus), model, pageFolder, version: '0' });
const data = join(out, readdirSync(out).find((name) => name.startsWith('data-'))!);
const site = new SiteAnswers(
  async (path) => new Uint8Array(readFileSync(join(data, path))),
  () => {},
);

async function idsOf(query: SearchQuery): Promise<string[]> {
  const body = JSON.stringify(query);
  const answer = await site.answer({ method: 'POST', path: '/api/search', body });
  return (JSON.parse(String(answer.body)) as SearchAnswer).hits.map(({ id }) => id);
}

/** The share of the program's hits that the site has, and of its first hits. */
async function compare(name: string, queries: readonly SearchQuery[]): Promise<void> {
  let same = 0;
  let first = 0;
  let all = 0;
  for (const query of queries) {
    const ours = await idsOf(query);
    const theirs = (await searcher.search(query)).hits.map(({ id }) => id);
    same += ours.filter((id) => theirs.includes(id)).length;
    first += ours[0] === theirs[0] ? 1 : 0;
    all += theirs.length;
  }
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `${name}: ${queries.length} asked, same hits ${share(same, all)}, same first ${share(first, queries.length)}`,
  );
}

const rows = Array.from({ length: Math.min(asked, corpus.rows) }, (_, i) =>
  Math.floor((i * corpus.rows) / asked),
);
const papers = corpus.papers([...new Set(rows)]);
const texts = papers
  .map(({ title }) => title.split(' ').slice(1, 6).join(' '))
  .filter((text) => /\w{3}/.test(text));
console.log(`${machineLine()}; ${corpus.rows} papers`);
console.log(
  Object.entries(sizes)
    .map(([name, bytes]) => `${name} ${(bytes / 1e6).toFixed(1)} MB`)
    .join(', '),
);
// So that the model is here.
await idsOf({ text: 'words', mode: 'meaning', k });
for (const mode of ['fused', 'meaning'] as const) {
  await compare(
    mode,
    texts.map((text) => ({ text, mode, k })),
  );
}
await compare(
  'neighbours',
  papers.map(({ id }) => ({ like: [id], mode: 'meaning', k })),
);
await searcher.close();
rmSync(out, { recursive: true });
