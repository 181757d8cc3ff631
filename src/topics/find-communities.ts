/** Communities among some rows of a graph, by Louvain at the resolution that brings their number near a wanted one. */
import type { CommunityGraph } from './community-graph.ts';
import { type Communities, louvain } from './louvain.ts';

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
  if (rows.length === 0) return [];
  const part = partOf(graph, rows);
  const { resolution, tried } = fittingResolution(part, options);
  let chosen = tried;
  for (let i = 1; i < runs; i++) {
    const other = louvain(part, resolution, options.seed + i);
    if (other.modularity > chosen.modularity + 1e-12) chosen = other;
  }
  return withoutStrays(graph, grouped(chosen, rows, options.minSize), options.minTie)
    .filter((group) => group.length >= options.minSize)
    .sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** Steps towards the wanted number until it is passed, and takes the resolution that came nearest, with what was found there. */
function fittingResolution(part: CommunityGraph, options: CommunityOptions) {
  const at = (resolution: number) => {
    const tried = louvain(part, resolution, options.seed);
    return { resolution, tried, excess: countLarge(tried, options.minSize) - options.wanted };
  };
  const first = at(1);
  const factor = first.excess > 0 ? 1 / resolutionStep : resolutionStep;
  let best = first;
  let resolution = 1;
  for (let step = 0; step < resolutionSteps && best.excess !== 0; step++) {
    resolution *= factor;
    const found = at(resolution);
    if (Math.abs(found.excess) < Math.abs(best.excess)) best = found;
    if (Math.sign(found.excess) !== Math.sign(first.excess)) break;
  }
  return best;
}

/** The chosen rows with the edges among them: row i of it is `rows[i]`. */
function partOf(graph: CommunityGraph, rows: Int32Array): CommunityGraph {
  if (rows.length === graph.rows) return graph;
  const placeOf = new Int32Array(graph.rows).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  let edges = 0;
  for (const row of rows) {
    for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++)
      if (placeOf[graph.targets[i]] >= 0) edges++;
  }
  const starts = new Int32Array(rows.length + 1);
  const targets = new Int32Array(edges);
  const weights = new Float64Array(edges);
  let end = 0;
  rows.forEach((row, place) => {
    for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++) {
      const other = placeOf[graph.targets[i]];
      if (other < 0) continue;
      targets[end] = other;
      weights[end++] = graph.weights[i];
    }
    starts[place + 1] = end;
  });
  return { rows: rows.length, starts, targets, weights };
}

function sizesOf({ communityOf, count }: Communities): Int32Array {
  const sizes = new Int32Array(count);
  for (const community of communityOf) sizes[community]++;
  return sizes;
}

const countLarge = (found: Communities, minSize: number) =>
  sizesOf(found).reduce((large, size) => large + (size >= minSize ? 1 : 0), 0);

function grouped(found: Communities, rows: Int32Array, minSize: number): Int32Array[] {
  const sizes = sizesOf(found);
  const groups = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(found.count);
  rows.forEach((row, place) => {
    const community = found.communityOf[place];
    groups[community][next[community]++] = row;
  });
  return groups.filter((group) => group.length >= minSize);
}

/** The groups without the rows whose ties lead elsewhere; ties out of all groups do not count. */
function withoutStrays(graph: CommunityGraph, groups: readonly Int32Array[], minTie: number): Int32Array[] {
  const groupOf = new Int32Array(graph.rows).fill(-1);
  groups.forEach((rows, group) => {
    for (const row of rows) groupOf[row] = group;
  });
  return groups.map((rows, group) =>
    rows.filter((row) => {
      let inside = 0;
      let all = 0;
      for (let i = graph.starts[row]; i < graph.starts[row + 1]; i++) {
        const target = groupOf[graph.targets[i]];
        if (target < 0) continue;
        all += graph.weights[i];
        if (target === group) inside += graph.weights[i];
      }
      return all > 0 && inside / all >= minTie;
    }),
  );
}
