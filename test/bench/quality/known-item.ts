/** Known items: is a paper found by its own title, by some words of it, by a sentence of its abstract? In each mode. */
import { createRandom, type Random, sampleRows } from '../../../src/random.ts';
import { type SearchMode, searchModes } from '../../../src/search/search-types.ts';
import type { Searcher } from '../../../src/search/searcher.ts';
import { sentencesOf } from '../../../src/search/sentences.ts';
import { stopWords } from '../../../src/search/stop-words.ts';
import { tokensOf } from '../../../src/search/words-query.ts';
import type { Paper } from '../../../src/tables/paper.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { type MeasuredCorpus, sampleSet } from './measured-corpus.ts';
import { recallAt } from './metrics.ts';

export const knownItemDefaults = {
  /** Papers asked for, drawn at random, the same ones every time; all for the titles of the sample. */
  papers: 200,
  /** Words of a title that a person remembers: that many with meaning, next to each other in it or not. */
  titleWords: 4,
};

export interface KnownItem {
  /** What is typed. */
  text: string;
  /** The title that must be found. */
  title: string;
}

/** How a person asks for a paper that they know. */
export const knownItemKinds = {
  title: 'its title',
  words: 'words of its title',
  sentence: 'a sentence of its abstract',
} as const;
export type KnownItemKind = keyof typeof knownItemKinds;

/** Papers that have too few words or no sentence are left out. */
export function knownItems(papers: readonly Paper[], kind: KnownItemKind): KnownItem[] {
  const random = createRandom(3);
  return papers.flatMap((paper) => {
    const text = {
      title: paper.title,
      words: someWords(paper, random),
      sentence: oneSentence(paper, random),
    }[kind];
    return text === null ? [] : [{ text, title: paper.title }];
  });
}

/** In their order in the title. */
function someWords({ title }: Paper, random: Random): string | null {
  const words = [...new Set(tokensOf(title).filter((word) => !stopWords.has(word.toLowerCase())))];
  const { titleWords } = knownItemDefaults;
  if (words.length <= titleWords) return null;
  return Array.from(sampleRows(words.length, titleWords, random), (i) => words[i]).join(' ');
}

function oneSentence({ abstract }: Paper, random: Random): string | null {
  const sentences = sentencesOf(abstract);
  if (sentences.length < 2) return null;
  const { start, end } = sentences[Math.floor(random() * sentences.length)];
  return abstract.slice(start, end);
}

/** The place of each item in the answer to its question, 1 first; null beyond the first ten. */
export async function knownItemRanks(
  searcher: Searcher,
  items: readonly KnownItem[],
  mode: SearchMode,
): Promise<(number | null)[]> {
  const ranks: (number | null)[] = [];
  for (const { text, title } of items) {
    const { hits } = await searcher.search({ text, k: 10, mode });
    const place = hits.findIndex((hit) => hit.title.toLowerCase() === title.toLowerCase());
    ranks.push(place < 0 ? null : place + 1);
  }
  return ranks;
}

/** For each kind and mode recall@1, and where a title is not given whole recall@10. */
export async function knownItemFigures({ set, searcher }: MeasuredCorpus): Promise<Figure[]> {
  const { corpus, vectors } = searcher;
  const papers = corpus.papers(sampleRows(vectors.rows, knownItemDefaults.papers, createRandom(2)));
  const figures: Figure[] = [];
  for (const [kind, asked] of Object.entries(knownItemKinds) as [KnownItemKind, string][]) {
    // Every title of the sample is asked.
    const all = kind === 'title' && set === sampleSet ? [...corpus.allPapers()] : papers;
    const items = knownItems(all, kind);
    const of = `${items.length} of ${vectors.rows} papers`;
    for (const mode of searchModes) {
      const ranks = await knownItemRanks(searcher, items, mode);
      for (const k of kind === 'title' ? [1] : [1, 10]) {
        const statistic = meanTimes100(ranks.map((rank) => recallAt(k, rank)));
        figures.push({ set, of, measure: `recall@${k} by ${asked}, ${mode}`, statistic });
      }
    }
  }
  return figures;
}
