/**
 * Communities among some rows of a graph: Louvain (Blondel et al. 2008, arXiv:0803.0476) by
 * `graphology-communities-louvain`, with modularity's resolution (Lambiotte et al. 2009, arXiv:0812.1770) chosen so that
 * their number comes near a wanted one.
 */
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { createRandom } from '../random.ts';
import type { CommunityGraph } from './community-graph.ts';

// The package is CommonJS: what its types call `default` is, at run time, the module itself.
const louvain = louvainModule as unknown as (typeof louvainModule)['default'];

export interface CommunityOptions {
  /** How many communities would be best. */
  wanted: number;
  /** Communities of fewer rows are dissolved. */
  minSize: number;
  /** A row stays only where at least this share of its ties (by weight) leads into its own community. */
  minTie: number;
  seed: number;
}

/** The search begins at 1, plain modularity; larger gives more and smaller communities. */
const resolutionStep = 1.4;
/** At most so many steps: from 0.035 to 29. */
const resolutionSteps = 10;
/** Runs at the chosen resolution, of which the one of highest modularity counts: Louvain's result hangs on its order. */
const runs = 5;

/**
 * @param rows ascending.
 * @returns the communities, each its rows ascending, the largest first; rows that belong to none are in none. The same
 *   input gives the same result.
 */
export function findCommunities(
  graph: CommunityGraph,
  rows: Int32Array,
  options: CommunityOptions,
): Int32Array[] {
  const part = partOf(graph, rows);
  if (part.size === 0) return [];

  let chosen = run(part, fittingResolution(part, rows, options), options.seed);
  for (let i = 1; i < runs; i++) {
    const other = run(part, chosen.resolution, options.seed + i);
    if (other.modularity > chosen.modularity + 1e-12) chosen = other;
  }
  return withoutStrays(graph, grouped(chosen.communities, rows, options.minSize), options.minTie)
    .filter((group) => group.length >= options.minSize)
    .sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** Steps towards the wanted number until it is passed, and takes the resolution that came nearest. */
function fittingResolution(part: UndirectedGraph, rows: Int32Array, options: CommunityOptions): number {
  const excess = (resolution: number) =>
    grouped(run(part, resolution, options.seed).communities, rows, options.minSize).length - options.wanted;
  const atOne = excess(1);
  const factor = atOne > 0 ? 1 / resolutionStep : resolutionStep;
  let best = { resolution: 1, miss: Math.abs(atOne) };
  let resolution = 1;
  for (let step = 0; step < resolutionSteps && best.miss > 0; step++) {
    resolution *= factor;
    const found = excess(resolution);
    if (Math.abs(found) < best.miss) best = { resolution, miss: Math.abs(found) };
    if (Math.sign(found) !== Math.sign(atOne)) break;
  }
  return best.resolution;
}

function run(part: UndirectedGraph, resolution: number, seed: number) {
  return louvain.detailed(part, { resolution, rng: createRandom(seed) });
}

/** The chosen rows with the edges among them, in the library's own form. */
function partOf(graph: CommunityGraph, rows: Int32Array): UndirectedGraph {
  const part = new UndirectedGraph();
  for (const row of rows) part.addNode(String(row));
  for (const row of rows) {
    for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++) {
      const other = graph.targets[i];
      if (other > row && part.hasNode(String(other))) {
        part.addEdge(String(row), String(other), { weight: graph.weights[i] });
      }
    }
  }
  return part;
}

function grouped(communities: { [node: string]: number }, rows: Int32Array, minSize: number): Int32Array[] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const community = communities[String(row)];
    const group = groups.get(community);
    if (group) group.push(row);
    else groups.set(community, [row]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= minSize)
    .map((group) => Int32Array.from(group));
}

/** The groups without the rows whose ties lead elsewhere; ties out of all groups do not count. */
function withoutStrays(graph: CommunityGraph, groups: readonly Int32Array[], minTie: number): Int32Array[] {
  const groupOf = new Map<number, number>();
  groups.forEach((rows, group) => {
    for (const row of rows) groupOf.set(row, group);
  });
  return groups.map((rows, group) =>
    rows.filter((row) => {
      let inside = 0;
      let all = 0;
      for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++) {
        const target = groupOf.get(graph.targets[i]);
        if (target === undefined) continue;
        all += graph.weights[i];
        if (target === group) inside += graph.weights[i];
      }
      return all > 0 && inside / all >= minTie;
    }),
  );
}
