import { NearbyError } from '../../errors.ts';
import { comparisonAnswer, topicsAnswer } from '../../server/answers.ts';
import type { TopicComparison, Topics } from '../../server/api-types.ts';
import { Corpus } from '../../store/corpus.ts';
import { unplacedNames } from '../../tables/given-names.ts';
import type { TopicTree } from '../../tables/topic-tree.ts';
import { folderToAsk } from '../corpus-folder.ts';
import { counted } from '../counted.ts';
import type { OptionValues } from '../options.ts';
import { printComparison } from '../print-comparison.ts';
import { printJson } from '../print-json.ts';
import { readCorpus } from '../read-corpus.ts';

/**
 * `nearby topics`: the topic tree as an indented list, or as `/api/topics` gives it; `--level` leaves one level, `--name`
 * and `--unname` change names first; `--compare` prints what tells two of them apart instead.
 */
export async function topics(
  _: string[],
  { corpus, level, compare, name = [], unname = [], json }: OptionValues,
): Promise<void> {
  if (compare && (level !== undefined || name.length + unname.length > 0)) {
    const expected = 'with --corpus and --json at most; names are given by a command of their own';
    throw new NearbyError('bad-option', { name: '--compare', value: compare.join(','), expected });
  }
  const folder = corpus ?? folderToAsk();
  if (compare) {
    printComparison(
      readCorpus(folder, (opened) => comparisonOf(opened, compare)),
      json === true,
    );
    return;
  }
  if (name.length + unname.length > 0) changeNames(folder, name, unname);
  const answer = readCorpus(folder, (opened) => topicsAnswer(opened, treeOf(opened), true));
  if (level !== undefined && answer.levels > 0 && level >= answer.levels) {
    const expected = `a level of this corpus: 0 to ${answer.levels - 1}, the finest`;
    throw new NearbyError('bad-option', { name: '--level', value: level, expected });
  }
  const shown =
    level === undefined ? inTreeOrder(answer.topics) : answer.topics.filter((topic) => topic.level === level);
  if (json) {
    printJson({ ...answer, topics: level === undefined ? answer.topics : shown });
    return;
  }
  for (const topic of shown) {
    const indent = '  '.repeat(level === undefined ? topic.level : 0);
    const found = topic.foundName === undefined ? '' : `, found as: ${topic.foundName}`;
    process.stdout.write(`${String(topic.id).padStart(4)}  ${indent}${topic.name} (${topic.size}${found})\n`);
  }
  process.stdout.write(`${answer.papersWithoutTopic} of ${counted(answer.papers, 'paper')} in no topic.\n`);
  for (const lost of answer.namesWithoutTopic)
    process.stdout.write(
      `No topic fits the ${counted(lost.papers, 'paper')} that you named "${lost.name}" any more. The name is kept; --unname "${lost.name}" forgets it.\n`,
    );
}

/**
 * @param unnamed ids of topics, and names that fit none any more.
 * @throws NearbyError `unknown-topic`, or `bad-option` for a name that is not there: then nothing is changed.
 */
function changeNames(
  folder: string,
  given: readonly { topic: number; name: string }[],
  unnamed: readonly (number | string)[],
): void {
  const corpus = Corpus.open(folder);
  try {
    const tree = treeOf(corpus);
    const ids = unnamed.filter((one) => typeof one === 'number');
    const unknown = [...given.map(({ topic }) => topic), ...ids].find((id) => id >= tree.topics.length);
    if (unknown !== undefined)
      throw new NearbyError('unknown-topic', { id: unknown, topics: tree.topics.length });
    const unplaced = unplacedNames(tree, corpus.topicNames.all()).map(({ name }) => name);
    const names = unnamed.filter((one) => typeof one === 'string');
    const absent = names.find((name) => !unplaced.includes(name));
    if (absent !== undefined) {
      const expected = ['the id of a topic', ...unplaced.map((name) => `"${name}"`)].join(' or ');
      throw new NearbyError('bad-option', { name: '--unname', value: absent, expected });
    }
    for (const name of names) corpus.topicNames.forgetUnplaced(tree, name);
    for (const topic of ids) corpus.topicNames.takeBack(tree, topic);
    for (const { topic, name } of given) corpus.topicNames.give(tree, topic, name);
  } finally {
    corpus.close();
  }
}

/** @throws NearbyError `corpus-unfinished`. */
function treeOf(corpus: Corpus): TopicTree {
  const tree = corpus.topics();
  if (!tree) throw new NearbyError('corpus-unfinished', { folder: corpus.folder, missing: 'topics' });
  return tree;
}

function comparisonOf(corpus: Corpus, [a, b]: [number, number]): TopicComparison {
  const tables = { vectors: corpus.vectors(), topics: treeOf(corpus), groups: corpus.duplicates() };
  return comparisonAnswer({ corpus, ...tables }, a, b);
}

/** Each topic before its children. */
function inTreeOrder(all: Topics['topics'], parent: number | null = null): Topics['topics'] {
  return all
    .filter((topic) => topic.parent === parent)
    .flatMap((topic) => [topic, ...inTreeOrder(all, topic.id)]);
}
