/** What the times at the API are made of and compared with: the index and its exact twin, words and FTS5, by the same questions. */
import { embedAll } from '../../../src/embed/embed-all.ts';
import { openEmbedder } from '../../../src/embed/embedder.ts';
import { resolveModel } from '../../../src/embed/resolve-model.ts';
import { ExactIndex } from '../../../src/index/exact-index.ts';
import { createRandom, sampleRows } from '../../../src/random.ts';
import { fusionDefaults } from '../../../src/search/fuse-scores.ts';
import { bestByWords, phraseScoresOf } from '../../../src/search/score-words.ts';
import type { Searcher } from '../../../src/search/searcher.ts';
import { parseWordsQuery } from '../../../src/search/words-query.ts';
import { openToRead } from '../../../src/store/corpus-file.ts';
import { gatherRows, type VectorTable, vectorAt } from '../../../src/tables/vector-table.ts';
import { matchWords } from '../../store/match-words.ts';
import { spread } from '../machine.ts';

export type Print = (line: string, figure: Record<string, unknown>) => void;

/** As many as a question by meaning asks the index for. */
const depth = fusionDefaults.candidates;

/** @param texts questions. */
export async function inProcessFigures(
  searcher: Searcher,
  texts: readonly string[],
  print: Print,
): Promise<void> {
  const { corpus, index, vectors } = searcher;
  const exact = new ExactIndex(vectors);
  const embedder = await openEmbedder(await resolveModel(corpus.settings.model.name), { processes: 0 });
  const questions = gatherRows(vectors, new Int32Array(texts.length));
  await embedAll(embedder, texts, {
    kind: 'query',
    onBatch: (places, batch) => {
      for (const [i, place] of places.entries()) vectorAt(questions, place).set(vectorAt(batch.vectors, i));
    },
  });
  await embedder.close();
  const papers = gatherRows(vectors, sampleRows(vectors.rows, texts.length, createRandom(2)));

  console.log(`\n| in one process | p50 ms | p95 ms | recall@10 |\n|---|---:|---:|---:|`);
  const row = (name: string, timesMs: number[], recall: number | null) => {
    const { p50Ms, p95Ms } = spread(timesMs);
    const shown = recall === null ? '' : recall.toFixed(4);
    print(`| ${name} | ${p50Ms.toFixed(2)} | ${p95Ms.toFixed(2)} | ${shown} |`, {
      name,
      p50Ms,
      p95Ms,
      recall,
    });
  };
  for (const [what, queries] of Object.entries({ questions, papers })) {
    const truth = timed(queries, (query) => exact.search(query, depth).rows);
    const found = timed(queries, (query) => index.search(query, depth).rows);
    row(`exact, nearest ${depth} of ${what}`, truth.timesMs, 1);
    row(`${index.kind}, the same`, found.timesMs, recallOf(found.answers, truth.answers));
  }
  // The switch point: from which width of a filter on would HNSW be faster than the exact scan of the allowed rows?
  for (const share of [0.01, 0.1, 0.25, 0.5, 1]) {
    const random = createRandom(3);
    const allowed = Uint8Array.from({ length: vectors.rows }, () => (random() < share ? 1 : 0));
    const { timesMs, answers } = timed(questions, (query) => exact.search(query, depth, { allowed }).rows);
    row(`exact, ${share * 100} % of the papers allowed`, timesMs, 1);
    if (index.kind === 'exact' || share < 0.1) continue;
    // Enough candidates that `depth` of them are allowed, most of the time.
    const wide = Math.ceil((1.3 * depth) / share);
    const filtered = timed(questions, (query) =>
      index.search(query, wide).rows.filter((found) => allowed[found] === 1),
    );
    row(`HNSW, the nearest ${wide} filtered`, filtered.timesMs, recallOf(filtered.answers, answers));
  }
  const phrases = texts.map((text) => parseWordsQuery(text).phrases).filter((some) => some.length > 0);
  const best = (some: string[]) =>
    bestByWords(
      some.map((phrase) => phraseScoresOf(corpus, phrase)),
      vectors.rows,
      depth,
      () => true,
    );
  for (const some of phrases) best(some);
  row(
    'words, scores kept',
    phrases.map((some) => timeOf(() => best(some))),
    null,
  );
  const database = openToRead(corpus.folder);
  const fts = (some: string[]) => matchWords(database, some.join(' OR '), depth);
  row(
    'words, the same by FTS5',
    phrases.map((some) => timeOf(() => fts(some))),
    null,
  );
  database.close();
}

function timed(queries: VectorTable, search: (query: Float32Array) => Int32Array) {
  const answers: Int32Array[] = [];
  const timesMs: number[] = [];
  search(vectorAt(queries, 0));
  for (let i = 0; i < queries.rows; i++)
    timesMs.push(timeOf(() => answers.push(search(vectorAt(queries, i)))));
  return { answers, timesMs };
}

function timeOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/** Of the first ten of each true answer. */
function recallOf(found: readonly Int32Array[], truth: readonly Int32Array[]): number {
  let right = 0;
  let wanted = 0;
  for (const [i, rows] of truth.entries()) {
    const ten = new Set(rows.subarray(0, 10));
    wanted += ten.size;
    for (const row of found[i].subarray(0, 10)) if (ten.has(row)) right++;
  }
  return right / wanted;
}
