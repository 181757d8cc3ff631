/**
 * Whole builds of growing size beside what they replace:
 *
 *   npm run bench -- [--papers FILE.jsonl | FOLDER] [--sizes 10000,100000,all] [--keep FOLDER] [--json FILE]
 *
 * FOLDER holds .jsonl or .jsonl.xz files (unpacked by the program xz); without --papers it is ../shared/corpora. Each size is
 * built in a process of its own, asked by the real server, and given 1,000 papers more. A short run: --sizes 2000.
 * --keep leaves the corpora behind.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePage } from '../../src/cli/ensure-page.ts';
import { stages } from '../../src/progress.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { labelAccuracy } from './label-accuracy.ts';
import { machineLine, spread } from './machine.ts';
import { type MeasuredBuild, measuredBuild } from './scale/measured-build.ts';
import { exactAgainstIndex, pipelineSeconds, umapAgainstOurs } from './scale/replaced.ts';
import { takePapers } from './scale/take-papers.ts';
import { Served } from './search/served.ts';

const { values: options } = parseArgs({
  options: {
    papers: { type: 'string', default: '../shared/corpora' },
    sizes: { type: 'string', default: '10000,100000,all' },
    keep: { type: 'string' },
    json: { type: 'string' },
  },
});
/** More than any file has. */
const all = 1_000_000_000;
const added = 1000;
const questions = 100;
/** More than for other figures: the share of 1,500 papers would be off by a hundredth as often as not. */
const labelled = 5000;
/** umap-js alone is measured on so many: at 20,000 it takes minutes and gigabytes. */
const umapRows = 5_000;

const root = options.keep ?? mkdtempSync(join(tmpdir(), 'nearby-bench-'));
mkdirSync(root, { recursive: true });
const lines: string[] = [];
const print = (what: string, value: string, figure: Record<string, unknown>) => {
  console.log(`| ${what} | ${value} |`);
  lines.push(JSON.stringify({ machine: machineLine(), what, ...figure }));
};
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const seconds = (value: number) => `${value.toFixed(1)} s`;

// Not measured: it is built once.
await ensurePage((line) => console.error(line));
try {
  for (const asked of options.sizes.split(','))
    await measureSize(asked === 'all' ? all : Number(asked), asked);
} finally {
  if (!options.keep) rmSync(root, { recursive: true });
  if (options.json) writeFileSync(options.json, `${lines.join('\n')}\n`);
}

async function measureSize(size: number, name: string): Promise<void> {
  if (!(size >= 1)) throw new Error(`"${name}" is no size. --sizes takes numbers and "all", with commas.`);
  const [file, more, folder] = ['jsonl', 'more.jsonl', 'corpus'].map((end) => join(root, `${name}.${end}`));
  await takePapers(options.papers, 0, size, file);
  const built = await measuredBuild(folder, file, 'build');
  const { papers } = built;
  console.log(`\n${machineLine()} · ${papers} papers\n\n| what | figure |\n|---|---|`);
  printBuild(papers, built);
  await printReplaced(folder, papers, built);
  await printServed(folder, papers);

  // Where all are in the corpus already, others than those cannot be had.
  if ((await takePapers(options.papers, papers, added, more)) > 0) {
    const { seconds: took, papers: after } = await measuredBuild(folder, more, 'add');
    const what = `add ${after - papers} papers`;
    print(what, seconds(took), { papers, added: after - papers, seconds: took });
  }
  for (const path of [file, more]) rmSync(path, { force: true });
  if (!options.keep) rmSync(folder, { recursive: true });
}

function printBuild(papers: number, built: MeasuredBuild): void {
  const { figures, stageSeconds, stagePeakBytes, peakBytes } = built;
  print('whole build', `${seconds(built.seconds)}, ${mib(peakBytes)} at most`, {
    papers,
    seconds: built.seconds,
    peakBytes,
  });
  for (const stage of stages) {
    const [took, bytes] = [stageSeconds[stage], stagePeakBytes[stage]];
    const what = stage === 'import' ? '– start of the process and import' : `– ${stage}`;
    print(what, `${seconds(took)}, ${mib(bytes)}`, {
      papers,
      stage,
      seconds: took,
      peakBytes: bytes,
    });
  }
  const { recallAt10, trustworthinessAt15, continuityAt15 } = figures;
  const shown = (value: number | null) => value?.toFixed(4) ?? 'none';
  print(
    'recall@10; trustworthiness@15, continuity@15 of 1,000 rows',
    [recallAt10, trustworthinessAt15, continuityAt15].map(shown).join('; '),
    {
      papers,
      recallAt10,
      trustworthinessAt15,
      continuityAt15,
    },
  );
}

async function printReplaced(folder: string, papers: number, built: MeasuredBuild): Promise<void> {
  const corpus = Corpus.open(folder, { readOnly: true });
  try {
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    print('on disk', mib(bytes), { papers, bytes });
    const graph = corpus.graph();
    const layout = corpus.layout();
    const { codes } = corpus.facetColumn('category');
    if (graph && layout && codes.some((code) => code >= 0)) {
      const rows = sampleRows(papers, labelled, createRandom(1));
      const { byVectors, byPoints } = labelAccuracy(codes, rows, graph, layout.points);
      print(
        'category told by the 15 nearest: map, vectors, ratio',
        [byPoints, byVectors, byPoints / byVectors].map((share) => share.toFixed(3)).join(', '),
        { papers, byPoints, byVectors },
      );
    }
    const vectors = corpus.vectors();
    const pipeline = (await pipelineSeconds(corpus)) * papers;
    print(
      'embedding; the library on a MiniLM-shaped model, from 40 texts',
      `${seconds(built.stageSeconds.embed)}; ${seconds(pipeline)}`,
      { papers, seconds: built.stageSeconds.embed, replacedSeconds: pipeline },
    );
    const { exactMs, indexMs } = exactAgainstIndex(corpus, vectors);
    print('a search: the index; exact', `${indexMs?.toFixed(2) ?? '–'} ms; ${exactMs.toFixed(2)} ms`, {
      papers,
      indexMs,
      exactMs,
    });
    const umap = await umapAgainstOurs(vectors, Math.min(papers, umapRows));
    print(
      `neighbours and layout of ${umap.rows}: ours; umap-js alone (trustworthiness@15)`,
      `${seconds(umap.oursSeconds)} (${umap.oursTrust?.toFixed(3)}); ${seconds(umap.umapSeconds)} (${umap.umapTrust?.toFixed(3)})`,
      { papers, ...umap },
    );
  } finally {
    corpus.close();
  }
}

async function printServed(folder: string, papers: number): Promise<void> {
  const startMs = performance.now();
  const server = await Served.start(folder);
  try {
    const bytes = await server.mapBytes();
    const mapMs = performance.now() - startMs;
    print('open; first map', `${seconds(server.openMs / 1000)}; ${seconds(mapMs / 1000)}`, {
      papers,
      openMs: server.openMs,
      mapMs,
      mapBytes: bytes,
    });
    const corpus = Corpus.open(folder, { readOnly: true });
    const rows = sampleRows(papers, questions, createRandom(4));
    const asked = Array.from(rows, (row) => ({ text: corpus.paper(row).title, similarTo: corpus.idOf(row) }));
    corpus.close();
    for (const kind of ['text', 'similar'] as const) {
      const timesMs: number[] = [];
      for (const { text, similarTo } of asked) {
        timesMs.push((await server.ask(kind === 'text' ? { text, k: 10 } : { similarTo })).tookMs);
      }
      const { p50Ms, p95Ms } = spread(timesMs.slice(questions / 5));
      const what = kind === 'text' ? 'a title as text, p50 and p95' : 'papers similar to one, p50 and p95';
      print(what, `${p50Ms.toFixed(1)} ms, ${p95Ms.toFixed(1)} ms`, { papers, question: kind, p50Ms, p95Ms });
    }
  } finally {
    await server.end();
  }
}
