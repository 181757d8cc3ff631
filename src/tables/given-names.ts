/** Names that a person gave to topics: which topic of a tree each belongs to, when topics have been found anew. */
import type { Topic, TopicTree } from './topic-tree.ts';

export interface GivenName {
  name: string;
  /** Of the topic when it was named. */
  level: number;
  /** The rows of the topic when it was named, ascending: a row stays the same paper whatever is built anew. */
  members: Int32Array;
  /** How many rows there were: later ones tell nothing of whether a topic is still the same. */
  rows: number;
}

/**
 * A name goes to a topic that shares more than so much with the papers it was given to (Jaccard: those in both as a share of
 * those in either). Measured on the sample, with 1 and with 20 papers more and everything found anew: of 78 topics the 7
 * between 0.4 and 0.5 are the same subject in all but one case, and of the 3 below 0.4 one is.
 */
export const overlapAsked = 0.4;

/**
 * Which topic has each name, by its place in `given`; null for one that no topic fits. One to one, the greatest overlap first;
 * of equal ones that of the same level, then the name that was given last.
 */
export function placeNames(tree: TopicTree, given: readonly GivenName[]): (number | null)[] {
  const pairs = given.flatMap((name, i) =>
    overlaps(tree, name).map(({ topic, overlap }) => {
      const levelsAway = Math.abs(tree.topics[topic].level - name.level);
      return { i, topic, overlap, levelsAway };
    }),
  );
  pairs.sort(
    (a, b) => b.overlap - a.overlap || a.levelsAway - b.levelsAway || b.i - a.i || a.topic - b.topic,
  );
  const placed: (number | null)[] = given.map(() => null);
  const taken = new Set<number>();
  for (const { i, topic } of pairs) {
    if (placed[i] !== null || taken.has(topic)) continue;
    placed[i] = topic;
    taken.add(topic);
  }
  return placed;
}

/** The tree with the given names in place of those that were found; a tree that has given names already gets these instead. */
export function withNames(tree: TopicTree, given: readonly GivenName[]): TopicTree {
  const placed = placeNames(tree, given);
  const nameOf = new Map(placed.map((topic, i) => [topic, given[i].name]));
  const topics = tree.topics.map(({ foundName, ...topic }): Topic => {
    const found = foundName ?? topic.name;
    const name = nameOf.get(topic.id);
    return name === undefined ? { ...topic, name: found } : { ...topic, name, foundName: found };
  });
  return { ...tree, topics };
}

/** The names that no topic of the tree has. */
export function unplacedNames(tree: TopicTree, given: readonly GivenName[]): GivenName[] {
  const placed = placeNames(tree, given);
  return given.filter((_, i) => placed[i] === null);
}

/** The rows of a topic, ascending. */
export function membersOf(tree: TopicTree, topic: number): Int32Array {
  const level = tree.topicOfRow[tree.topics[topic].level];
  const rows: number[] = [];
  for (let row = 0; row < level.length; row++) if (level[row] === topic) rows.push(row);
  return Int32Array.from(rows);
}

/** The topics with enough of a name's papers. */
function overlaps(
  { topicOfRow }: TopicTree,
  { members, rows }: GivenName,
): { topic: number; overlap: number }[] {
  return topicOfRow.flatMap((level) => {
    const shared = new Map<number, number>();
    for (const row of members) {
      const topic = level[row] ?? -1;
      if (topic >= 0) shared.set(topic, (shared.get(topic) ?? 0) + 1);
    }
    // Two of a level at most: the others need not be counted.
    const near = [...shared].filter(([, both]) => both > overlapAsked * members.length);
    return near.flatMap(([topic, both]) => {
      let size = 0;
      for (let row = 0; row < Math.min(rows, level.length); row++) if (level[row] === topic) size++;
      const overlap = both / (size + members.length - both);
      return overlap > overlapAsked ? [{ topic, overlap }] : [];
    });
  });
}
