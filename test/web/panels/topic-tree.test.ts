import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Topic } from '../../../src/server/api-types.ts';
import { mostFound, TopicBranches, treeStep, typedAhead } from '../../../web/panels/topic-tree.ts';

const topic = (id: number, parent: number | null, name: string, size = 10): Topic => ({
  ...{ id, parent, name, size, level: parent === null ? 0 : 1 },
  ...{ phrases: [`phrase ${id}`], central: [], xData: 0, yData: 0 },
});
const topics = [
  topic(0, null, 'Bees', 30),
  topic(1, null, 'Ice', 40),
  topic(2, 0, 'Dances', 5),
  topic(3, 0, 'Émigré bees', 9),
  topic(4, 1, 'Ice cores'),
];
const branches = new TopicBranches(topics);
const ids = (rows: readonly { topic: Topic }[]) => rows.map(({ topic: { id } }) => id);

describe('TopicBranches', () => {
  it('shows the largest first, and what is unfolded below what holds it', () => {
    expect(ids(branches.rows(new Set()))).toEqual([1, 0]);
    const rows = branches.rows(new Set([0]));
    expect(ids(rows)).toEqual([1, 0, 3, 2]);
    expect(rows[2]).toMatchObject({ depth: 2, place: 1, siblings: 2, expanded: null });
    expect(rows.map(({ expanded }) => expanded)).toEqual([false, true, null, null]);
  });

  it('shows nothing below what is folded, whatever is unfolded there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4 })), (open) => {
        const rows = branches.rows(new Set(open));
        const seen = new Set(ids(rows));
        for (const { topic: one } of rows)
          if (one.parent !== null) expect(seen.has(one.parent) && open.includes(one.parent)).toBe(true);
      }),
    );
  });

  it('finds names and phrases without case and accents, unfolded to where they are', () => {
    expect(branches.found('emigre BEES')).toMatchObject({ count: 1 });
    expect(ids(branches.found('emigre').rows)).toEqual([0, 3]);
    expect(ids(branches.found('phrase 4').rows)).toEqual([1, 4]);
    expect(branches.found('bees').count).toBe(2);
    expect(branches.found('fire')).toEqual({ rows: [], count: 0 });
  });

  it('shows no more than can be read, and counts all', () => {
    const many = new TopicBranches(Array.from({ length: 300 }, (_, id) => topic(id, null, `Topic ${id}`)));
    const { rows, count } = many.found('topic');
    expect([rows.length, count]).toEqual([mostFound, 300]);
  });

  it('knows the way to a topic', () => {
    expect(branches.pathTo(3)).toEqual([0]);
    expect(branches.pathTo(1)).toEqual([]);
    expect(branches.pathTo(99)).toEqual([]);
  });
});

describe('treeStep', () => {
  const rows = branches.rows(new Set([0]));

  it('moves between the rows that are seen, and no further', () => {
    expect(treeStep(rows, 0, 'ArrowDown')).toEqual({ focus: 0 });
    expect(treeStep(rows, 0, 'ArrowUp')).toBeNull();
    expect(treeStep(rows, 3, 'ArrowDown')).toBeNull();
    expect(treeStep(rows, 2, 'Home')).toEqual({ focus: 1 });
    expect(treeStep(rows, 0, 'End')).toEqual({ focus: 2 });
  });

  it('unfolds and goes in to the right, folds and goes out to the left', () => {
    expect(treeStep(rows, 0, 'ArrowRight')).toEqual({ expand: [1] });
    expect(treeStep(rows, 1, 'ArrowRight')).toEqual({ focus: 3 });
    expect(treeStep(rows, 2, 'ArrowRight')).toBeNull();
    expect(treeStep(rows, 2, 'ArrowLeft')).toEqual({ focus: 0 });
    expect(treeStep(rows, 1, 'ArrowLeft')).toEqual({ collapse: 0 });
    expect(treeStep(rows, 0, 'ArrowLeft')).toBeNull();
    expect(treeStep(rows, 1, '*')).toEqual({ expand: [1] });
  });

  it('does nothing for other keys, and without rows', () => {
    expect(treeStep(rows, 0, 'x')).toBeNull();
    expect(treeStep([], 0, 'ArrowDown')).toBeNull();
  });
});

describe('typedAhead', () => {
  const rows = branches.rows(new Set([0, 1]));

  it('goes to the next name with that letter, round the end', () => {
    expect(ids(rows)).toEqual([1, 4, 0, 3, 2]);
    expect(typedAhead(rows, 0, 'i')).toBe(4);
    expect(typedAhead(rows, 1, 'i')).toBe(1);
    expect(typedAhead(rows, 0, 'e')).toBe(3);
  });

  it('stays where more letters still fit', () => {
    expect(typedAhead(rows, 1, 'ice c')).toBe(4);
    expect(typedAhead(rows, 0, 'zz')).toBeNull();
  });
});
