/**
 * Which topic names are shown at which zoom: for each name one range of scales, worked out once, so that names
 * never overlap, never flicker while one pans, and each comes and goes once on the way in.
 *
 * The idea is the active range of Been, Daiches & Yap, "Dynamic Map Labeling" (IEEE TVCG 12(5), 2006): a name keeps its
 * size in pixels while the map scales, so two names whose anchors lie dx, dy data units apart overlap exactly at the scales
 *
 *     s < s*,    s* = min((w₁ + w₂) / 2 / |dx|, (h₁ + h₂) / 2 / |dy|)
 *
 * Names are taken in order of priority (coarser level, then weight). Each begins at the first scale from which on it
 * overlaps none of those taken before while they are shown. Departures from the paper: ranges are also bounded by what a
 * name is for (a coarse topic's name leaves when the view is inside it, a fine one's waits until its parent is large
 * enough to hold names), and a name that would be shown for too short a stretch of zoom is left out.
 *
 * Nothing here knows where the view is, only the scale, hence nothing changes while one pans.
 */

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
const roomForChildrenPx = 150;
/** A topic this wide, in shares of the map's shorter side, no longer needs its name: its children say more. */
const tooWideShare = 1.5;
/** A topic narrower than this is a few dots; its name would be larger than itself. Level 0 is exempt. */
const roomForNamePx = 26;

/** Shown over less than this factor of zoom (about two notches of a wheel), a name would only flash. */
const shortestStretch = 1.35;

/** The names considered, largest first: each is compared with all before it. 3,000 take some 30 ms. */
const maxLabels = 3000;

/**
 * The range of each name that is ever shown, by id.
 *
 * @param shorterSidePx of the map: a view is "inside" a topic by it.
 */
export function placeLabels(items: readonly LabelItem[], shorterSidePx: number): Map<number, LabelRange> {
  const byPriority = [...items]
    .sort((a, b) => a.level - b.level || b.weight - a.weight || a.id - b.id)
    .slice(0, maxLabels);
  const placed: { item: LabelItem; range: LabelRange }[] = [];
  for (const item of byPriority) {
    const range = wantedRange(item, shorterSidePx);
    // A name taken before that begins only later pushes this one past it too: a range has no holes.
    for (const taken of placed) {
      const overlapEnd = Math.min(overlapScale(item, taken.item), taken.range.toScale);
      if (overlapEnd > range.fromScale && taken.range.fromScale < range.toScale) range.fromScale = overlapEnd;
    }
    const isEverFree = Number.isFinite(range.fromScale);
    if (isEverFree && range.toScale >= range.fromScale * shortestStretch) placed.push({ item, range });
  }
  return new Map(placed.map(({ item, range }) => [item.id, range]));
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
function wantedRange(item: LabelItem, shorterSidePx: number): LabelRange {
  const widthData = 4 * item.spreadData;
  let fromScale = 0;
  if (item.level > 0) {
    const parentWidthData = 4 * (item.parentSpreadData ?? 0);
    if (parentWidthData > 0) fromScale = roomForChildrenPx / parentWidthData;
    if (widthData > 0) fromScale = Math.max(fromScale, roomForNamePx / widthData);
  }
  const toScale = item.hasChildren && widthData > 0 ? (tooWideShare * shorterSidePx) / widthData : Infinity;
  return { fromScale, toScale };
}
