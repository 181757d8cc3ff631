/** Are the papers nearest to a paper on its subject? By categories and keywords that came with them. */
import { ExactIndex } from '../../../src/index/exact-index.ts';
import { createRandom, sampleRows } from '../../../src/random.ts';
import { paperText } from '../../../src/tables/paper.ts';
import { gatherRows, type VectorTable } from '../../../src/tables/vector-table.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { type HeldOutPaper, heldOutSet as set } from './held-out.ts';
import type { OpenModel } from './open-model.ts';

export const exampleDefaults = {
  /** Papers asked for their like, by category; drawn at random, the same ones every time. */
  examples: 500,
  neighbors: 20,
  /** By keyword: other papers that must share one with a query, and queries without which nothing is said. */
  fewestSharing: 5,
  fewestWithKeywords: 100,
};

/** Papers like one: how many of the nearest are of its category, and how many share a keyword. */
export async function exampleFigures(
  papers: readonly HeldOutPaper[],
  { embedder }: Pick<OpenModel, 'embedder'>,
): Promise<{ figures: Figure[]; notes: string[] }> {
  const { examples, neighbors, fewestSharing, fewestWithKeywords } = exampleDefaults;
  const { vectors } = await embedder.embed(papers.map(paperText), 'document');
  const index = new ExactIndex(vectors);
  const nearest = (rows: ArrayLike<number>) => nearestOthers(index, vectors, rows, neighbors);

  const inCategory = rowsWithCategory(papers, neighbors + 1);
  const drawn = sampleRows(inCategory.length, examples, createRandom(1));
  const byCategory = Array.from(drawn, (position) => inCategory[position]);
  const shareOf = (isRight: (query: number, other: number) => boolean, queries: readonly number[]) =>
    nearest(queries).map(
      (others, i) => others.filter((other) => isRight(queries[i], other)).length / neighbors,
    );
  const measured = (what: string, queries: readonly number[], shares: number[]): Figure => ({
    ...{ set, of: `${queries.length} of ${papers.length} papers`, measure: `nearest ${neighbors} ${what}` },
    statistic: meanTimes100(shares),
  });
  const figures: Figure[] = [];
  const notes: string[] = [];
  if (byCategory.length > 0) {
    const sameCategory = (query: number, other: number) => papers[query].category === papers[other].category;
    figures.push(measured('of the same category', byCategory, shareOf(sameCategory, byCategory)));
  } else notes.push('No category has enough held-out papers; precision by category is left out.');

  const sharing = papersSharingKeyword(papers);
  const byKeyword = [...papers.keys()].filter((row) => sharing[row].size >= fewestSharing);
  if (byKeyword.length >= fewestWithKeywords) {
    const sharesKeyword = (query: number, other: number) => sharing[query].has(other);
    figures.push(measured('that share a keyword', byKeyword, shareOf(sharesKeyword, byKeyword)));
  } else {
    notes.push(
      `Precision by keyword is left out: ${byKeyword.length} held-out papers share a keyword with at least ` +
        `${fewestSharing} others, and at least ${fewestWithKeywords} are needed.`,
    );
  }
  return { figures, notes };
}

/** For each row the rows nearest to it by their vectors, without itself. */
export function nearestOthers(
  index: ExactIndex,
  vectors: VectorTable,
  rows: ArrayLike<number>,
  count: number,
): number[][] {
  const found = index.searchMany(gatherRows(vectors, rows), count + 1);
  return found.map((each, i) => [...each.rows].filter((row) => row !== rows[i]).slice(0, count));
}

/** Rows whose category has at least so many papers. */
export function rowsWithCategory(
  papers: readonly Pick<HeldOutPaper, 'category'>[],
  fewest: number,
): number[] {
  const counts = new Map<string, number>();
  for (const { category } of papers) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...papers.keys()].filter((row) => {
    const { category } = papers[row];
    return category !== '' && counts.get(category)! >= fewest;
  });
}

/** For each row the other rows that have one of its keywords, whatever their letter case. */
export function papersSharingKeyword(papers: readonly Pick<HeldOutPaper, 'keywords'>[]): Set<number>[] {
  const keywordsOf = ({ keywords }: Pick<HeldOutPaper, 'keywords'>) =>
    keywords.map((keyword) => keyword.trim().toLowerCase()).filter((keyword) => keyword !== '');
  const rowsOf = new Map<string, number[]>();
  for (const [row, paper] of papers.entries()) {
    for (const keyword of keywordsOf(paper)) rowsOf.set(keyword, [...(rowsOf.get(keyword) ?? []), row]);
  }
  return papers.map((paper, row) => {
    const sharing = new Set(keywordsOf(paper).flatMap((keyword) => rowsOf.get(keyword)!));
    sharing.delete(row);
    return sharing;
  });
}
