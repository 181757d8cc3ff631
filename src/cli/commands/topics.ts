import { NearbyError } from '../../errors.ts';
import { topicsAnswer } from '../../server/answers.ts';
import type { Topics } from '../../server/api-types.ts';
import { counted } from '../counted.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';
import { readCorpus } from '../read-corpus.ts';

/** `nearby topics`: the topic tree as an indented list, or as `/api/topics` gives it; `--level` leaves one level. */
export async function topics(_: string[], { corpus, level, json }: OptionValues): Promise<void> {
  const answer = readCorpus(corpus, topicsAnswer);
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
  for (const { id, name, size, level: depth } of shown) {
    const indent = '  '.repeat(level === undefined ? depth : 0);
    process.stdout.write(`${String(id).padStart(4)}  ${indent}${name} (${size})\n`);
  }
  process.stdout.write(`${answer.papersWithoutTopic} of ${counted(answer.papers, 'paper')} in no topic.\n`);
}

/** Each topic before its children. */
function inTreeOrder(all: Topics['topics'], parent: number | null = null): Topics['topics'] {
  return all
    .filter((topic) => topic.parent === parent)
    .flatMap((topic) => [topic, ...inTreeOrder(all, topic.id)]);
}
