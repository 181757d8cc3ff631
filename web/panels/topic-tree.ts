/** Which rows of the topic tree are seen, and where its keys lead: the tree pattern of WAI-ARIA, as values. */
import type { Topic } from '../../src/server/api-types.ts';

export interface TreeRow {
  topic: Topic;
  /** 1 for the coarsest, as `aria-level` counts. */
  depth: number;
  /** null where there is nothing below it. */
  expanded: boolean | null;
  /** Among its siblings, from 1. */
  place: number;
  siblings: number;
}

/** Found topics shown at once: more is not read but searched further. */
export const mostFound = 100;

export class TopicBranches {
  readonly #topics: readonly Topic[];
  readonly #children = new Map<number | null, Topic[]>();

  /** @param topics by id. */
  constructor(topics: readonly Topic[]) {
    this.#topics = topics;
    for (const topic of topics) {
      const siblings = this.#children.get(topic.parent);
      if (siblings) siblings.push(topic);
      else this.#children.set(topic.parent, [topic]);
    }
    // Papers that came later may have made a smaller one the larger.
    for (const siblings of this.#children.values()) siblings.sort((a, b) => b.size - a.size || a.id - b.id);
  }

  childrenOf(topic: number | null): readonly Topic[] {
    return this.#children.get(topic) ?? [];
  }

  /** Those that hold a topic, the nearest first. */
  pathTo(topic: number): number[] {
    const path: number[] = [];
    for (let up = this.#topics[topic]?.parent ?? null; up !== null; up = this.#topics[up]?.parent ?? null)
      path.push(up);
    return path;
  }

  /** The rows that are seen, from top to bottom. */
  rows(expanded: ReadonlySet<number>): TreeRow[] {
    return this.#rowsUnder(
      null,
      1,
      (id) => expanded.has(id),
      () => true,
    );
  }

  /** Only the topics whose name or phrases have all of the words, with those that hold them; how many were found in all. */
  found(words: string): { rows: TreeRow[]; count: number } {
    const wanted = foldedWords(words);
    const matches = this.#topics.filter(({ name, phrases, foundName }) => {
      const text = fold([name, foundName ?? '', ...phrases].join('\n'));
      return wanted.every((word) => text.includes(word));
    });
    const shown = new Set<number>();
    const holding = new Set<number>();
    for (const { id } of matches.slice(0, mostFound)) {
      shown.add(id);
      for (const up of this.pathTo(id)) {
        shown.add(up);
        holding.add(up);
      }
    }
    const rows = this.#rowsUnder(
      null,
      1,
      (id) => holding.has(id),
      (id) => shown.has(id),
    );
    return { rows, count: matches.length };
  }

  #rowsUnder(
    parent: number | null,
    depth: number,
    isExpanded: (id: number) => boolean,
    isShown: (id: number) => boolean,
  ): TreeRow[] {
    const siblings = this.childrenOf(parent).filter(({ id }) => isShown(id));
    return siblings.flatMap((topic, i) => {
      const hasChildren = this.childrenOf(topic.id).some(({ id }) => isShown(id));
      const expanded = hasChildren ? isExpanded(topic.id) : null;
      const row = { topic, depth, expanded, place: i + 1, siblings: siblings.length };
      return expanded ? [row, ...this.#rowsUnder(topic.id, depth + 1, isExpanded, isShown)] : [row];
    });
  }
}

/** What a key in the tree does: the row that takes the focus, or a branch to open or close. */
export type TreeStep = { focus: number } | { expand: number[] } | { collapse: number } | null;

/** @param at the focused row. @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
export function treeStep(rows: readonly TreeRow[], at: number, key: string): TreeStep {
  const row = rows[at];
  if (!row) return null;
  const focus = (to: number): TreeStep => (rows[to] ? { focus: rows[to].topic.id } : null);
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row.expanded === null) return null;
      return row.expanded ? focus(at + 1) : { expand: [row.topic.id] };
    case 'ArrowLeft':
      if (row.expanded) return { collapse: row.topic.id };
      return row.topic.parent === null ? null : { focus: row.topic.parent };
    case '*':
      return {
        expand: rows
          .filter(({ topic, expanded }) => topic.parent === row.topic.parent && expanded === false)
          .map(({ topic }) => topic.id),
      };
    default:
      return null;
  }
}

/** The next row, round the end, whose name begins with what was typed; the focused one too where more than a letter was. */
export function typedAhead(rows: readonly TreeRow[], at: number, typed: string): number | null {
  const wanted = fold(typed);
  const from = typed.length > 1 ? 0 : 1;
  for (let step = from; step < rows.length + from; step++) {
    const { topic } = rows[(at + step) % rows.length];
    if (fold(topic.name).startsWith(wanted)) return topic.id;
  }
  return null;
}

/** Without case and accents. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const foldedWords = (text: string) =>
  fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
