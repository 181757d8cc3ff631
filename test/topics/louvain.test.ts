import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type CommunityGraph, communityGraph } from '../../src/topics/community-graph.ts';
import { louvain } from '../../src/topics/louvain.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';

// The package is CommonJS: what its types call `default` is, at run time, the module itself.
const twin = louvainModule as unknown as (typeof louvainModule)['default'];

const mixed = communityGraph(exactGraph(clusteredVectors(400, 12, { spread: 1.2, seed: 3 }), 10));

/** Q written out over all pairs in one community. */
function modularityByPairs(graph: CommunityGraph, communityOf: Int32Array, resolution: number): number {
  const weight = (row: number, other: number) => {
    const at = graph.targets.subarray(graph.starts[row], graph.starts[row + 1]).indexOf(other);
    return at < 0 ? 0 : graph.weights[graph.starts[row] + at];
  };
  const degrees = Array.from({ length: graph.rows }, (_, row) =>
    graph.weights.subarray(graph.starts[row], graph.starts[row + 1]).reduce((sum, value) => sum + value, 0),
  );
  const all = degrees.reduce((sum, degree) => sum + degree, 0);
  let sum = 0;
  for (let a = 0; a < graph.rows; a++) {
    for (let b = 0; b < graph.rows; b++) {
      if (communityOf[a] === communityOf[b]) {
        sum += weight(a, b) / all - (resolution * degrees[a] * degrees[b]) / all ** 2;
      }
    }
  }
  return sum;
}

function inGraphology(graph: CommunityGraph): UndirectedGraph {
  const made = new UndirectedGraph();
  for (let row = 0; row < graph.rows; row++) made.addNode(String(row));
  for (let row = 0; row < graph.rows; row++) {
    for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++) {
      const other = graph.targets[i];
      if (other > row) made.addEdge(String(row), String(other), { weight: graph.weights[i] });
    }
  }
  return made;
}

describe('louvain', () => {
  it.each([0.3, 1, 3])('knows its modularity, at resolution %f', (resolution) => {
    const { communityOf, modularity } = louvain(mixed, resolution, 1);
    expect(modularity).toBeCloseTo(modularityByPairs(mixed, communityOf, resolution), 10);
  });

  it.each([0.3, 1, 3])('finds communities as good as graphology does, at resolution %f', (resolution) => {
    const seeds = [1, 2, 3, 4, 5];
    const ours = Math.max(...seeds.map((seed) => louvain(mixed, resolution, seed).modularity));
    const graph = inGraphology(mixed);
    const theirs = Math.max(
      ...seeds.map((seed) => twin.detailed(graph, { resolution, rng: createRandom(seed) }).modularity),
    );
    expect(ours).toBeGreaterThan(theirs - 0.003);
  });

  it('numbers the communities from 0 without gaps, and gives the same for the same seed', () => {
    const found = louvain(mixed, 1, 7);
    expect(new Set(found.communityOf)).toEqual(new Set(Array.from({ length: found.count }, (_, i) => i)));
    expect(louvain(mixed, 1, 7)).toEqual(found);
  });

  it('leaves rows without ties alone', () => {
    const none: CommunityGraph = {
      rows: 3,
      starts: new Int32Array(4),
      targets: new Int32Array(0),
      weights: new Float64Array(0),
    };
    expect(louvain(none, 1, 1)).toEqual({
      communityOf: Int32Array.from([0, 1, 2]),
      count: 3,
      modularity: 0,
    });
    expect(louvain({ ...none, rows: 0, starts: new Int32Array(1) }, 1, 1).count).toBe(0);
  });
});
