/** A topic: a community of rows with a name. */
export interface Topic {
  /** Position in `TopicTree.topics`. */
  id: number;
  /** 0 is the coarsest. */
  level: number;
  /** The id of the topic one level up that holds it; null at level 0. */
  parent: number | null;
  /** What people read: the best phrases, e.g. "state space models, long sequences". Unique among siblings, unless a person named one. */
  name: string;
  /** The name made of phrases, where a person gave another. */
  foundName?: string;
  /** The phrases that distinguish it, best first. */
  phrases: string[];
  /** How many rows it has. */
  size: number;
  /** Its most central rows, most central first, at most 10. */
  centralRows: number[];
  /** Its place on the map, in data space (the layout's). */
  xData: number;
  yData: number;
}

/** Topics at several levels, nested: a row's topic at level l+1 has the row's topic at level l as its parent. */
export interface TopicTree {
  rows: number;
  /** Level 0 first; within a level the largest first. */
  topics: Topic[];
  /** One array a level, one topic id a row; −1 where the row belongs nowhere. */
  topicOfRow: Int32Array[];
}

/** The ids of a row's topics, coarsest first; none where it belongs nowhere, or came after the tree was made. */
export function topicsOf(tree: TopicTree | null, row: number): number[] {
  return (tree?.topicOfRow ?? []).map((topicOfRow) => topicOfRow[row]).filter((topic) => topic >= 0);
}

/**
 * Which rows are in any of some topics, of any level: 1 for each that is.
 * @returns also the ids that no topic has, each once.
 */
export function rowsInTopics(tree: TopicTree | null, asked: readonly number[], rows: number) {
  const known = new Set(asked.filter((id) => tree !== null && id >= 0 && id < tree.topics.length));
  const unknown = [...new Set(asked)].filter((id) => !known.has(id));
  const passes = new Uint8Array(rows);
  if (known.size === 0) return { passes, unknown };
  for (const topicOfRow of tree?.topicOfRow ?? []) {
    for (let row = 0; row < Math.min(rows, topicOfRow.length); row++) {
      if (known.has(topicOfRow[row])) passes[row] = 1;
    }
  }
  return { passes, unknown };
}

/** How many of a corpus's rows have no topic at level 0. */
export function countWithoutTopic(tree: TopicTree | null, rows: number): number {
  const [coarsest] = tree?.topicOfRow ?? [];
  return coarsest ? coarsest.filter((topic) => topic < 0).length : rows;
}
