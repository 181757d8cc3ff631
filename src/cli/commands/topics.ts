import { topicsAnswer } from '../../server/answers.ts';
import { Corpus } from '../../store/corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';

/** `nearby topics`: the topic tree as an indented list, or as `/api/topics` gives it. */
export async function topics(_: string[], options: OptionValues): Promise<void> {
  const corpus = Corpus.open(options.corpus ?? folderToAsk(), { readOnly: true });
  try {
    const answer = topicsAnswer(corpus);
    const { level } = options;
    const shown =
      level === undefined ? answer.topics : answer.topics.filter((topic) => topic.level === level);
    if (options.json) {
      printJson({ ...answer, topics: shown });
      return;
    }
    const children = (parent: number | null) => answer.topics.filter((topic) => topic.parent === parent);
    const print = (topic: (typeof shown)[number]) => {
      if (!shown.includes(topic)) return;
      const indent = level === undefined ? '  '.repeat(topic.level) : '';
      process.stdout.write(`${String(topic.id).padStart(4)}  ${indent}${topic.name} (${topic.size})\n`);
    };
    const walk = (parent: number | null) => {
      for (const topic of children(parent)) {
        print(topic);
        walk(topic.id);
      }
    };
    walk(null);
    process.stdout.write(`${answer.papersWithoutTopic} of ${answer.papers} papers belong to no topic.\n`);
  } finally {
    corpus.close();
  }
}
