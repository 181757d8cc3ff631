import { describe, expect, it } from 'vitest';
import { feedbackDefaults, movedTowards } from '../../src/search/feedback.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';

const rows = [
  [0, 1, 0],
  [0, 0.8, 0.6],
  [0, 0, 1],
  [-1, 0, 0],
];
const vectors = { rows: rows.length, dimensions: 3, data: Float32Array.from(rows.flat()) };
const question = Float32Array.of(1, 0, 0);

describe('movedTowards', () => {
  it('moves a question nearer to the first papers, and keeps its length', () => {
    const moved = movedTowards(question, [0, 1], vectors);
    expect(Math.hypot(...moved)).toBeCloseTo(1, 6);
    expect(dot(moved, vectorAt(vectors, 0))).toBeGreaterThan(0);
    expect(dot(moved, question)).toBeCloseTo(1 / Math.sqrt(1 + feedbackDefaults.weight ** 2), 6);
  });

  it('leaves a question where it is without papers, or where they cancel each other', () => {
    expect(movedTowards(question, [], vectors)).toBe(question);
    const opposite = { rows: 2, dimensions: 3, data: Float32Array.of(0, 1, 0, 0, -1, 0) };
    expect(movedTowards(question, [0, 1], opposite)).toBe(question);
  });

  it('looks at no more than the first papers', () => {
    const many = Array.from({ length: feedbackDefaults.papers }, () => 0);
    expect(movedTowards(question, [...many, 2, 2], vectors)).toEqual(movedTowards(question, many, vectors));
  });

  it('stays finite for a paper that is the opposite of the question', () => {
    expect([...movedTowards(question, [3], vectors)]).toEqual([1, 0, 0]);
  });
});
