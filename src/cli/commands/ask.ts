import { openSearcher } from '../../search/open-searcher.ts';
import type { SearchAnswer } from '../../search/searcher.ts';
import { limits } from '../../server/api-schemas.ts';
import type { Filter } from '../../tables/filter.ts';
import { folderToAsk } from '../corpus-folder.ts';
import type { OptionValues } from '../options.ts';
import { printHits } from '../print-hits.ts';

/** `nearby search TEXT...`: the words of the command line are one question. */
export async function search(words: string[], options: OptionValues): Promise<void> {
  await ask({ text: words.join(' '), like: options.like ?? [] }, options);
}

/** `nearby similar ID...`: papers like these, and unlike those of `--unlike`. */
export async function similar(ids: string[], options: OptionValues): Promise<void> {
  await ask({ like: ids }, options);
}

async function ask(question: { text?: string; like: string[] }, options: OptionValues): Promise<void> {
  // One question: a process of its own for the model would take longer to start than to answer.
  const searcher = await openSearcher(options.corpus ?? folderToAsk(), {
    say: toStandardError,
    processes: 0,
  });
  let answer: SearchAnswer;
  try {
    answer = await searcher.search({
      ...question,
      unlike: options.unlike ?? [],
      near: options.near && { topics: options.near },
      weights: Object.fromEntries((options.weight ?? []).map(({ part, weight }) => [part, weight])),
      diversity: options.diversity,
      examples: options.examples,
      filter: filterOf(options),
      k: options.k ?? limits.defaultK,
      mode: options.mode ?? 'fused',
      explain: options.explain ?? false,
    });
  } finally {
    await searcher.close();
  }
  printHits(answer, options.json ?? false);
}

/** The filter that `--year`, `--topic` and `--filter` describe together. */
export function filterOf(options: Pick<OptionValues, 'year' | 'topic' | 'filter'>): Filter {
  const facets: Record<string, string[]> = {};
  for (const part of options.filter ?? []) {
    const name = part.slice(0, part.indexOf('='));
    facets[name] = [...(facets[name] ?? []), part.slice(name.length + 1)];
  }
  return {
    ...(options.year ? { year: options.year } : {}),
    ...(options.topic ? { topic: options.topic } : {}),
    ...(options.filter ? { facets } : {}),
  };
}

const toStandardError = (line: string) => process.stderr.write(`${line}\n`);
