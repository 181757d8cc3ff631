/**
 * Where each topic name stands, and at which zoom it is shown: for each name one place in data space and one range of
 * scales, worked out once, so that names never overlap, never flicker while one pans, and each comes and goes once on the
 * way in.
 *
 * The idea is the active range of Been, Daiches & Yap, "Dynamic Map Labeling" (IEEE TVCG 12(5), 2006): a name keeps its
 * size in pixels while the map scales, so two names whose anchors lie dx, dy data units apart overlap exactly at the scales
 *
 *     s < s*,    s* = min((w₁ + w₂) / 2 / |dx|, (h₁ + h₂) / 2 / |dy|)
 *
 * Names are taken in order of priority (coarser level, then weight). Each begins at the first scale from which on it
 * overlaps none of those taken before while they are shown. Departures from the paper: ranges are also bounded by what a
 * name is for (a coarse topic's name leaves when the view is inside it, a fine one's waits until its parent is large
 * enough to hold names); a name that would be shown for too short a stretch of zoom is left out; and of several places
 * on and around its topic each name takes the one that covers fewest points and is free earliest, as near to the middle of
 * the topic as that allows: a name over the densest part of a topic hides what it names.
 *
 * Nothing here knows where the view is, only the scale, hence nothing changes while one pans.
 */
import type { CrowdField } from './crowd-field.ts';
import type { BoundsData } from './viewport.ts';

export interface LabelItem {
  id: number;
  /** 0 is the coarsest. */
  level: number;
  /** Larger goes first within a level: the number of papers. */
  weight: number;
  xData: number;
  yData: number;
  /** Of the text's box, CSS pixels; the anchor is its middle. */
  widthPx: number;
  heightPx: number;
  /** How far the topic's points lie from their middle (root mean square), data units. */
  spreadData: number;
  /** The same of its parent; null at level 0. */
  parentSpreadData: number | null;
  hasChildren: boolean;
}

/** Shown at scales (CSS pixels per data unit) from `fromScale` up to, not including, `toScale`. */
export interface LabelRange {
  fromScale: number;
  toScale: number;
}

/** Free space around a name, so that two never touch. */
const gapPx = { x: 10, y: 5 };

/** A parent this wide (4 spreads, nearly all of its points) begins to have room for the names within it. */
const roomForChildrenPx = 180;
/** Names of each finer level wait until the map is this much larger than fitted: the first view is for the coarse ones. */
const zoomOfLevel = [1, 1.3, 2.2];
/** A topic this wide, in shares of the map's shorter side, no longer needs its name: its children say more. */
const tooWideShare = 1.5;
/** A topic narrower than this is a few dots; its name would be larger than itself. Level 0 is exempt. */
const roomForNamePx = 26;

/** Shown over less than this factor of zoom (about two notches of a wheel), a name would only flash. */
const shortestStretch = 1.35;

/** The names considered, largest first: each is compared with all before it. 3,000 take some 170 ms, once a data set, theme or size. */
const maxLabels = 3000;

/** What decides between the places of a name; each is worth about 1 where it is bad. */
const costs = {
  /** Of a box over the thickest crowd; half of it where the points would just fill the box. */
  crowd: 1.2,
  /** Of the farthest place; less by the square of the distance. */
  away: 0.9,
  /** Of being shown only when the map is twice as large. */
  late: 4,
  /** Of a place outside of the map, beyond the room that is left around it, or covered where all of it is shown. */
  outside: 3,
  /** Of a place with no point beside it: a name in the void belongs to nothing. */
  void: 2,
};
/** Beside: within so much of a name's box. */
const besidePx = 14;
/** How much of the map a point takes where names are first read, CSS pixels: a disc of 4.5 and some air. */
const pointAreaPx = 90;
/** A name moves at most so many spreads of its topic from the middle, and so much of its own box. */
const reach = { spreads: 0.6, width: 0.2, height: 0.8 };
/** Places tried a name, across and down, by level; the last holds for all finer ones, of which there are thousands. */
const placesTried = [
  { across: 5, down: 7 },
  { across: 3, down: 5 },
  { across: 1, down: 3 },
];
/** Free room around the fitted map that a name may use, CSS pixels. */
const marginPx = { x: 56, y: 36 };

interface PlaceData {
  xData: number;
  yData: number;
}

export interface LabelGround {
  /** At which all of the map is shown, beside what covers its corner, CSS pixels per data unit. */
  fittedScale: number;
  bounds: BoundsData;
  /** Of all points. */
  crowd: CrowdField;
  /** What lies over the lower corners of the fitted map: from these places downwards, leftwards and rightwards. */
  covered: { left: PlaceData; right: PlaceData };
}

/** The middle of a name, data space, and when it is shown. */
export interface LabelPlace {
  xData: number;
  yData: number;
  range: LabelRange;
}

/**
 * The place and range of each name that is ever shown, by id.
 *
 * @param shorterSidePx of the map: a view is "inside" a topic by it.
 * @param ground without it every name stands on the middle of its topic.
 */
export function placeLabels(
  items: readonly LabelItem[],
  shorterSidePx: number,
  ground: LabelGround | null = null,
): Map<number, LabelPlace> {
  const placer = new LabelPlacer(shorterSidePx, ground);
  const places = new Map<number, LabelPlace>();
  for (const item of byPriority(items)) {
    const place = placer.place(item);
    if (place) places.set(item.id, place);
  }
  return places;
}

/** Those that are considered, in the order in which they are to be placed. */
export function byPriority<Item extends Pick<LabelItem, 'id' | 'level' | 'weight'>>(
  items: readonly Item[],
): Item[] {
  return [...items]
    .sort((a, b) => a.level - b.level || b.weight - a.weight || a.id - b.id)
    .slice(0, maxLabels);
}

/** Places one name after the other: each beside those before it. */
export class LabelPlacer {
  readonly #shorterSidePx: number;
  readonly #ground: LabelGround | null;
  readonly #placed: { item: LabelItem; range: LabelRange }[] = [];

  /** As `placeLabels`. */
  constructor(shorterSidePx: number, ground: LabelGround | null) {
    this.#shorterSidePx = shorterSidePx;
    this.#ground = ground;
  }

  /** @param item the next in the order of `byPriority`. @returns null where it is never shown. */
  place(item: LabelItem): LabelPlace | null {
    const ground = this.#ground;
    const wanted = wantedRange(item, this.#shorterSidePx, ground?.fittedScale ?? 0);
    const firstScale = Math.max(wanted.fromScale, ground?.fittedScale ?? 0);
    let best: { item: LabelItem; range: LabelRange } | null = null;
    let leastCost = Infinity;
    for (const { xData, yData, cost } of placesOf(item, wanted, ground)) {
      if (cost >= leastCost) continue;
      const tried = { ...item, xData, yData };
      // From this scale on it would cost more than the best place so far, or be shown for too short.
      const tooLate = Math.min(
        firstScale > 0 ? firstScale * 2 ** ((leastCost - cost) / costs.late) : Infinity,
        wanted.toScale / shortestStretch,
      );
      const range = freeRange(tried, wanted, this.#placed, tooLate);
      if (!range) continue;
      const late = firstScale > 0 ? Math.log2(Math.max(1, range.fromScale / firstScale)) : 0;
      leastCost = cost + costs.late * late;
      best = { item: tried, range };
    }
    if (!best) return null;
    this.#placed.push(best);
    const { xData, yData } = best.item;
    return { xData, yData, range: best.range };
  }
}

/** From the first scale on from which it overlaps none of those that are placed; null where that is `tooLate` or never. */
function freeRange(
  item: LabelItem,
  { fromScale, toScale }: LabelRange,
  placed: readonly { item: LabelItem; range: LabelRange }[],
  tooLate: number,
): LabelRange | null {
  let from = fromScale;
  // A name taken before that begins only later pushes this one past it too: a range has no holes.
  for (const taken of placed) {
    if (from > tooLate || from === Infinity) return null;
    const overlapEnd = Math.min(overlapScale(item, taken.item), taken.range.toScale);
    if (overlapEnd > from && taken.range.fromScale < toScale) from = overlapEnd;
  }
  return from > tooLate || from === Infinity ? null : { fromScale: from, toScale };
}

/** Where a name may stand, and what each place costs, other names left aside; the cheapest first. */
function placesOf(
  item: LabelItem,
  wanted: LabelRange,
  ground: LabelGround | null,
): { xData: number; yData: number; cost: number }[] {
  const { xData, yData, widthPx, heightPx, spreadData } = item;
  if (!ground) return [{ xData, yData, cost: 0 }];
  // The scale at which it is first read: there the place is chosen, and it stays.
  const scale = Math.max(wanted.fromScale, ground.fittedScale);
  const xReach = reach.spreads * spreadData + (reach.width * widthPx) / scale;
  const yReach = reach.spreads * spreadData + (reach.height * heightPx) / scale;
  const { across, down } = placesTried[Math.min(item.level, placesTried.length - 1)];
  const { bounds, crowd, covered, fittedScale } = ground;
  const places: { xData: number; yData: number; cost: number }[] = [];
  for (const dx of steps(across)) {
    for (const dy of steps(down)) {
      const x = xData + dx * xReach;
      const y = yData + dy * yReach;
      const points = crowd.countIn(x, y, widthPx / scale, heightPx / scale);
      const filled = (points * pointAreaPx) / (widthPx * heightPx);
      const beside = crowd.countIn(x, y, (widthPx + 2 * besidePx) / scale, (heightPx + 2 * besidePx) / scale);
      const [left, right] = [x - widthPx / 2 / scale, x + widthPx / 2 / scale];
      const [low, high] = [y - heightPx / 2 / scale, y + heightPx / 2 / scale];
      const isOutside =
        left < bounds.minXData - marginPx.x / fittedScale ||
        right > bounds.maxXData + marginPx.x / fittedScale ||
        low < bounds.minYData - marginPx.y / fittedScale ||
        high > bounds.maxYData + marginPx.y / fittedScale ||
        (left < covered.left.xData && low < covered.left.yData) ||
        (right > covered.right.xData && low < covered.right.yData);
      const cost =
        (costs.crowd * filled) / (filled + 1) +
        (costs.away * (dx * dx + dy * dy)) / 2 +
        (isOutside ? costs.outside : 0) +
        (beside === 0 ? costs.void : 0);
      places.push({ xData: x, yData: y, cost });
    }
  }
  // The cheapest first: the dearer ones are then hardly ever compared with the names that are placed.
  return places.sort((a, b) => a.cost - b.cost);
}

/** So many numbers from −1 to 1, evenly, 0 among them: an odd count. */
function steps(count: number): number[] {
  const side = (count - 1) / 2;
  return Array.from({ length: count }, (_, i) => (side === 0 ? 0 : (i - side) / side));
}

export function isShownAt(range: LabelRange, scale: number): boolean {
  return scale >= range.fromScale && scale < range.toScale;
}

/** The scale below which two names overlap, gaps included; infinite for two on one spot. */
export function overlapScale(a: LabelItem, b: LabelItem): number {
  return Math.min(
    ((a.widthPx + b.widthPx) / 2 + gapPx.x) / Math.abs(a.xData - b.xData),
    ((a.heightPx + b.heightPx) / 2 + gapPx.y) / Math.abs(a.yData - b.yData),
  );
}

/**
 * How far the rows of each topic lie from their middle: root mean square, data units; 0 for a topic without rows.
 *
 * @param topics ids and levels; a row counts for the topic that `topicLevels[level]` names.
 */
export function spreadOfTopics(
  points: Float32Array,
  topicLevels: readonly Int32Array[],
  topics: readonly { id: number }[],
): Map<number, number> {
  const place = new Map(topics.map(({ id }, i) => [id, i]));
  const count = new Float64Array(topics.length);
  const sums = new Float64Array(topics.length * 3);
  for (const topicOfRow of topicLevels) {
    for (let row = 0; row < topicOfRow.length; row++) {
      const i = topicOfRow[row] < 0 ? undefined : place.get(topicOfRow[row]);
      if (i === undefined) continue;
      const x = points[2 * row];
      const y = points[2 * row + 1];
      count[i]++;
      sums[3 * i] += x;
      sums[3 * i + 1] += y;
      sums[3 * i + 2] += x * x + y * y;
    }
  }
  return new Map(
    topics.map(({ id }, i) => {
      if (count[i] === 0) return [id, 0];
      const xMean = sums[3 * i] / count[i];
      const yMean = sums[3 * i + 1] / count[i];
      return [id, Math.sqrt(Math.max(0, sums[3 * i + 2] / count[i] - xMean * xMean - yMean * yMean))];
    }),
  );
}

/** What the name is for, before it has to make way for others. */
function wantedRange(item: LabelItem, shorterSidePx: number, fittedScale: number): LabelRange {
  const widthData = 4 * item.spreadData;
  let fromScale = 0;
  if (item.level > 0) {
    fromScale = fittedScale * zoomOfLevel[Math.min(item.level, zoomOfLevel.length - 1)];
    const parentWidthData = 4 * (item.parentSpreadData ?? 0);
    if (parentWidthData > 0) fromScale = Math.max(fromScale, roomForChildrenPx / parentWidthData);
    if (widthData > 0) fromScale = Math.max(fromScale, roomForNamePx / widthData);
  }
  const toScale = item.hasChildren && widthData > 0 ? (tooWideShare * shorterSidePx) / widthData : Infinity;
  return { fromScale, toScale };
}
