/**
 * Communities by modularity: Louvain (Blondel et al. 2008, arXiv:0803.0476) on flat arrays, with a resolution (Lambiotte et
 * al. 2009, arXiv:0812.1770).
 *
 *   Q = Σ_c [ w_c / W − γ (d_c / W)² ]
 *
 * w_c: weight of the edges inside c, both ways; d_c: of all edges at its rows; W: of all edges, both ways.
 *
 * Departure: rows wait in a queue and come into it again only when a neighbour has moved (the fast local move of Traag,
 * Waltman & van Eck 2019, arXiv:1810.08473), instead of being gone over until nothing moves.
 */
import { createRandom } from '../random.ts';
import type { CommunityGraph } from './community-graph.ts';

export interface Communities {
  /** Of each row, 0 … count − 1. */
  communityOf: Int32Array;
  count: number;
  modularity: number;
}

/** A graph whose rows may stand for several of the one before; the weight inside each stands beside it. */
interface Level extends CommunityGraph {
  /** Both ways. */
  inside: Float64Array;
}

/** A gain under this is rounding. */
const leastGain = 1e-12;

/**
 * @param graph without edges from a row to itself.
 * @param resolution γ: 1 is plain modularity; larger gives more and smaller communities.
 * @param seed of the order in which rows are looked at.
 */
export function louvain(graph: CommunityGraph, resolution: number, seed: number): Communities {
  const random = createRandom(seed);
  let level: Level = { ...graph, inside: new Float64Array(graph.rows) };
  const communityOf = Int32Array.from({ length: graph.rows }, (_, row) => row);
  let count = graph.rows;
  for (;;) {
    const moved = moveRows(level, resolution, random);
    for (let row = 0; row < communityOf.length; row++) communityOf[row] = moved.communityOf[communityOf[row]];
    count = moved.count;
    if (count === level.rows) break;
    level = joined(level, moved.communityOf, count);
  }
  return { communityOf, count, modularity: modularityOf(level, resolution) };
}

/** Every row into the community among its neighbours' that gains most, until none gains. */
function moveRows(
  { rows, starts, targets, weights, inside }: Level,
  resolution: number,
  random: () => number,
) {
  const degrees = new Float64Array(rows);
  let all = 0;
  for (let row = 0; row < rows; row++) {
    let degree = inside[row];
    for (let i = starts[row]; i < starts[row + 1]; i++) degree += weights[i];
    degrees[row] = degree;
    all += degree;
  }
  const communityOf = Int32Array.from({ length: rows }, (_, row) => row);
  const total = degrees.slice();
  const queue = shuffled(rows, random);
  const waits = new Uint8Array(rows).fill(1);
  /** Weight from the row at hand to each community; those met are listed, and set back after it. */
  const ties = new Float64Array(rows);
  const met = new Int32Array(rows);

  let head = 0;
  let waiting = all > 0 ? rows : 0;
  while (waiting > 0) {
    const row = queue[head];
    head = head + 1 === rows ? 0 : head + 1;
    waiting--;
    waits[row] = 0;

    const own = communityOf[row];
    const share = (resolution * degrees[row]) / all;
    let metCount = 0;
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const community = communityOf[targets[i]];
      if (ties[community] === 0) met[metCount++] = community;
      ties[community] += weights[i];
    }
    let best = own;
    let bestGain = ties[own] - share * (total[own] - degrees[row]) + leastGain;
    for (let i = 0; i < metCount; i++) {
      const gain = ties[met[i]] - share * total[met[i]];
      if (met[i] !== own && gain > bestGain) {
        best = met[i];
        bestGain = gain;
      }
    }
    for (let i = 0; i < metCount; i++) ties[met[i]] = 0;
    if (best === own) continue;

    total[own] -= degrees[row];
    total[best] += degrees[row];
    communityOf[row] = best;
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const other = targets[i];
      if (waits[other] || communityOf[other] === best) continue;
      waits[other] = 1;
      // At most `rows` wait, so the ring never meets itself.
      queue[(head + waiting++) % rows] = other;
    }
  }
  return renumbered(communityOf);
}

function shuffled(rows: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (let i = rows - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

/** Communities numbered 0, 1 … in the order of their first rows. */
function renumbered(communityOf: Int32Array): { communityOf: Int32Array; count: number } {
  const numberOf = new Int32Array(communityOf.length).fill(-1);
  let count = 0;
  for (let row = 0; row < communityOf.length; row++) {
    if (numberOf[communityOf[row]] < 0) numberOf[communityOf[row]] = count++;
    communityOf[row] = numberOf[communityOf[row]];
  }
  return { communityOf, count };
}

/** The graph whose rows are the communities. */
function joined(
  { rows, starts, targets, weights, inside }: Level,
  communityOf: Int32Array,
  count: number,
): Level {
  const ends = new Int32Array(count + 1);
  for (let row = 0; row < rows; row++) ends[communityOf[row] + 1]++;
  for (let community = 0; community < count; community++) ends[community + 1] += ends[community];
  const members = new Int32Array(rows);
  const next = ends.slice(0, count);
  for (let row = 0; row < rows; row++) members[next[communityOf[row]]++] = row;

  const level: Level = {
    rows: count,
    starts: new Int32Array(count + 1),
    targets: new Int32Array(targets.length),
    weights: new Float64Array(targets.length),
    inside: new Float64Array(count),
  };
  const placeOf = new Int32Array(count).fill(-1);
  let end = 0;
  for (let community = 0; community < count; community++) {
    const start = end;
    for (let m = ends[community]; m < ends[community + 1]; m++) {
      const row = members[m];
      level.inside[community] += inside[row];
      for (let i = starts[row]; i < starts[row + 1]; i++) {
        const other = communityOf[targets[i]];
        if (other === community) {
          level.inside[community] += weights[i];
          continue;
        }
        if (placeOf[other] < start) {
          placeOf[other] = end;
          level.targets[end] = other;
          level.weights[end++] = 0;
        }
        level.weights[placeOf[other]] += weights[i];
      }
    }
    level.starts[community + 1] = end;
  }
  return { ...level, targets: level.targets.subarray(0, end), weights: level.weights.subarray(0, end) };
}

/** Of the communities that are the rows of a level. 0 without edges. */
function modularityOf({ rows, starts, weights, inside }: Level, resolution: number): number {
  let all = 0;
  for (const weight of weights) all += weight;
  for (const weight of inside) all += weight;
  if (all === 0) return 0;
  let modularity = 0;
  for (let row = 0; row < rows; row++) {
    let degree = inside[row];
    for (let i = starts[row]; i < starts[row + 1]; i++) degree += weights[i];
    modularity += inside[row] / all - resolution * (degree / all) ** 2;
  }
  return modularity;
}
