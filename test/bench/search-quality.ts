/**
 * How good answers are, on judged sets: nDCG@10 × 100 of meaning alone, words alone, reciprocal-rank fusion, and the fusion
 * that ships, through the product's own code. `npm run eval -- FOLDER [--model M]`, where FOLDER (default
 * ../shared/eval) holds a folder a set, each with
 *
 *   corpus.jsonl   {id, title?, abstract}     queries.jsonl   {id, text}     qrels.jsonl   {qid, rel: {id: grade}}
 *
 * Intervals are 95 % by bootstrap over the questions of a set.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDefaults } from '../../src/build-defaults.ts';
import { embedPapers, openOrCreate } from '../../src/build-steps.ts';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { createRandom } from '../../src/random.ts';
import { Searcher, type SearchQuery } from '../../src/search/searcher.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { machineLine } from './machine.ts';

const [folder = '../shared/eval'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const modelAt = process.argv.indexOf('--model');
const model = modelAt < 0 ? buildDefaults.model : process.argv[modelAt + 1];
const draws = 1000;
/** As it is usually set: Cormack, Clarke and Büttcher, SIGIR 2009. */
const rrfK = 60;
const rrfDepth = 200;

const ways = ['meaning', 'words', 'reciprocal rank', 'fused'] as const;
type Way = (typeof ways)[number];

const lines = <Row>(path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

const sets = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'qrels.jsonl')));
const means: Record<Way, number[]> = { meaning: [], words: [], 'reciprocal rank': [], fused: [] };
console.log(
  `${machineLine()} · ${model}\n\n| set | papers, questions | ${ways.join(' | ')} |\n|---|---|${'---:|'.repeat(ways.length)}`,
);
for (const set of sets) {
  const { papers, byWay } = await scores(join(folder, set));
  const cells = ways.map((way) => {
    means[way].push(mean(byWay[way]));
    return `${shown(mean(byWay[way]))} ${interval(byWay[way])}`;
  });
  console.log(`| ${set} | ${papers}, ${byWay.fused.length} | ${cells.join(' | ')} |`);
}
console.log(`| **mean** | | ${ways.map((way) => shown(mean(means[way]))).join(' | ')} |`);

async function scores(setFolder: string): Promise<{ papers: number; byWay: Record<Way, number[]> }> {
  const corpusFolder = mkdtempSync(join(tmpdir(), 'nearby-eval-'));
  const settings = { ...buildDefaults, model };
  const file = join(setFolder, 'corpus.jsonl');
  const corpus = await openOrCreate(corpusFolder, [file], {}, settings);
  const embedder = await openEmbedder(await resolveModel(model));
  try {
    corpus.addPapers(lines<Judged>(file).map(paperOf));
    await embedPapers(corpus, settings);
    const vectors = corpus.vectors();
    const layout = { rows: corpus.rows, points: new Float32Array(2 * corpus.rows) };
    const searcher = new Searcher({
      corpus,
      embedder,
      index: new ExactIndex(vectors),
      vectors,
      topics: null,
      layout,
    });
    const judged = new Map(
      lines<{ qid: string; rel: Record<string, number> }>(join(setFolder, 'qrels.jsonl')).map(
        ({ qid, rel }) => [qid, rel],
      ),
    );
    const byWay: Record<Way, number[]> = { meaning: [], words: [], 'reciprocal rank': [], fused: [] };
    for (const { id, text } of lines<{ id: string; text: string }>(join(setFolder, 'queries.jsonl'))) {
      const grades = judged.get(id);
      if (!grades) continue;
      const ask = async (mode: SearchQuery['mode'], k: number) =>
        (await searcher.search({ text, k, mode })).hits.map((hit) => hit.id);
      const [meaning, words] = [await ask('meaning', rrfDepth), await ask('words', rrfDepth)];
      byWay.meaning.push(ndcgAt10(meaning, grades));
      byWay.words.push(ndcgAt10(words, grades));
      byWay['reciprocal rank'].push(ndcgAt10(reciprocalRankFusion([meaning, words]), grades));
      byWay.fused.push(ndcgAt10(await ask('fused', 10), grades));
    }
    return { papers: corpus.rows, byWay };
  } finally {
    await embedder.close();
    corpus.close();
    rmSync(corpusFolder, { recursive: true, force: true });
  }
}

interface Judged {
  id: string;
  title?: string;
  abstract: string;
}

/** A judged paper; where a set has no titles, the first sentence of the abstract stands for one. */
function paperOf({ id, title = '', abstract }: Judged): Paper {
  const [sentence] = /^.*?[.?!](?=\s|$)/s.exec(abstract) ?? [abstract];
  return {
    ...(title
      ? { title, abstract }
      : { title: sentence || id, abstract: abstract.slice(sentence.length).trim() }),
    ...{ id, authors: [], year: null, venue: '', url: '', doi: '' },
    ...{ categories: [], keywords: [], source: '', lists: [], facets: {} },
  };
}

function reciprocalRankFusion(lists: string[][]): string[] {
  const sums = new Map<string, number>();
  for (const list of lists) {
    for (const [i, id] of list.entries()) sums.set(id, (sums.get(id) ?? 0) + 1 / (rrfK + i + 1));
  }
  return [...sums].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** Järvelin & Kekäläinen 2002, with the grade itself as the gain, as trec_eval counts it. */
function ndcgAt10(ids: readonly string[], grades: Record<string, number>): number {
  const sum = (gains: number[]) =>
    gains.slice(0, 10).reduce((total, gain, i) => total + gain / Math.log2(i + 2), 0);
  const best = sum(Object.values(grades).sort((a, b) => b - a));
  return best === 0 ? 0 : sum(ids.map((id) => grades[id] ?? 0)) / best;
}

function interval(values: readonly number[]): string {
  const random = createRandom(1);
  const drawn = Array.from({ length: draws }, () =>
    mean(Array.from(values, () => values[Math.floor(random() * values.length)])),
  ).sort((a, b) => a - b);
  return `[${shown(drawn[Math.floor(0.025 * draws)])}, ${shown(drawn[Math.floor(0.975 * draws)])}]`;
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function shown(share: number): string {
  return (100 * share).toFixed(1);
}
