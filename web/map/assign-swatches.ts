/**
 * Which group on the map gets which swatch, so that neighbours on the map differ clearly.
 *
 * The cost of a choice is the sum over pairs of groups of (nearness on the map) · (likeness of their colours). Groups
 * are coloured greedily, the largest first; then, until nothing lowers the cost any more, each may take another swatch and
 * each two may trade theirs. With some tens of groups that is a few milliseconds; the same input gives the same colours.
 */
import { linearOfWord, linearToOklab } from './oklch.ts';
import { swatchCount, swatchWords } from './palette.ts';

export interface GroupOnMap {
  xData: number;
  yData: number;
  size: number;
}

/** Two groups of one swatch, even at opposite ends of the map, cost more than two alike swatches side by side. */
const sameSwatchCost = 6;

/** More rounds than any map we have seen needs (2 or 3); a bound so that an exchange that gains 0 cannot go on for ever. */
const maxRounds = 8;

/** Trades are tried among so many groups at most: their cost grows with the cube (100: some 10 ms). */
const mostTraded = 100;

/** The index of a swatch for each group. With at most `swatchCount` groups no two share one. */
export function assignSwatches(groups: readonly GroupOnMap[]): Int32Array {
  const count = groups.length;
  const swatchOf = new Int32Array(count).fill(-1);
  const nearness = nearnessTable(groups);
  const bySize = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => groups[b].size - groups[a].size || a - b,
  );

  const costOf = (group: number, swatch: number): number => {
    let cost = 0;
    for (let other = 0; other < count; other++) {
      const taken = swatchOf[other];
      if (other === group || taken < 0) continue;
      const near = nearness[group * count + other];
      cost += taken === swatch ? sameSwatchCost * (1 + near) : near * likeness[taken * swatchCount + swatch];
    }
    return cost;
  };
  const cheapest = (group: number): number => {
    let best = 0;
    let bestCost = Infinity;
    for (let swatch = 0; swatch < swatchCount; swatch++) {
      const cost = costOf(group, swatch);
      if (cost < bestCost - 1e-12) {
        best = swatch;
        bestCost = cost;
      }
    }
    return best;
  };

  const trade = (a: number, b: number): void => {
    [swatchOf[a], swatchOf[b]] = [swatchOf[b], swatchOf[a]];
  };

  for (const group of bySize) swatchOf[group] = cheapest(group);
  for (let round = 0, changed = true; changed && round < maxRounds; round++) {
    changed = false;
    for (const group of bySize) {
      const before = swatchOf[group];
      const after = cheapest(group);
      if (after !== before && costOf(group, after) < costOf(group, before) - 1e-9) {
        swatchOf[group] = after;
        changed = true;
      }
    }
    for (let a = 0; a < Math.min(count, mostTraded); a++) {
      for (let b = 0; b < a; b++) {
        const before = costOf(a, swatchOf[a]) + costOf(b, swatchOf[b]);
        trade(a, b);
        if (costOf(a, swatchOf[a]) + costOf(b, swatchOf[b]) < before - 1e-9) changed = true;
        else trade(a, b);
      }
    }
  }
  return swatchOf;
}

/** 1 for two groups on one spot, falling with the square of their distance; 1/2 at a sixth of the map's extent. */
function nearnessTable(groups: readonly GroupOnMap[]): Float64Array {
  const count = groups.length;
  const table = new Float64Array(count * count);
  const xs = groups.map((group) => group.xData);
  const ys = groups.map((group) => group.yData);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) || 1;
  const half = extent / 6;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.hypot(xs[i] - xs[j], ys[i] - ys[j]) / half;
      table[i * count + j] = table[j * count + i] = 1 / (1 + distance * distance);
    }
  }
  return table;
}

/** How alike two swatches are, 0…1, by their distance in OKLab (0.1 counts as a half), on light paper. */
const likeness: Float64Array = (() => {
  const table = new Float64Array(swatchCount * swatchCount);
  const colors = swatchWords('light').map((word) => linearToOklab(linearOfWord(word)));
  for (let i = 0; i < swatchCount; i++) {
    for (let j = 0; j < swatchCount; j++) {
      const distance = Math.hypot(...colors[i].map((value, axis) => value - colors[j][axis])) / 0.1;
      table[i * swatchCount + j] = 1 / (1 + distance * distance);
    }
  }
  return table;
})();
