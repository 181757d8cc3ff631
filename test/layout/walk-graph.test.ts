import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FuzzyGraph } from '../../src/layout/fuzzy-graph.ts';
import { fuzzyGraph } from '../../src/layout/fuzzy-graph.ts';
import { walkGraph } from '../../src/layout/walk-graph.ts';
import { clusteredVectors, exactGraph } from './clustered-vectors.ts';

const matrixOf = ({ rows, starts, targets, weights }: FuzzyGraph) => {
  const matrix = Array.from({ length: rows }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let edge = starts[row]; edge < starts[row + 1]; edge++) matrix[row][targets[edge]] += weights[edge];
  }
  return matrix;
};

describe('walkGraph', () => {
  it('is the mean of both walks of one and of two steps, where they reach no more rows than are kept', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(99),
        (rows, k, seed) => {
          const graph = fuzzyGraph(exactGraph(clusteredVectors(rows, 3, { seed }), k), k);
          const weights = matrixOf(graph);
          const step = weights.map((row) => row.map((weight) => weight / row.reduce((a, b) => a + b, 0)));
          const walk = step.map((chances, from) => {
            const sum = chances.map((chance) => chance / 2);
            chances.forEach((chance, middle) => {
              if (chance > 0)
                for (let end = 0; end < rows; end++) sum[end] += (chance * step[middle][end]) / 2;
            });
            sum[from] = 0;
            const whole = sum.reduce((a, b) => a + b, 0);
            return sum.map((chance) => chance / whole);
          });
          const found = matrixOf(walkGraph(graph));
          for (let a = 0; a < rows; a++) {
            for (let b = 0; b < rows; b++) {
              expect(Math.abs(found[a][b] - (walk[a][b] + walk[b][a]) / 2)).toBeLessThan(1e-5);
            }
          }
        },
      ),
    );
  });

  it('keeps the surest ends only, in a graph that is the same from both sides', () => {
    const graph = fuzzyGraph(exactGraph(clusteredVectors(400, 3), 15), 15);
    const walked = walkGraph(graph);
    const matrix = matrixOf(walked);
    expect(walked.starts[400]).toBeLessThan(400 * 120);
    expect(matrix.map((_, a) => matrix.map((other) => other[a]))).toEqual(matrix.map((row) => [...row]));
    expect(walked.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(400, 1);
  });

  it('leaves a row without neighbours without edges', () => {
    const graph: FuzzyGraph = {
      rows: 3,
      starts: Int32Array.of(0, 1, 2, 2),
      targets: Int32Array.of(1, 0),
      weights: Float32Array.of(0.5, 0.5),
    };
    const { starts, targets, weights } = walkGraph(graph);
    expect([...starts]).toEqual([0, 1, 2, 2]);
    expect([...targets]).toEqual([1, 0]);
    expect([...weights]).toEqual([1, 1]);
  });
});
