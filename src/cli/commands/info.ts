import { infoAnswer } from '../../server/answers.ts';
import { Corpus } from '../../store/corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';
import { version } from '../version.ts';

/** `nearby info`: what the corpus is and how good its index and map are; `--json` is what `/api/info` gives. */
export async function info(_: string[], options: OptionValues): Promise<void> {
  const corpus = Corpus.open(options.corpus ?? folderToAsk(), { readOnly: true });
  try {
    const answer = infoAnswer(corpus, version);
    if (options.json) {
      printJson(answer);
      return;
    }
    for (const [name, value] of Object.entries(answer)) {
      const shown =
        value === null
          ? 'not measurable'
          : typeof value !== 'object'
            ? String(value)
            : Array.isArray(value)
              ? value.join(', ')
              : Object.entries(value)
                  .map(([stage, seconds]) => `${stage} ${seconds}`)
                  .join(', ');
      if (shown !== '') process.stdout.write(`${name.padEnd(24)}${shown}\n`);
    }
  } finally {
    corpus.close();
  }
}
