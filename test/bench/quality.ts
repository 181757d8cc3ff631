/**
 * How good a model is in this product, in one table with 95 % intervals by bootstrap:
 *
 *   npm run eval -- [FOLDER] [--model M] [--against M2] [--corpora FOLDER] [--json FILE]
 *
 * FOLDER (default ../shared/eval) holds a folder a set: judged sets (quality/judged-sets.ts says in which form) and
 * sentence pairs (quality/sentence-pairs.ts). The folder of --corpora (default ../shared/corpora) holds
 * papers-*.jsonl.xz, {title, abstract, category?, keywords?} a line, of which the last are held out from training
 * (quality/held-out.ts). What is absent is left out, and said. With --against every figure stands beside that of another
 * model, with the difference and its paired interval. All figures are × 100, except speed and size.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { samplePapers } from '../../src/cli/sample.ts';
import { NearbyError, reasonOf } from '../../src/errors.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { machineLine } from './machine.ts';
import { exampleFigures } from './quality/by-example.ts';
import type { Figure } from './quality/figure.ts';
import { type HeldOutPaper, readHeldOut } from './quality/held-out.ts';
import { type JudgedScores, judgedFigures, judgedSets, scoreJudgedSet } from './quality/judged-sets.ts';
import { closeModel, type OpenModel, openModel } from './quality/open-model.ts';
import { type QualityOptions, readOptions } from './quality/options.ts';
import { pairFigure, pairSets } from './quality/sentence-pairs.ts';
import { speedFigures } from './quality/speed.ts';
import { jsonLines, markdownTable, tableRows } from './quality/table.ts';
import { titleFigures } from './quality/titles-to-abstracts.ts';

const startedMs = performance.now();
try {
  await measure(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof NearbyError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function measure({ sets, corpora, model, against, json }: QualityOptions): Promise<void> {
  // Refused before minutes of work, not after; what is in the file stays until there are figures.
  if (json !== null) writing(json, () => appendFileSync(json, ''));
  const notes = new Set<string>();
  const heldOut = await readHeldOut(corpora);
  if (!heldOut)
    notes.add(`There are no papers-*.jsonl.xz in "${corpora}"; nothing is measured on held-out papers.`);
  if (judgedSets(sets).length === 0) notes.add(`There is no judged set in "${sets}".`);
  if (pairSets(sets).length === 0) notes.add(`There is no set of sentence pairs in "${sets}".`);

  const names = against === null ? [model] : [model, against];
  const models: OpenModel[] = [];
  try {
    for (const name of names) models.push(await openModel(name));
    const figures: Figure[][] = [];
    for (const each of models) figures.push(await qualityOf(each, sets, heldOut, notes));
    say('speed');
    const speeds = await speedFigures(models, (heldOut ?? sample()).map(paperText));
    say('bootstrap');
    const [first, other] = figures.map((some, i) => [...some, ...speeds[i]]);
    const rows = tableRows(first, other ?? null);
    console.log(`${machineLine()}\n\n${markdownTable(rows, names)}`);
    for (const note of notes) console.log(`\n${note}`);
    if (json !== null) writing(json, () => writeFileSync(json, jsonLines(rows, names, machineLine())));
    say('done');
  } finally {
    for (const each of models) await closeModel(each);
  }
}

async function qualityOf(
  model: OpenModel,
  sets: string,
  heldOut: HeldOutPaper[] | null,
  notes: Set<string>,
): Promise<Figure[]> {
  const scored: JudgedScores[] = [];
  for (const set of judgedSets(sets)) {
    say(`${model.name}: ${set}`);
    scored.push(await scoreJudgedSet(set, model));
  }
  const figures = judgedFigures(scored);
  for (const set of pairSets(sets)) {
    say(`${model.name}: ${set}`);
    figures.push(await pairFigure(set, model));
  }
  if (heldOut) {
    say(`${model.name}: titles of held-out papers`);
    figures.push(...(await titleFigures(heldOut, model)));
    say(`${model.name}: papers like held-out papers`);
    const examples = await exampleFigures(heldOut, model);
    figures.push(...examples.figures);
    for (const note of examples.notes) notes.add(note);
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
