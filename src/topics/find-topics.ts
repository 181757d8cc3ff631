/**
 * Topics: communities of the neighbour graph at two levels or more, each named by what distinguishes it. No language model
 * takes part: a name is made of phrases that the papers themselves have.
 */
import { NearbyError } from '../errors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { Topic, TopicTree } from '../tables/topic-tree.ts';
import { type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { chooseNames } from './choose-names.ts';
import { type CommunityGraph, communityGraph } from './community-graph.ts';
import { findCommunities } from './find-communities.ts';
import { PhraseReader, type TopicText } from './phrases.ts';

export type { TopicText } from './phrases.ts';

/** Merged once, in `findTopics`. */
export const topicDefaults = {
  /**
   * Papers that the finest topics should have on average. Larger: fewer, broader topics. Smaller: many that say little.
   * 8 to 100.
   */
  finestSize: 18,
  /** The least papers of a topic; smaller communities are dissolved and their papers have no topic. 3 to 50. */
  minSize: 5,
  /**
   * The share of a paper's ties (by weight) that must lead into its own topic. Larger: purer topics, more papers without
   * one. 0: every linked paper has one. 0 to 0.5.
   */
  minTie: 0.3,
  /** Of the community search. Any integer. */
  seed: 42,
};

export type TopicOptions = typeof topicDefaults;

/** From this many papers on there are so many topics at the second level that they are parted once more. */
const thirdLevelFrom = 3000;
/** Topics of one level under one parent: what a person reads as a list grows slowly with the corpus (11 at 601, 16 at 10,000). */
const perTenfold = 4;
const maxCentralRows = 10;

/**
 * Level 0 holds the coarse topics of the corpus; each is parted again at the next level if at least two communities are
 * found in it. Two levels, three from 3,000 papers on; levels at which no topic was found are left out, but level 0 is
 * always there, if only with −1. A topic wants size / `finestSize` children, at most 4 · log10(size).
 *
 * A paper has no topic (−1) at a level where its community is smaller than `minSize`, where less than `minTie` of its
 * ties lead into it, where the topic above was not parted, or where it has none above.
 *
 * @param texts, vectors, layout of the graph's rows, in its order. Vectors of unit length.
 * @returns the same for the same input and seed, byte for byte, on one machine.
 * @throws NearbyError `bad-shape` where the rows differ, `bad-option`.
 */
export function findTopics(
  graph: NeighborGraph,
  texts: readonly TopicText[],
  vectors: VectorTable,
  layout: Layout,
  options: Partial<TopicOptions> = {},
): TopicTree {
  const reader = new TextReader();
  for (const text of texts) reader.add(text);
  return topicsOfTexts(graph, reader, vectors, layout, options);
}

/** Takes texts in row order and keeps of them what topics are named by. */
export class TextReader {
  readonly phrases = new PhraseReader();
  readonly titles: string[] = [];

  add(text: TopicText): void {
    this.phrases.add(text);
    this.titles.push(text.title);
  }
}

/** `findTopics` for texts that were read one by one. */
export function topicsOfTexts(
  graph: NeighborGraph,
  { titles, phrases }: TextReader,
  vectors: VectorTable,
  layout: Layout,
  options: Partial<TopicOptions>,
): TopicTree {
  const chosen: TopicOptions = { ...topicDefaults, ...options };
  checkOptions(chosen);
  checkRows(graph.rows, {
    'list of texts': titles.length,
    'vector table': vectors.rows,
    layout: layout.rows,
  });

  const groups = findGroups(communityGraph(graph), chosen);
  const central = groups.map((group) => centralRows(group.rows, vectors));
  const names = chooseNames(
    groups.map((group, i) => ({ ...group, centralTitle: titles[central[i][0]] })),
    phrases.table(),
  );
  const topics = groups.map((group, id): Topic => {
    const [xData, yData] = placeOf(group.rows, layout);
    const { level, parent } = group;
    return {
      id,
      level,
      parent,
      ...names[id],
      size: group.rows.length,
      centralRows: central[id],
      xData,
      yData,
    };
  });

  const levels = Math.max(1, ...topics.map((topic) => topic.level + 1));
  const topicOfRow = Array.from({ length: levels }, () => new Int32Array(graph.rows).fill(-1));
  groups.forEach((group, id) => {
    for (const row of group.rows) topicOfRow[group.level][row] = id;
  });
  return { rows: graph.rows, topics, topicOfRow };
}

interface Group {
  level: number;
  /** Position in the list of groups. */
  parent: number | null;
  rows: Int32Array;
}

/** Level after level; within a level the largest first. */
function findGroups(graph: CommunityGraph, options: TopicOptions): Group[] {
  const groups: Group[] = [];
  const levels = graph.rows < thirdLevelFrom ? 2 : 3;
  let above: { rows: Int32Array; parent: number | null }[] = [
    { rows: Int32Array.from({ length: graph.rows }, (_, row) => row), parent: null },
  ];
  for (let level = 0; level < levels; level++) {
    const found = above.flatMap(({ rows, parent }) => {
      const wanted = wantedTopics(rows.length, options.finestSize);
      if (level > 0 && wanted < 2) return [];
      const parts = findCommunities(graph, rows, { ...options, wanted });
      return level > 0 && parts.length < 2 ? [] : parts.map((part) => ({ level, parent, rows: part }));
    });
    found.sort((a, b) => b.rows.length - a.rows.length || a.rows[0] - b.rows[0]);
    above = found.map((group, i) => ({ rows: group.rows, parent: groups.length + i }));
    groups.push(...found);
  }
  return groups;
}

function wantedTopics(rows: number, finestSize: number): number {
  if (rows === 0) return 0;
  return Math.max(1, Math.round(Math.min(rows / finestSize, perTenfold * Math.log10(rows))));
}

/** The rows nearest to the mean of all, nearest first. */
function centralRows(rows: Int32Array, vectors: VectorTable): number[] {
  const mean = new Float64Array(vectors.dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let d = 0; d < mean.length; d++) mean[d] += vector[d];
  }
  const nearness = Float64Array.from(rows, (row) => {
    const vector = vectorAt(vectors, row);
    let sum = 0;
    for (let d = 0; d < mean.length; d++) sum += vector[d] * mean[d];
    return sum;
  });
  const places = Array.from(rows, (_, place) => place);
  // Rows ascend, and the sort is stable: of equal ones the first comes first.
  places.sort((a, b) => nearness[b] - nearness[a]);
  return places.slice(0, maxCentralRows).map((place) => rows[place]);
}

/**
 * The point of the topic that is nearest to the median of its points in x and in y: outliers do not draw it away, as they
 * do a mean, and it is never in an empty place, as a median alone may be.
 */
function placeOf(rows: Int32Array, layout: Layout): [number, number] {
  const median = [0, 1].map((axis) => {
    const values = Float64Array.from(rows, (row) => layout.points[2 * row + axis]).sort();
    return (values[(values.length - 1) >> 1] + values[values.length >> 1]) / 2;
  });
  let best = rows[0];
  let least = Infinity;
  for (const row of rows) {
    const away = (layout.points[2 * row] - median[0]) ** 2 + (layout.points[2 * row + 1] - median[1]) ** 2;
    if (away < least) {
      least = away;
      best = row;
    }
  }
  return [layout.points[2 * best], layout.points[2 * best + 1]];
}

function checkRows(rows: number, tables: { [what: string]: number }): void {
  for (const [what, got] of Object.entries(tables)) {
    if (got !== rows) throw new NearbyError('bad-shape', { what, got: `${got} rows`, expected: `${rows}` });
  }
}

function checkOptions({ finestSize, minSize, minTie, seed }: TopicOptions): void {
  const refuse = (name: string, value: unknown, expected: string): never => {
    throw new NearbyError('bad-option', { name, value, expected });
  };
  if (!(finestSize >= 2)) refuse('finestSize', finestSize, 'a number of 2 or more');
  if (!Number.isInteger(minSize) || minSize < 2) refuse('minSize', minSize, 'a whole number of 2 or more');
  if (!(minTie >= 0 && minTie <= 1)) refuse('minTie', minTie, 'a number from 0 to 1');
  if (!Number.isInteger(seed)) refuse('seed', seed, 'a whole number');
}
