/** What tells two topics apart: the words of each, its most typical papers, those between the two, and when they came. */
import { NearbyError } from '../errors.ts';
import { membersOf } from '../tables/given-names.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import { dot, vectorAt } from '../tables/vector-table.ts';
import { meanDirection } from './question-vector.ts';
import type { Searcher } from './searcher.ts';
import { type TellingPhrase, tellingPhrases } from './telling-phrases.ts';

export const compareDefaults = {
  /** Phrases of each side. */
  phrases: 10,
  /** Papers of each side, and between them. */
  papers: 5,
  /** Papers of each side whose words are read, evenly spaced: a second for two topics of many thousand, shares to ±3 %. */
  papersRead: 300,
};

export interface ComparedSide {
  topic: number;
  /** Rows that are compared: of a topic that holds the other, those outside of that one. */
  rows: Int32Array;
  /** The most telling first. */
  phrases: TellingPhrase[];
  /** Its papers that are nearest to it and farthest from the other, the most typical first. */
  typicalRows: number[];
}

export interface TopicComparison {
  a: ComparedSide;
  b: ComparedSide;
  /** The papers of either that are near to both, the nearest first. */
  betweenRows: number[];
  /** Years from the first to the last of which either has papers; papers without a year are left out. */
  years: { year: number; a: number; b: number }[];
}

/** @throws NearbyError `unknown-topic`; `bad-option` for one topic twice, or where one has no paper outside of the other. */
export function compareTopics(
  { corpus, vectors, topics, groups }: Pick<Searcher, 'corpus' | 'vectors' | 'topics' | 'groups'>,
  a: number,
  b: number,
): TopicComparison {
  const tree = knownTree(topics, [a, b]);
  const rowsOf = (topic: number, other: number) => {
    const others = new Set(membersOf(tree, other));
    const own = membersOf(tree, topic);
    // Topics of one level share nothing; of two where one holds the other, what is in both tells them not apart.
    const apart = own.filter((row) => !others.has(row));
    return tree.topics[topic].level <= tree.topics[other].level ? apart : own;
  };
  const [rowsA, rowsB] = [rowsOf(a, b), rowsOf(b, a)];
  if (a === b || rowsA.length === 0 || rowsB.length === 0) {
    const expected = 'two topics, each with papers that the other does not have';
    throw new NearbyError('bad-option', { name: 'the comparison', value: `${a},${b}`, expected });
  }

  // Of unit length, so that the two are comparable; near to nothing where the papers of one point in all directions.
  const [meanA, meanB] = [meanDirection(vectors, rowsA), meanDirection(vectors, rowsB)];
  // A paper in several versions is there once.
  const standing = (rows: Int32Array) =>
    [...rows].filter((row) => !groups || groups.representative[row] === row);
  const nearness = (row: number) => {
    const vector = vectorAt(vectors, row);
    return { a: meanA ? dot(vector, meanA) : 0, b: meanB ? dot(vector, meanB) : 0 };
  };
  const best = (rows: readonly number[], score: (near: { a: number; b: number }) => number) => {
    const scores = new Map(rows.map((row) => [row, score(nearness(row))]));
    return [...rows]
      .sort((x, y) => scores.get(y)! - scores.get(x)! || x - y)
      .slice(0, compareDefaults.papers);
  };
  const [standingA, standingB] = [standing(rowsA), standing(rowsB)];
  const phrases = tellingPhrases(
    corpus.papers(spaced(rowsA, compareDefaults.papersRead)),
    corpus.papers(spaced(rowsB, compareDefaults.papersRead)),
    compareDefaults.phrases,
  );
  return {
    a: {
      topic: a,
      rows: rowsA,
      phrases: phrases.a,
      typicalRows: best(standingA, (near) => near.a - near.b),
    },
    b: {
      topic: b,
      rows: rowsB,
      phrases: phrases.b,
      typicalRows: best(standingB, (near) => near.b - near.a),
    },
    betweenRows: best([...standingA, ...standingB], (near) => Math.min(near.a, near.b)),
    years: yearsOf(corpus.years(), rowsA, rowsB),
  };
}

function knownTree(tree: TopicTree | null, asked: readonly number[]): TopicTree {
  const topics = tree?.topics.length ?? 0;
  const unknown = asked.find((id) => !Number.isInteger(id) || id < 0 || id >= topics);
  if (unknown !== undefined || tree === null)
    throw new NearbyError('unknown-topic', { id: unknown ?? asked[0], topics });
  return tree;
}

function spaced(rows: Int32Array, atMost: number): number[] {
  const count = Math.min(atMost, rows.length);
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);
}

function yearsOf(years: Readonly<Int32Array>, a: Int32Array, b: Int32Array): TopicComparison['years'] {
  const counts = new Map<number, { a: number; b: number }>();
  for (const [side, rows] of [['a', a] as const, ['b', b] as const]) {
    for (const row of rows) {
      if (years[row] === 0) continue;
      const count = counts.get(years[row]) ?? { a: 0, b: 0 };
      count[side]++;
      counts.set(years[row], count);
    }
  }
  return [...counts].sort(([x], [y]) => x - y).map(([year, count]) => ({ year, ...count }));
}
