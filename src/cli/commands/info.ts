import { infoAnswer } from '../../server/answers.ts';
import type { Info } from '../../server/api-types.ts';
import { counted } from '../counted.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';
import { readCorpus } from '../read-corpus.ts';
import { version } from '../version.ts';

/** `nearby info`: what the corpus is and how good its index and map are; `--json` is what `/api/info` gives. */
export async function info(_: string[], { corpus, json }: OptionValues): Promise<void> {
  const answer = readCorpus(corpus, (opened) => infoAnswer(opened, version));
  if (json) printJson(answer);
  else for (const [name, value] of sheet(answer)) process.stdout.write(`${name.padEnd(11)}${value}\n`);
}

function sheet(answer: Info): [string, string][] {
  const share = (value: number | null) => (value === null ? 'not measurable' : value.toFixed(3));
  const seconds = Object.entries(answer.seconds).map(([stage, spent]) => `${stage} ${spent.toFixed(1)}`);
  return [
    [
      'corpus',
      `${answer.corpus}: ${counted(answer.papers, 'paper')}, built ${answer.builtAt}, format ${answer.formatVersion}`,
    ],
    ['model', `${answer.model}, ${answer.dimensions} dimensions, at most ${answer.maxTokens} tokens a text`],
    ['index', `${answer.indexNote}; recall@10 ${share(answer.recallAt10)}`],
    [
      'map',
      `trustworthiness@15 ${share(answer.trustworthinessAt15)}, continuity@15 ${share(answer.continuityAt15)}, ` +
        `seed ${answer.seed}; ${astray(answer)}`,
    ],
    [
      'topics',
      `${answer.topics} (by level, coarsest first: ${answer.topicsByLevel.join(', ') || 'none'}); ` +
        `${counted(answer.papersWithoutTopic, 'paper')} in none`,
    ],
    [
      'texts',
      `${answer.papersWithoutAbstract} without an abstract, ${answer.textsCut} cut at the model's maximum`,
    ],
    [
      'duplicates',
      answer.groups === 0
        ? 'none'
        : `${counted(answer.groups, 'paper')} in ${counted(answer.papersInGroups, 'version')} or copies`,
    ],
    ['seconds', seconds.join(', ')],
  ];
}

function astray({ papersAstray, papers }: Info): string {
  if (papersAstray === null)
    return 'which places to trust was not counted: run "nearby build" on it once more';
  return `${papersAstray} of ${counted(papers, 'paper')} far from most of what is nearest`;
}
