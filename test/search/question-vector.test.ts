import { describe, expect, it } from 'vitest';
import { questionVector, questionVectorDefaults } from '../../src/search/question-vector.ts';
import { dot, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

const table: VectorTable = {
  rows: 4,
  dimensions: 3,
  data: Float32Array.of(...[1, 0, 0], ...[0, 1, 0], ...[0, 0, 1], ...[-1, 0, 0]),
};
const none = { text: null, liked: [], disliked: [] };
const isUnit = (vector: Float32Array) => expect(dot(vector, vector)).toBeCloseTo(1, 5);

describe('questionVector', () => {
  it('is the paper itself for one liked paper, and the text for a text', () => {
    expect([...questionVector({ ...none, liked: [1] }, table)]).toEqual([0, 1, 0]);
    expect([...questionVector({ ...none, text: Float32Array.of(0, 0, 1) }, table)]).toEqual([0, 0, 1]);
  });

  it('lies between liked papers', () => {
    const vector = questionVector({ ...none, liked: [0, 1] }, table);
    isUnit(vector);
    expect(vector[0]).toBeCloseTo(vector[1], 6);
  });

  it('turns away from disliked papers by the documented share', () => {
    const vector = questionVector({ ...none, liked: [0], disliked: [1] }, table);
    isUnit(vector);
    expect(vector[1] / vector[0]).toBeCloseTo(-questionVectorDefaults.dislikedShare, 5);
  });

  it('counts a text and its examples the same', () => {
    const vector = questionVector({ text: Float32Array.of(0, 0, 1), liked: [0], disliked: [] }, table);
    expect(vector[0]).toBeCloseTo(vector[2], 6);
  });

  it('pushes a text away from disliked papers', () => {
    const text = Float32Array.of(0.6, 0.8, 0);
    const vector = questionVector({ text, liked: [], disliked: [1] }, table);
    expect(dot(vector, vectorAt(table, 1))).toBeLessThan(dot(text, vectorAt(table, 1)));
  });

  it('keeps a direction where the parts cancel out', () => {
    isUnit(questionVector({ ...none, liked: [0, 3], text: Float32Array.of(0, 1, 0) }, table));
    isUnit(questionVector({ ...none, liked: [0], text: Float32Array.of(-1, 0, 0) }, table));
  });

  it('does not change what it is given', () => {
    const text = Float32Array.of(0, 0, 1);
    const before = table.data.slice();
    questionVector({ text, liked: [0, 1], disliked: [2] }, table);
    expect(table.data).toEqual(before);
    expect([...text]).toEqual([0, 0, 1]);
  });
});
