import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { learnedVector } from '../../src/search/learned-vector.ts';
import {
  classifierDefaults,
  type TrainingGroup,
  trainClassifier,
} from '../../src/search/train-classifier.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';

const dimensions = 18;
const random = createRandom(11);
/** Unit vectors near an axis. */
const near = (axis: number, count: number) =>
  Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, () => (random() - 0.5) * 0.4);
    vector[axis] += 1;
    return normalize(vector);
  });
const groups: TrainingGroup[] = [
  { vectors: near(0, 5), label: 1, weight: 1 },
  { vectors: near(1, 3), label: -1, weight: 0.25 },
  { vectors: [...near(2, 100), ...near(3, 100)], label: -1, weight: 1 },
];

describe('trainClassifier', () => {
  const { direction, bias } = trainClassifier(groups);
  const decisionOn = (vector: Float32Array) => dot(direction, vector) + bias;

  it('puts what it never saw on the right side', () => {
    expect(near(0, 50).every((vector) => decisionOn(vector) > 0)).toBe(true);
    for (const axis of [1, 2, 3]) expect(near(axis, 50).every((vector) => decisionOn(vector) < 0)).toBe(true);
  });

  it('is as good as done after its steps', () => {
    const long = trainClassifier(groups, { ...classifierDefaults, steps: 1000 }).direction;
    expect(dot(normalize(direction.slice()), normalize(long.slice()))).toBeGreaterThan(0.9999);
  });

  it('ends where the gradient is zero', () => {
    const steps = 1000;
    const { regularization } = classifierDefaults;
    const end = trainClassifier(groups, { regularization, steps });
    for (let i = 0; i < dimensions; i++) {
      let slope = regularization * end.direction[i];
      for (const { vectors, label, weight } of groups) {
        for (const vector of vectors) {
          const margin = label * (dot(end.direction, vector) + end.bias);
          slope -= ((weight / vectors.length) * label * vector[i]) / (1 + Math.exp(margin));
        }
      }
      expect(slope).toBeCloseTo(0, 5);
    }
  });

  it('gives the same bits every time, and for a group that is split in equal halves', () => {
    expect(trainClassifier(groups)).toEqual({ direction, bias });
    const [wanted, ...others] = groups;
    const twice = { ...wanted, vectors: wanted.vectors.flatMap((vector) => [vector, vector]) };
    const again = trainClassifier([twice, ...others]).direction;
    again.forEach((value, i) => {
      expect(value).toBeCloseTo(direction[i], 6);
    });
  });
});

describe('learnedVector', () => {
  const rows = 300;
  const table: VectorTable = { rows, dimensions, data: new Float32Array(rows * dimensions) };
  [...near(0, 30), ...near(1, 270)].forEach((vector, row) => {
    table.data.set(vector, row * dimensions);
  });
  const parts = { text: null, liked: [0, 1, 2], disliked: [31] };
  const few = { sampled: 40, dislikedWeight: 0.25 };

  it('is a unit vector that changes with the seed only where a part is drawn', () => {
    const drawn = learnedVector(parts, table, 1, few)!;
    expect(dot(drawn, drawn)).toBeCloseTo(1, 5);
    expect(learnedVector(parts, table, 1, few)).toEqual(drawn);
    expect(learnedVector(parts, table, 2, few)).not.toEqual(drawn);
    expect(learnedVector(parts, table, 2)).toEqual(learnedVector(parts, table, 1));
  });

  it('learns from a text alone against the rest, and changes nothing that it is given', () => {
    const before = table.data.slice();
    const text = vectorAt(table, 5).slice();
    const vector = learnedVector({ text, liked: [], disliked: [31] }, table, 1)!;
    expect(dot(vector, vectorAt(table, 20))).toBeGreaterThan(dot(vector, vectorAt(table, 200)));
    expect(table.data).toEqual(before);
    expect(text).toEqual(vectorAt(table, 5));
  });

  it('is null without a text and a liked paper', () => {
    expect(learnedVector({ text: null, liked: [], disliked: [3] }, table, 1)).toBeNull();
  });
});
