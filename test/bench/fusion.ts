/**
 * How much of the gain of fusion is there on sets that it was not tuned on: for each judged set, the setting that is best in
 * the mean of the others, measured on it (leave one set out). nDCG@10 × 100.
 *
 *   npx tsx test/bench/fusion.ts [FOLDER = ../shared/eval] [--model M]
 *
 * FOLDER as for `npm run eval`. Takes some 20 seconds a setting.
 */
import { parseArgs } from 'node:util';
import { buildDefaults } from '../../src/build-defaults.ts';
import { feedbackDefaults } from '../../src/search/feedback.ts';
import { fusionDefaults } from '../../src/search/fuse-scores.ts';
import { machineLine } from './machine.ts';
import { type JudgedScores, judgedSets, scoreJudgedSet, type Way, ways } from './quality/judged-sets.ts';
import { closeModel, openModel } from './quality/open-model.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string', default: buildDefaults.model } },
});
const sets = judgedSets(positionals[0] ?? '../shared/eval');
if (sets.length < 3) {
  console.error(
    `"${positionals[0] ?? '../shared/eval'}" has ${sets.length} judged sets; it needs 3 or more.`,
  );
  process.exit(2);
}

const settings = [0.4, 0.5, 0.6].flatMap((wordsShare) =>
  [0, 0.25, 0.5, 0.75].map((weight) => ({ wordsShare, weight })),
);
const shipped = settings.findIndex(
  ({ wordsShare, weight }) => wordsShare === fusionDefaults.wordsShare && weight === feedbackDefaults.weight,
);

/** Of a way, one number a set. */
const meansOf = (scored: readonly JudgedScores[], way: Way) =>
  scored.map(({ byWay }) => 100 * mean(byWay[way]));

const model = await openModel(values.model);
/** One row a setting, one column a set. */
const fused: number[][] = [];
let others: { way: Way; figures: number[] }[] = [];
try {
  for (const { wordsShare, weight } of settings) {
    fusionDefaults.wordsShare = wordsShare;
    feedbackDefaults.weight = weight;
    const scored: JudgedScores[] = [];
    for (const set of sets) scored.push(await scoreJudgedSet(set, model));
    fused.push(meansOf(scored, 'fused'));
    others = ways.filter((way) => way !== 'fused').map((way) => ({ way, figures: meansOf(scored, way) }));
    console.error(
      `share of words ${wordsShare}, feedback ${weight}: ${mean(fused[fused.length - 1]).toFixed(1)}`,
    );
  }
} finally {
  await closeModel(model);
}

const leftOut = sets.map((_, set) => {
  const ofOthers = fused.map((figures) => mean(figures.filter((_, other) => other !== set)));
  const best = ofOthers.indexOf(Math.max(...ofOthers));
  return { figure: fused[best][set], ...settings[best] };
});

console.log(`${machineLine()} · ${settings.length} settings\n`);
console.log(
  `| set | ${others.map(({ way }) => way).join(' | ')} | fused as shipped | fused, set left out | by |`,
);
console.log(`|---|${'---:|'.repeat(others.length + 2)}---|`);
sets.forEach((set, i) => {
  const { figure, wordsShare, weight } = leftOut[i];
  const columns = [...others.map(({ figures }) => figures[i]), fused[shipped]?.[i] ?? Number.NaN, figure];
  console.log(
    `| ${set.split('/').at(-1)} | ${columns.map((value) => value.toFixed(1)).join(' | ')} | ${wordsShare}, ${weight} |`,
  );
});
const lastRow = [
  ...others.map(({ figures }) => mean(figures)),
  mean(fused[shipped] ?? []),
  mean(leftOut.map(({ figure }) => figure)),
];
console.log(`| mean | ${lastRow.map((value) => value.toFixed(1)).join(' | ')} | |`);

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, value) => sum + value, 0) / figures.length;
}
