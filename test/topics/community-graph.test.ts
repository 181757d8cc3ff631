import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communityGraph } from '../../src/topics/community-graph.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';

describe('communityGraph', () => {
  it('agrees with similarity × Jaccard written out with sets, from both ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(1000),
        (rows, k, seed) => {
          const graph = exactGraph(clusteredVectors(rows, 3, { dimensions: 5, seed }), k);
          const near = Array.from({ length: rows }, (_, row) => {
            return [...graph.neighbors.subarray(row * k, (row + 1) * k)].filter((other) => other >= 0);
          });
          const expected: [number, number, number][] = [];
          for (let a = 0; a < rows; a++) {
            for (let b = 0; b < rows; b++) {
              const [from, to] = near[a].includes(b) ? [a, b] : [b, a];
              const place = near[from].indexOf(to);
              if (a === b || place < 0) continue;
              const [own, other] = [new Set([a, ...near[a]]), new Set([b, ...near[b]])];
              const shared = [...own].filter((row) => other.has(row)).length;
              const similarity = 1 - graph.distances[from * k + place];
              if (similarity > 0)
                expected.push([a, b, (similarity * shared) / (own.size + other.size - shared)]);
            }
          }
          const packed = communityGraph(graph);
          const found: [number, number, number][] = [];
          for (let row = 0; row < rows; row++) {
            for (let i = packed.starts[row]; i < packed.starts[row + 1]; i++)
              found.push([row, packed.targets[i], packed.weights[i]]);
          }
          expect(found.map(([a, b]) => [a, b])).toEqual(expected.map(([a, b]) => [a, b]));
          for (const [i, [, , weight]] of found.entries()) expect(weight).toBeCloseTo(expected[i][2], 5);
        },
      ),
      { numRuns: 60 },
    );
  });
});
