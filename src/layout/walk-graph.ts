/**
 * A neighbour graph looked at twice: as far as one step and two steps of a random walk lead. Neighbours of neighbours make
 * up for a graph of few neighbours, and a neighbour that only one side sees, by chance, counts little.
 */
import type { FuzzyGraph } from './fuzzy-graph.ts';

/** Rows that each walk keeps, those that it most surely leads to. More: smoother, longer in proportion. */
const walked = 60;
/** How much one step counts beside two. */
const oneStepShare = 0.5;
/** Less is none: a chance that a Float32Array rounds to 0 would be met as a new one again. */
const leastChance = 1e-30;

/**
 * @returns the edge of two rows weighs the mean of the chances that the walk from one ends at the other; walks from a row add
 *   up to 1. Each edge stands twice, as in the graph that is given.
 */
export function walkGraph(graph: FuzzyGraph): FuzzyGraph {
  const { rows } = graph;
  const ends = new Int32Array(rows * walked).fill(-1);
  const chances = new Float32Array(rows * walked);
  const walk = new Walk(graph);
  for (let row = 0; row < rows; row++) walk.from(row, ends, chances);
  return bothWays(rows, ends, chances);
}

class Walk {
  private readonly graph: FuzzyGraph;
  /** Sum of the weights at each row. */
  private readonly degrees: Float64Array;
  private readonly chanceOf: Float32Array;
  private readonly reached: Int32Array;
  private readonly sorted: Float32Array;

  constructor(graph: FuzzyGraph) {
    const { rows, starts, weights } = graph;
    this.graph = graph;
    this.degrees = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      for (let edge = starts[row]; edge < starts[row + 1]; edge++) this.degrees[row] += weights[edge];
    }
    this.chanceOf = new Float32Array(rows);
    this.reached = new Int32Array(rows);
    this.sorted = new Float32Array(rows);
  }

  /** Writes the row's part of `ends` and `chances`, in the order in which they are met. */
  from(row: number, ends: Int32Array, chances: Float32Array): void {
    const { chanceOf, reached, sorted } = this;
    const count = this.reach(row);
    for (let i = 0; i < count; i++) sorted[i] = chanceOf[reached[i]];
    const least = count > walked ? sorted.subarray(0, count).sort()[count - walked] : 0;
    let equal = walked;
    for (let i = 0; i < count; i++) if (chanceOf[reached[i]] > least) equal--;

    let at = row * walked;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const end = reached[i];
      const chance = chanceOf[end];
      chanceOf[end] = 0;
      if (chance < least || (chance === least && equal-- <= 0)) continue;
      ends[at] = end;
      chances[at++] = chance;
      sum += chance;
    }
    for (let i = row * walked; i < at; i++) chances[i] /= sum;
  }

  /** Fills `reached` and the chances of those. @returns how many. */
  private reach(row: number): number {
    const { graph, degrees, chanceOf, reached } = this;
    const { starts, targets, weights } = graph;
    let count = 0;
    const add = (end: number, chance: number) => {
      if (chance < leastChance) return;
      if (chanceOf[end] === 0) reached[count++] = end;
      chanceOf[end] += chance;
    };
    for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
      const middle = targets[edge];
      const chance = weights[edge] / degrees[row];
      add(middle, oneStepShare * chance);
      const onwards = ((1 - oneStepShare) * chance) / degrees[middle];
      for (let next = starts[middle]; next < starts[middle + 1]; next++) {
        if (targets[next] !== row) add(targets[next], onwards * weights[next]);
      }
    }
    return count;
  }
}

/** Half of the chances of either way. @param ends rows × walked, −1 is none. */
function bothWays(rows: number, ends: Int32Array, chances: Float32Array): FuzzyGraph {
  const comingStarts = new Int32Array(rows + 1);
  for (const end of ends) if (end >= 0) comingStarts[end + 1]++;
  for (let row = 0; row < rows; row++) comingStarts[row + 1] += comingStarts[row];
  const coming = new Int32Array(comingStarts[rows]);
  const next = comingStarts.slice(0, rows);
  for (let i = 0; i < ends.length; i++) if (ends[i] >= 0) coming[next[ends[i]]++] = i;

  const starts = new Int32Array(rows + 1);
  const targets = new Int32Array(2 * coming.length);
  const weights = new Float32Array(2 * coming.length);
  const placeOf = new Int32Array(rows).fill(-1);
  let edges = 0;
  for (let row = 0; row < rows; row++) {
    const add = (target: number, chance: number) => {
      // Places of earlier rows are left behind: they lie before this row's first.
      if (placeOf[target] < starts[row]) {
        placeOf[target] = edges;
        targets[edges++] = target;
      }
      weights[placeOf[target]] += chance / 2;
    };
    for (let i = row * walked; i < (row + 1) * walked && ends[i] >= 0; i++) add(ends[i], chances[i]);
    for (let i = comingStarts[row]; i < comingStarts[row + 1]; i++) {
      add(Math.floor(coming[i] / walked), chances[coming[i]]);
    }
    starts[row + 1] = edges;
  }
  return { rows, starts, targets: targets.subarray(0, edges), weights: weights.subarray(0, edges) };
}
