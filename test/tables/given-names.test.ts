import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GivenName,
  membersOf,
  overlapAsked,
  placeNames,
  unplacedNames,
  withNames,
} from '../../src/tables/given-names.ts';
import type { TopicTree } from '../../src/tables/topic-tree.ts';

/** One list of rows a level, a topic a number; −1 for none. */
function treeOf(...levels: number[][]): TopicTree {
  const topicOfRow = levels.map((level) => Int32Array.from(level));
  const topics = [...new Set(levels.flat().filter((id) => id >= 0))]
    .sort((a, b) => a - b)
    .map((id) => {
      const level = levels.findIndex((rows) => rows.includes(id));
      const size = levels[level].filter((topic) => topic === id).length;
      return {
        id,
        level,
        parent: null,
        name: `found ${id}`,
        phrases: [],
        size,
        centralRows: [],
        xData: 0,
        yData: 0,
      };
    });
  return { rows: levels[0].length, topics, topicOfRow };
}

const given = (tree: TopicTree, topic: number, name: string): GivenName => ({
  name,
  level: tree.topics[topic].level,
  members: membersOf(tree, topic),
  rows: tree.rows,
});

/** Trees of one level whose topics are numbered without gaps. */
const trees = fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 1, maxLength: 60 }).map((rows) => {
  const numbers = [...new Set(rows.filter((id) => id >= 0))];
  return treeOf(rows.map((id) => numbers.indexOf(id)));
});

describe('placeNames', () => {
  it('gives every name back to its own topic while nothing has changed', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const names = tree.topics.map(({ id }) => given(tree, id, `name ${id}`));
        expect(placeNames(tree, names)).toEqual(tree.topics.map(({ id }) => id));
      }),
    );
  });

  it('gives back every name when topics are numbered anew and papers come in', () => {
    fc.assert(
      fc.property(trees, fc.array(fc.integer({ min: 0, max: 6 })), (tree, more) => {
        const count = tree.topics.length;
        if (count === 0) return;
        const turned = [...tree.topicOfRow[0]].map((id) => (id < 0 ? id : count - 1 - id));
        const grown = treeOf([...turned, ...more.map((id) => id % count)]);
        const names = tree.topics.map(({ id }) => given(tree, id, `name ${id}`));
        expect(placeNames(grown, names)).toEqual(tree.topics.map(({ id }) => count - 1 - id));
      }),
    );
  });

  it('gives no topic two names and no name to a topic with too few of its papers', () => {
    fc.assert(
      fc.property(trees, trees, (before, after) => {
        const names = before.topics.map(({ id }) => given(before, id, `name ${id}`));
        const placed = placeNames(after, names);
        const taken = placed.filter((topic) => topic !== null);
        expect(new Set(taken).size).toBe(taken.length);
        placed.forEach((topic, i) => {
          const old = new Set(names[i].members);
          const overlapWith = (id: number) => {
            const now = [...membersOf(after, id)].filter((row) => row < before.rows);
            const both = now.filter((row) => old.has(row)).length;
            return both / (now.length + old.size - both);
          };
          if (topic !== null) expect(overlapWith(topic)).toBeGreaterThan(overlapAsked);
          // A name without a topic is one that none has room for.
          else
            for (const { id } of after.topics)
              if (!taken.includes(id)) expect(overlapWith(id)).toBeLessThanOrEqual(overlapAsked);
        });
      }),
    );
  });

  it('chooses the topic of the level that was named where two hold the same papers', () => {
    const tree = treeOf([0, 0, 0, -1], [1, 1, 1, -1]);
    expect(placeNames(tree, [given(tree, 1, 'fine')])).toEqual([1]);
    expect(placeNames(tree, [given(tree, 1, 'fine'), given(tree, 0, 'coarse')])).toEqual([1, 0]);
  });
});

describe('withNames', () => {
  const tree = treeOf([0, 0, 1, 1, 1]);

  it('keeps the name that was found beside the one that was given, and gives it back', () => {
    const named = withNames(tree, [given(tree, 1, 'Ice')]);
    expect(named.topics.map(({ name, foundName }) => [name, foundName])).toEqual([
      ['found 0', undefined],
      ['Ice', 'found 1'],
    ]);
    expect(withNames(named, [])).toEqual(tree);
    expect(withNames(named, [given(tree, 1, 'Snow')]).topics[1]).toMatchObject({
      name: 'Snow',
      foundName: 'found 1',
    });
  });

  it('leaves the tree that it was given as it was, and names the names that fit none', () => {
    const lost = { name: 'Fire', level: 0, members: Int32Array.of(0, 4), rows: 5 };
    expect(withNames(tree, [lost])).toEqual(tree);
    expect(unplacedNames(tree, [lost, given(tree, 0, 'Ice')])).toEqual([lost]);
  });
});
