/** A corpus with years, categories and venues for the filters, and papers that were added to it later. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCorpus } from '../../src/build-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const subjects = [
  ['Ice', 'glaciers, snow and the melting of ice in a warmer climate'],
  ['Bees', 'pollen, nectar and the dances of foraging bees'],
  ['Chess', 'search trees and endgame tables of chess programs'],
  ['Bread', 'flour, water and the patience of bakers'],
] as const;

/** Years 2001 to 2024, and among 120 papers a slip and four without a year. */
export const datedPapers = Array.from({ length: 120 }, (_, i) => {
  const [subject, about] = subjects[i % subjects.length];
  return {
    id: `${subject.toLowerCase()}-${i}`,
    title: `${subject} of winter number ${i}`,
    abstract: `On ${about}, told for the ${i + 1}th time, with ${i % 7} figures and ${i % 5} tables.`,
    year: i === 7 ? 1500 : i % 30 === 3 ? undefined : 2001 + ((i * 7) % 24),
    categories: [subject.toLowerCase(), `kind ${String(i % 20).padStart(2, '0')}`],
    venue: i % 3 === 0 ? 'Journal of Winter' : `Workshop ${i % 4}`,
  };
});

export const newcomers = [
  { id: 'new-boats', title: 'Boats of birch bark', abstract: 'On rivers and bark.', year: 2019 },
  { id: 'new-ice', title: 'Ice under a new light', abstract: 'On glaciers and light.', year: 2023 },
];

/** @returns its folder. The newcomers came in a run of their own, at least a second later. */
export async function datedCorpus(): Promise<string> {
  const folder = temporaryFolder();
  const corpus = join(folder, 'dated');
  const write = (name: string, papers: readonly object[]) => {
    const file = join(folder, name);
    writeFileSync(file, papers.map((paper) => JSON.stringify(paper)).join('\n'));
    return file;
  };
  await buildCorpus(corpus, [write('papers.jsonl', datedPapers)]);
  await new Promise((later) => setTimeout(later, 1000));
  await buildCorpus(corpus, [write('newcomers.jsonl', newcomers)], { keepMap: true });
  return corpus;
}
