import { NearbyError } from '../../errors.ts';
import type { SearchQuery } from '../../search/search-types.ts';
import { suggestDefaults, suggestNext } from '../../search/suggest-next.ts';
import { limits } from '../../server/api-schemas.ts';
import type { Filter } from '../../tables/filter.ts';
import { askCorpus } from '../ask-corpus.ts';
import type { OptionValues } from '../options.ts';
import { printHits } from '../print-hits.ts';
import { filterOptions, partOptions } from '../question-options.ts';

/** `nearby search TEXT...`: the words of the command line are one question; without any, the filters are. */
export async function search(words: string[], options: OptionValues): Promise<void> {
  await ask({ text: words.join(' '), like: options.like ?? [] }, options);
}

/** `nearby similar ID...`: papers like these, and unlike those of `--unlike`. */
export async function similar(ids: string[], options: OptionValues): Promise<void> {
  await ask({ like: ids }, options);
}

/** `nearby suggest`: which papers to rate next, in view of those of `--like` and `--unlike`. */
export async function suggest(words: string[], options: OptionValues): Promise<void> {
  const k = options.k ?? suggestDefaults.k;
  if (k > limits.maxSuggested) {
    const expected = `a whole number from 1 to ${limits.maxSuggested} for "suggest"`;
    throw new NearbyError('bad-option', { name: '-k', value: k, expected });
  }
  const query = { ...queryOf({ text: words.join(' '), like: options.like ?? [] }, options), k };
  const answer = await askCorpus(options.corpus, (searcher) => suggestNext(searcher, query));
  printHits(answer, options.json ?? false);
}

async function ask(question: { text?: string; like: string[] }, options: OptionValues): Promise<void> {
  const query = { ...queryOf(question, options), explain: options.explain ?? false };
  const answer = await askCorpus(options.corpus, (searcher) => searcher.search(query));
  printHits(answer, options.json ?? false);
}

/** Options that say what is asked, beside a text. */
const questionOptions = ['k', 'mode', 'like', ...partOptions, ...filterOptions] as const;

/** Whether a command that may go without a question is given one. */
export function asksQuestion(words: readonly string[], options: OptionValues): boolean {
  return words.length > 0 || questionOptions.some((option) => options[option] !== undefined);
}

/** The question that the options make of it. */
export function queryOf(question: { text?: string; like: string[] }, options: OptionValues): SearchQuery {
  return {
    ...question,
    unlike: options.unlike ?? [],
    ...(options.near || options.nearRegion
      ? { near: { topics: options.near, region: options.nearRegion } }
      : {}),
    weights: Object.fromEntries((options.weight ?? []).map(({ part, weight }) => [part, weight])),
    diversity: options.diversity,
    examples: options.examples,
    filter: filterOf(options),
    k: options.k ?? limits.defaultK,
    mode: options.mode ?? 'fused',
    duplicates: options.duplicates,
  };
}

/** The filter that `--year`, `--topic`, `--region`, `--added-since` and `--filter` describe together. */
export function filterOf(
  options: Pick<OptionValues, 'year' | 'topic' | 'region' | 'addedSince' | 'filter'>,
): Filter {
  // A field of a file may be called "constructor".
  const facets = new Map<string, string[]>();
  for (const part of options.filter ?? []) {
    const name = part.slice(0, part.indexOf('='));
    facets.set(name, [...(facets.get(name) ?? []), part.slice(name.length + 1)]);
  }
  return {
    ...(options.year ? { year: options.year } : {}),
    ...(options.topic ? { topic: options.topic } : {}),
    ...(options.region ? { region: options.region } : {}),
    ...(options.addedSince ? { addedSince: options.addedSince } : {}),
    ...(options.filter ? { facets: Object.fromEntries(facets) } : {}),
  };
}
