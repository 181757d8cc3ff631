import { describe, expect, it } from 'vitest';
import { compareTopics } from '../../src/search/compare-topics.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { refusalOf } from '../refusal.ts';
import { smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();
const { topics, vectors } = searcher;
const named = (name: string, level: number) =>
  topics!.topics.find((topic) => topic.name === name && topic.level === level)!.id;
const rowsOf = (topic: number) => {
  const level = topics!.topicOfRow[topics!.topics[topic].level];
  return [...level.keys()].filter((row) => level[row] === topic);
};

describe('compareTopics', () => {
  const fine = topics!.topics.filter(({ level }) => level === 1).map(({ id }) => id);
  const [one, other] = fine;

  it('names words, papers and years of each', () => {
    const { a, b, years } = compareTopics(searcher, one, other);
    expect([[...a.rows], [...b.rows]]).toEqual([rowsOf(one), rowsOf(other)]);
    const phrases = (side: typeof a) => side.phrases.map(({ text }) => text.toLowerCase()).join(' ');
    expect(phrases(a)).toMatch(/honeybee|bees/);
    expect(phrases(b)).toMatch(/glacier|ice/);
    const counted = years.reduce((sum, year) => sum + year.a, 0);
    expect(counted).toBe(rowsOf(one).filter((row) => corpus.years()[row] !== 0).length);
    expect(years.map(({ year }) => year)).toEqual([...years.map(({ year }) => year)].sort());
  });

  it('orders papers as a plain loop over all of them does', () => {
    const { a, b, betweenRows } = compareTopics(searcher, one, other);
    const mean = (rows: Int32Array) => {
      const sum = new Float64Array(vectors.dimensions);
      for (const row of rows)
        vectorAt(vectors, row).forEach((value, i) => {
          sum[i] += value;
        });
      const length = Math.hypot(...sum);
      return Float32Array.from(sum, (value) => value / length);
    };
    const [meanA, meanB] = [mean(a.rows), mean(b.rows)];
    const near = (row: number, to: Float32Array) => dot(vectorAt(vectors, row), to);
    const typical = (row: number) => near(row, meanA) - near(row, meanB);
    const least = Math.min(...a.typicalRows.map(typical));
    for (const row of a.rows)
      if (!a.typicalRows.includes(row)) expect(typical(row)).toBeLessThanOrEqual(least + 1e-6);
    const both = (row: number) => Math.min(near(row, meanA), near(row, meanB));
    const leastBoth = Math.min(...betweenRows.map(both));
    for (const row of [...a.rows, ...b.rows])
      if (!betweenRows.includes(row)) expect(both(row)).toBeLessThanOrEqual(leastBoth + 1e-6);
  });

  it('is the same the other way round', () => {
    const straight = compareTopics(searcher, one, other);
    const turned = compareTopics(searcher, other, one);
    expect([turned.a, turned.b]).toEqual([straight.b, straight.a]);
  });

  it('compares a topic with one that it holds by what is outside of that', () => {
    const parents = topics!.topics.filter(
      ({ id, level }) => level === 0 && topics!.topics.some((t) => t.parent === id),
    );
    for (const { id } of parents) {
      const child = topics!.topics.find(({ parent }) => parent === id)!.id;
      const outside = rowsOf(id).filter((row) => !rowsOf(child).includes(row));
      if (outside.length === 0) continue;
      expect([...compareTopics(searcher, id, child).a.rows]).toEqual(outside);
      expect([...compareTopics(searcher, child, id).a.rows]).toEqual(rowsOf(child));
    }
  });

  it('refuses a topic with itself, and unknown ones', async () => {
    expect(await refusalOf(() => compareTopics(searcher, one, one))).toMatchObject({ code: 'bad-option' });
    expect(await refusalOf(() => compareTopics(searcher, one, 999))).toMatchObject({ code: 'unknown-topic' });
    expect(named('bees', 1)).toBe(one);
  });
});
