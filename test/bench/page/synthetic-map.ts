/** A map of any size without papers: clustered points from a seed, with topics at three levels, years and categories. */

import { createRandom, type Random } from '../../../src/random.ts';
import type { Topics } from '../../../src/server/api-types.ts';
import type { MapTable } from '../../../src/server/map-format.ts';

/** Topics of a real corpus of 100,000 papers: 17 coarse ones, some 90 within them, some 500 within those. */
const children = [17, 5, 6];
/** How far a topic's children lie from it, and at the end its points, by level. */
const spreads = [0, 0.13, 0.05, 0.026];
/** Coarse topics, and papers that belong nowhere, lie evenly within a disc of this radius, as a UMAP layout fills one. */
const mapRadius = 1;
const strayShare = 0.04;
const categories = ['cs.CL', 'cs.CV', 'cs.LG', 'cs.IR', 'stat.ML', 'math.OC', 'physics.comp-ph', 'q-bio.QM'];
const words =
  'graph neural sparse causal speech image protein retrieval planning privacy fairness vision robust quantum dialogue tensor';

interface Place {
  x: number;
  y: number;
}

/** The same for the same size and seed. */
export function syntheticMap(rows: number, seed = 5): { map: MapTable; topics: Topics } {
  const random = createRandom(seed);
  const topics: Topics['topics'] = [];
  const leaves: { path: number[]; at: Place; weight: number }[] = [];
  const grow = (at: Place, path: number[], weight: number): void => {
    const level = path.length;
    if (level === children.length) {
      leaves.push({ path, at, weight });
      return;
    }
    for (let i = 0; i < children[level]; i++) {
      const place = level === 0 ? anywhere(random) : near(at, spreads[level], random);
      const id = topics.length;
      topics.push(topicAt(id, level, path.at(-1) ?? null, place, random));
      // Sizes as in real corpora: the largest several times the smallest.
      grow(place, [...path, id], weight * (0.3 + random() ** 2));
    }
  };
  grow({ x: 0, y: 0 }, [], 1);

  const total = leaves.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  const upTo = leaves.map(({ weight }) => {
    reached += weight / total;
    return reached;
  });
  const points = new Float32Array(rows * 2);
  const topicOfRow = children.map(() => new Int32Array(rows).fill(-1));
  const years = new Int32Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    years[row] = 2024 - Math.floor(20 * random() ** 2);
    codes[row] = Math.floor(random() * categories.length);
    const isStray = random() < strayShare;
    const leaf = leaves[Math.min(leaves.length - 1, firstAtLeast(upTo, random()))];
    const { x, y } = isStray ? anywhere(random) : near(leaf.at, spreads[3], random);
    points[2 * row] = x;
    points[2 * row + 1] = y;
    if (isStray) continue;
    for (const [level, id] of leaf.path.entries()) {
      topicOfRow[level][row] = id;
      topics[id].size++;
    }
  }
  return {
    map: {
      rows,
      columns: [
        { name: 'points', perRow: 2, data: points },
        ...topicOfRow.map((data, level) => ({ name: `topic${level}`, perRow: 1, data })),
        { name: 'year', perRow: 1, data: years },
        { name: 'list', perRow: 1, data: new Int32Array(rows).fill(-1), labels: [] },
        { name: 'category', perRow: 1, data: codes, labels: categories },
        { name: 'abstract', perRow: 1, data: new Uint8Array(rows).fill(1) },
      ],
    },
    topics: {
      levels: children.length,
      papers: rows,
      papersWithoutTopic: topicOfRow[0].filter((topic) => topic < 0).length,
      topics,
      namesWithoutTopic: [],
      canBeNamed: false,
    },
  };
}

function topicAt(id: number, level: number, parent: number | null, place: Place, random: Random) {
  const all = words.split(' ');
  const phrase = () => `${all[Math.floor(random() * all.length)]} ${all[Math.floor(random() * all.length)]}`;
  const phrases = [phrase(), phrase()];
  return {
    ...{ id, level, parent, phrases, size: 0, central: [] },
    name: phrases.join(', '),
    xData: place.x,
    yData: place.y,
  };
}

/** Normally distributed around a place (Box and Muller, 1958). */
function near({ x, y }: Place, deviation: number, random: Random): Place {
  const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
  const angle = 2 * Math.PI * random();
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

function anywhere(random: Random): Place {
  const radius = mapRadius * Math.sqrt(random());
  const angle = 2 * Math.PI * random();
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

function firstAtLeast(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
