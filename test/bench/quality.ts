/**
 * How good a model is in this product, in one table with 95 % intervals by bootstrap:
 *
 *   npm run eval -- [FOLDER] [--model M] [--against M2] [--corpora FOLDER] [--json FILE] [--only SECTIONS]
 *
 * FOLDER (default ../shared/eval) holds a folder a set: judged sets (quality/judged-sets.ts says in which form) and
 * sentence pairs (quality/sentence-pairs.ts). The folder of --corpora (default ../shared/corpora) holds
 * papers-*.jsonl.xz, {title, abstract, category?, keywords?} a line, of which the last are held out from training
 * (quality/held-out.ts). What is absent is left out, and said. With --against every figure stands beside that of another
 * model, with the difference and its paired interval. All figures are × 100, except speed, size and the error of parts.
 *
 * SECTIONS, joined by commas, are some of: sets, pairs, titles, similar, known-item, examples, filters, explanations,
 * speed (quality/options.ts says what each is). Those from known-item to explanations are measured on the bundled sample,
 * and on the held-out papers where they are there. Where an answer under a filter differs from brute force, the exit
 * code is 1.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { samplePapers } from '../../src/cli/sample.ts';
import { NearbyError, reasonOf } from '../../src/errors.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { machineLine } from './machine.ts';
import { exampleFigures } from './quality/by-example.ts';
import { explanationFigures } from './quality/explanations.ts';
import type { Figure } from './quality/figure.ts';
import { exactnessFigures, exactnessMeasure } from './quality/filtered-exactness.ts';
import { type HeldOutPaper, readHeldOut } from './quality/held-out.ts';
import { type JudgedScores, judgedFigures, judgedSets, scoreJudgedSet } from './quality/judged-sets.ts';
import { knownItemFigures } from './quality/known-item.ts';
import { type MeasuredCorpus, openHeldOut, openSample } from './quality/measured-corpus.ts';
import { closeModel, type OpenModel, openModel } from './quality/open-model.ts';
import { type QualityOptions, readOptions, type Section } from './quality/options.ts';
import { pairFigure, pairSets } from './quality/sentence-pairs.ts';
import { severalExamplesFigures } from './quality/several-examples.ts';
import { speedFigures } from './quality/speed.ts';
import { jsonLines, markdownTable, tableRows } from './quality/table.ts';
import { titleFigures } from './quality/titles-to-abstracts.ts';

/** What is measured through the search of a whole corpus. */
const searchFigures = {
  'known-item': knownItemFigures,
  examples: severalExamplesFigures,
  filters: exactnessFigures,
  explanations: explanationFigures,
} satisfies Partial<Record<Section, (measured: MeasuredCorpus) => Promise<Figure[]>>>;

const startedMs = performance.now();
try {
  await measure(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof NearbyError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function measure({ sets, corpora, model, against, json, only }: QualityOptions): Promise<void> {
  // Refused before minutes of work, not after; what is in the file stays until there are figures.
  if (json !== null) writing(json, () => appendFileSync(json, ''));
  const notes = new Set<string>();
  const heldOut = await readHeldOut(corpora);
  if (!heldOut)
    notes.add(`There are no papers-*.jsonl.xz in "${corpora}"; nothing is measured on held-out papers.`);
  if (only.has('sets') && judgedSets(sets).length === 0) notes.add(`There is no judged set in "${sets}".`);
  if (only.has('pairs') && pairSets(sets).length === 0)
    notes.add(`There is no set of sentence pairs in "${sets}".`);

  const names = against === null ? [model] : [model, against];
  const models: OpenModel[] = [];
  try {
    for (const name of names) models.push(await openModel(name));
    const figures: Figure[][] = [];
    for (const each of models) figures.push(await qualityOf(each, { sets, only }, heldOut, notes));
    if (only.has('speed')) {
      say('speed');
      const speeds = await speedFigures(models, (heldOut ?? sample()).map(paperText));
      figures.forEach((some, i) => {
        some.push(...speeds[i]);
      });
    }
    say('bootstrap');
    const [first, other] = figures;
    const rows = tableRows(first, other ?? null);
    console.log(`${machineLine()}\n\n${markdownTable(rows, names)}`);
    for (const note of notes) console.log(`\n${note}`);
    if (json !== null) writing(json, () => writeFileSync(json, jsonLines(rows, names, machineLine())));
    if (
      rows.some(
        ({ measure, value, other }) =>
          measure === exactnessMeasure && Math.min(value, other?.value ?? 100) < 100,
      )
    ) {
      console.error('Answers under a filter are not those of brute force.');
      process.exitCode = 1;
    }
    say('done');
  } finally {
    for (const each of models) await closeModel(each);
  }
}

async function qualityOf(
  model: OpenModel,
  { sets, only }: Pick<QualityOptions, 'sets' | 'only'>,
  heldOut: HeldOutPaper[] | null,
  notes: Set<string>,
): Promise<Figure[]> {
  const scored: JudgedScores[] = [];
  for (const set of only.has('sets') ? judgedSets(sets) : []) {
    say(`${model.name}: ${set}`);
    scored.push(await scoreJudgedSet(set, model));
  }
  const figures = judgedFigures(scored);
  for (const set of only.has('pairs') ? pairSets(sets) : []) {
    say(`${model.name}: ${set}`);
    figures.push(await pairFigure(set, model));
  }
  if (heldOut && only.has('titles')) {
    say(`${model.name}: titles of held-out papers`);
    figures.push(...(await titleFigures(heldOut, model)));
  }
  if (heldOut && only.has('similar')) {
    say(`${model.name}: papers like held-out papers`);
    const examples = await exampleFigures(heldOut, model);
    figures.push(...examples.figures);
    for (const note of examples.notes) notes.add(note);
  }
  if (!Object.keys(searchFigures).some((section) => only.has(section as Section))) return figures;
  say(`${model.name}: the sample is built`);
  figures.push(...(await figuresOfCorpus(await openSample(model), model, only)));
  if (heldOut) {
    say(`${model.name}: the held-out papers are indexed`);
    figures.push(...(await figuresOfCorpus(await openHeldOut(heldOut, model), model, only)));
  }
  return figures;
}

/** Closes the corpus. */
async function figuresOfCorpus(
  measured: MeasuredCorpus,
  { name }: OpenModel,
  only: QualityOptions['only'],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  try {
    for (const [section, figuresOf] of Object.entries(searchFigures)) {
      if (!only.has(section as Section)) continue;
      say(`${name}: ${section}, ${measured.set}`);
      figures.push(...(await figuresOf(measured)));
    }
  } finally {
    await measured.close();
  }
  return figures;
}

function sample(): Paper[] {
  return readFileSync(samplePapers, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Paper);
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new NearbyError('bad-option', {
      name: '--json',
      value: path,
      expected: `a file that can be written (${reasonOf(error)})`,
    });
  }
}

/** What is at work, on standard error: the table alone goes to standard output. */
function say(what: string): void {
  process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
}
