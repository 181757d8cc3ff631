import { groupDuplicates, readForDuplicates } from '../../build-steps.ts';
import { NearbyError } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import { Corpus } from '../../store/corpus.ts';
import { type DuplicateRule, duplicateRules, groupMembers } from '../../tables/duplicate-groups.ts';
import { folderToAsk } from '../corpus-folder.ts';
import { counted } from '../counted.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';
import { readCorpus } from '../read-corpus.ts';

/** What tied a record to the others of its paper. */
const inWords: Record<DuplicateRule, string> = {
  doi: 'same DOI',
  arxiv: 'same arXiv number',
  title: 'same title and author',
  near: 'title and text nearly the same',
};

interface Listing {
  papers: number;
  groups: { id: string; title: string; year: number | null; source: string; rule: DuplicateRule }[][];
  /** Ids that a person keeps out of every group. */
  apart: string[];
}

/** `nearby duplicates`: the groups, the record that stands for its paper first; `--split` and `--join` change them. */
export async function duplicates(
  _: string[],
  { corpus, split = [], join = [], json }: OptionValues,
): Promise<void> {
  const folder = corpus ?? folderToAsk();
  if (split.length + join.length > 0) await changeGroups(folder, split, join);
  const listing = readCorpus(folder, listGroups);
  if (json) {
    printJson(listing);
    return;
  }
  for (const [place, group] of listing.groups.entries()) {
    process.stdout.write(`${place + 1}. ${group[0].title}\n`);
    for (const { id, title, year, source, rule } of group) {
      const about = [year, source, inWords[rule]].filter(Boolean).join(', ');
      process.stdout.write(`     ${id} (${about})${title === group[0].title ? '' : `: ${title}`}\n`);
    }
  }
  const records = listing.groups.reduce((sum, group) => sum + group.length, 0);
  process.stdout.write(
    listing.groups.length === 0
      ? `None of ${counted(listing.papers, 'record')} is a duplicate or version of another.\n`
      : `${counted(listing.groups.length, 'paper')} in ${records} of ${counted(listing.papers, 'record')}.\n`,
  );
  if (listing.apart.length > 0) process.stdout.write(`Kept apart: ${listing.apart.join(', ')}.\n`);
}

function listGroups(corpus: Corpus): Listing {
  const groups = corpus.duplicates();
  if (!groups)
    throw new NearbyError('corpus-unfinished', { folder: corpus.folder, missing: 'groups of duplicates' });
  return {
    papers: corpus.rows,
    groups: [...groupMembers(groups)].map(([representative, members]) =>
      [representative, ...members.filter((row) => row !== representative)].map((row) => {
        const { id, title, year, source } = corpus.paper(row);
        return { id, title, year, source, rule: duplicateRules[groups.rule[row]] };
      }),
    ),
    apart: corpus.duplicateSettings.apart,
  };
}

/**
 * Keeps papers apart, or no longer, and finds the groups anew; points on the map stay where they are until all are laid out.
 * @throws NearbyError `unknown-paper` for an id that is not there: then nothing is changed.
 */
async function changeGroups(
  folder: string,
  split: readonly string[],
  join: readonly string[],
): Promise<void> {
  const corpus = Corpus.open(folder);
  try {
    const unknown = [...split, ...join].filter((id) => corpus.rowOf(id) === null);
    if (unknown.length > 0)
      throw new NearbyError('unknown-paper', {
        ids: unknown,
        nearest: nearestName(unknown[0], corpus.ids()),
      });
    const graph = corpus.graph();
    if (!graph) throw new NearbyError('corpus-unfinished', { folder, missing: 'neighbour graph' });
    const settings = corpus.duplicateSettings;
    const apart = [...new Set([...settings.apart, ...split])].filter((id) => !join.includes(id)).sort();
    corpus.saveDuplicateSettings({ ...settings, apart });
    groupDuplicates(corpus, graph, await readForDuplicates(corpus));
  } finally {
    corpus.close();
  }
}
