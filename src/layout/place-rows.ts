/**
 * Places new rows on a map that is there: each at the mean of its already placed neighbours, weighted by similarity.
 * What was placed keeps its point bit for bit, so that a person's map does not move when papers are added.
 */
import { NearbyError } from '../errors.ts';
import type { Layout } from '../tables/layout-table.ts';
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';
import { boundsOf, layoutExtent } from './frame-points.ts';

/** The nearest few decide: the mean over all of 15 neighbours pulls every new paper to the middle of the map. */
const deciding = 5;
/** New points stand aside by this share of the map's half side, so that none hides another or an old one. */
const offsetShare = 0.004;
/** Successive multiples of this angle never fall together and spread evenly (as the seeds of a sunflower). */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/**
 * @param layout of the first `layout.rows` rows of the graph.
 * @param graph of all rows; new rows may have new rows as neighbours, these old ones, and so on.
 * @returns a new layout of `graph.rows` rows. A new row none of whose neighbours, nor theirs in turn, is on the map
 *   stands outside it, together with the rows that it is linked to. The same input gives the same bytes.
 * @throws NearbyError `bad-shape` where the graph has fewer rows than the layout.
 */
export function placeRows(layout: Layout, graph: NeighborGraph): Layout {
  if (graph.rows < layout.rows) {
    throw new NearbyError('bad-shape', {
      what: 'neighbour graph',
      got: `${graph.rows} rows`,
      expected: `${layout.rows} or more`,
    });
  }
  const points = new Float32Array(graph.rows * 2);
  points.set(layout.points.subarray(0, layout.rows * 2));
  const frame = frameOf(layout);
  const placed = new Uint8Array(graph.rows).fill(1, 0, layout.rows);
  let waiting = Array.from({ length: graph.rows - layout.rows }, (_, i) => layout.rows + i);
  let groups = 0;

  while (waiting.length > 0) {
    // A round looks only at what earlier rounds placed, so the order of rows within it does not matter.
    const ready = waiting.filter((row) => neighborsOf(graph, row).some((other) => placed[other]));
    for (const row of ready) {
      const [x, y] = meanOfNeighbors(graph, row, points, placed);
      setAside(points, row, x, y, row - layout.rows, frame.halfSide * offsetShare);
    }
    for (const row of ready) placed[row] = 1;
    if (ready.length === 0) {
      // Nothing on the map is linked to any of them: the first founds a group outside it, and its kin follow.
      const seat = seatOutside(frame, groups++);
      setAside(points, waiting[0], seat[0], seat[1], waiting[0] - layout.rows, frame.halfSide * offsetShare);
      placed[waiting[0]] = 1;
    }
    waiting = waiting.filter((row) => !placed[row]);
  }
  return { rows: graph.rows, points };
}

function meanOfNeighbors(graph: NeighborGraph, row: number, points: Float32Array, placed: Uint8Array) {
  let [x, y, weights, used] = [0, 0, 0, 0];
  const neighbors = neighborsOf(graph, row);
  for (let i = 0; i < neighbors.length && used < deciding; i++) {
    const other = neighbors[i];
    if (!placed[other]) continue;
    // Similarity, kept positive: a neighbour that points away still says more than none.
    const weight = Math.max(1 - graph.distances[row * graph.k + i], 1e-3);
    x += weight * points[2 * other];
    y += weight * points[2 * other + 1];
    weights += weight;
    used++;
  }
  return [x / weights, y / weights];
}

/** Sets a row's point a little beside (x, y), in a direction and at a distance of its own. */
function setAside(
  points: Float32Array,
  row: number,
  x: number,
  y: number,
  place: number,
  step: number,
): void {
  const angle = place * goldenAngle;
  // One half to one and a half steps: rows with the same neighbours differ in both.
  const radius = step * (0.5 + ((place * 0.754877666) % 1));
  points[2 * row] = x + radius * Math.cos(angle);
  points[2 * row + 1] = y + radius * Math.sin(angle);
}

type Frame = ReturnType<typeof boundsOf>;

/** Of a map of no points, or of one: as large as a fresh layout. */
function frameOf(layout: Layout): Frame {
  if (layout.rows === 0) return { middle: [0, 0], halfSide: layoutExtent };
  const { middle, halfSide } = boundsOf(layout.points.subarray(0, layout.rows * 2));
  return { middle, halfSide: halfSide > 0 ? halfSide : layoutExtent };
}

/** On a ring around the map, a little outside its corners: the first at the right. */
function seatOutside(frame: Frame, group: number): [number, number] {
  const radius = frame.halfSide * 1.5;
  const angle = group * goldenAngle;
  return [frame.middle[0] + radius * Math.cos(angle), frame.middle[1] + radius * Math.sin(angle)];
}
