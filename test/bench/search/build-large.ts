/**
 * The corpus that search is timed on: papers of your own files, through the build's own steps but one. The map is the
 * PCA that a layout starts from: UMAP takes many minutes at this size, and no answer's time depends on it.
 */
import { createReadStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildDefaults } from '../../../src/build-defaults.ts';
import { indexAndGraph } from '../../../src/build-index.ts';
import * as step from '../../../src/build-steps.ts';
import { framePoints } from '../../../src/layout/frame-points.ts';
import { pcaStart } from '../../../src/layout/pca.ts';
import { StageClock } from '../../../src/progress.ts';
import { createRandom, type Random } from '../../../src/random.ts';

/** About as many people as write 100,000 papers, and how many of them a paper has at most. */
const people = 150_000;
const mostAuthors = 6;

/**
 * Builds `folder` of the first `papers` lines of a JSON Lines file.
 *
 * Papers without authors get invented ones, a few of whom write much and most of whom write little, so that the facets
 * and the index of words have the sizes that they have in life.
 */
export async function buildLarge(folder: string, file: string, papers: number, say: (line: string) => void) {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const input = `${unfinished}.jsonl`;
  await writeFile(input, await firstLines(file, papers));
  const settings = { ...buildDefaults, say };
  const clock = new StageClock();
  const corpus = await step.openOrCreate(unfinished, [input], {}, settings);
  try {
    await clock.time('import', () => step.importPapers(corpus, [input], settings));
    await clock.time('embed', () => step.embedPapers(corpus, settings));
    const vectors = corpus.vectors();
    const { index, graph } = await clock.time('index', () => indexAndGraph(corpus, vectors, settings));
    const layout = { rows: vectors.rows, points: framePoints(pcaStart(vectors, settings.seed)) };
    corpus.saveLayout(layout);
    const map = { layout: null, topics: null };
    await clock.time('topics', () => step.nameTopics(corpus, graph, vectors, layout, map, settings));
    await clock.time('measure', () => step.measure(corpus, index, vectors, layout, clock, settings));
  } finally {
    corpus.close();
    await rm(input, { force: true });
  }
  await rename(unfinished, folder);
  const seconds = Object.entries(clock.seconds).map(([stage, s]) => `${stage} ${s.toFixed(0)}`);
  say(`${join(folder)} built, in seconds: ${seconds.join(', ')}.`);
}

async function firstLines(file: string, papers: number): Promise<string> {
  const random = createRandom(1);
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (lines.length === papers) break;
    const paper = JSON.parse(line);
    lines.push(JSON.stringify({ authors: inventAuthors(random), ...paper }));
  }
  if (lines.length < papers) throw new Error(`${file} has ${lines.length} papers. Asked for: ${papers}.`);
  return lines.join('\n');
}

/** A skewed draw: the square of a uniform number puts many papers on few people. */
function inventAuthors(random: Random): string[] {
  const count = 1 + Math.floor(random() * mostAuthors);
  return Array.from({ length: count }, () => nameOf(Math.floor(random() ** 2 * people)));
}

const syllables = [
  'ba',
  'ren',
  'mo',
  'li',
  'ta',
  'ke',
  'su',
  'vor',
  'an',
  'dil',
  'ho',
  'sei',
  'nu',
  'gar',
  'wi',
  'pe',
];

function nameOf(person: number): string {
  const word = (value: number) => {
    const text = [value & 15, (value >> 4) & 15, (value >> 8) & 15].map((part) => syllables[part]).join('');
    return text[0].toUpperCase() + text.slice(1);
  };
  // Two words of 12 bits, mixed so that neighbours in number share neither name.
  const mixed = Math.imul(person, 0x9e3779b1) >>> 8;
  return `${word(mixed & 4095)} ${word(mixed >>> 12)}`;
}
