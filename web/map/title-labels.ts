/**
 * Which papers have their titles beside their points, and where: the names of the deepest zoom.
 *
 * Every title has a room of the same size, right of its point, whether it is known yet or not. A point's title is shown at
 * a scale where
 *
 *     no more than `mostInView` points would be in view with this one in the middle,
 *     no name of a topic stands in its room, and
 *     no room of a point that comes before it, and has a title by the two rules above, overlaps its own.
 *
 * None of this knows where the view is, so a title neither comes nor goes while one pans. That of two neighbours only the
 * one that comes first counts, even where a third keeps its title from being shown, leaves some room empty; but it needs no
 * look at the rest of the map (filling all room, one after the other, would), and each title that is shown stays at all nearer
 * scales but for names.
 */
import type { MapLabel, VisibleLabel } from './draw-labels.ts';
import { isShownAt } from './place-labels.ts';
import type { PointGrid } from './point-grid.ts';
import { lineHeight, type SetLabel } from './set-label.ts';
import { titleStyle } from './set-title.ts';
import { pointLevel } from './splat-points.ts';
import { type BoundsData, type SizePx, toPx, type Viewport } from './viewport.ts';

/** With more points than this around it, a title would be lost among them. */
const mostInView = 60;
/** So uneven a map that a view at this scale holds more points than this has no titles there: they would cost too much a frame. */
const mostLookedAt = 4000;
/** Between a point's middle and its title where nothing stands beside it, at the most; CSS pixels. */
const mostOffsetPx = 26;
/** Free space around a room, so that two titles, or a title and a name, never touch. */
const gapPx = { x: 8, y: 3 };
/** Of the room of a title, from the point to the right; half of the height above it. */
const roomPx = {
  widthPx: mostOffsetPx + titleStyle.maxWidthPx,
  heightPx: titleStyle.maxLines * titleStyle.sizePx * lineHeight,
};

export interface TitleGround {
  /** 2 a row, data space. */
  points: Float32Array;
  grid: PointGrid;
  bounds: BoundsData;
  /** A `pointLevel` a row: the pale ones have no title. */
  levels: Uint8Array;
  /** A total order, which must not depend on the view. */
  comesBefore(a: number, b: number): boolean;
  /** Names of topics, whether shown at this scale or not. */
  names: readonly MapLabel[];
}

/** The rows whose titles are shown and may reach into the view; those that come first are first. */
export function titledRows(ground: TitleGround, view: Viewport, size: SizePx): number[] {
  const { scale } = view;
  // Before the grid is asked for, which is made when first needed.
  if (meanInView(ground, scale, size) > mostInView) return [];
  const { points, grid, levels } = ground;
  const half = { x: size.widthPx / 2 / scale, y: size.heightPx / 2 / scale };
  const room = { x: (roomPx.widthPx + gapPx.x) / scale, y: (roomPx.heightPx + gapPx.y) / scale };
  const reached = {
    minXData: view.xData - half.x - room.x,
    maxXData: view.xData + half.x,
    minYData: view.yData - half.y - room.y / 2,
    maxYData: view.yData + half.y + room.y / 2,
  };
  const near = grownBy(reached, 2 * room.x, room.y);
  const names = ground.names.filter(
    (name) =>
      isShownAt(name.range, scale) &&
      within(grownBy(near, name.widthPx / 2 / scale, name.heightPx / 2 / scale), name.xData, name.yData),
  );
  const isUnderName = (x: number, y: number) =>
    names.some(
      (name) =>
        Math.abs(x - name.xData + roomPx.widthPx / 2 / scale) * scale <
          (roomPx.widthPx + name.widthPx) / 2 + gapPx.x &&
        Math.abs(y - name.yData) * scale < (roomPx.heightPx + name.heightPx) / 2 + gapPx.y,
    );
  const known = new Map<number, boolean>();
  const mayHave = (row: number): boolean => {
    let may = known.get(row);
    if (may === undefined) {
      const [x, y] = [points[2 * row], points[2 * row + 1]];
      const around = {
        minXData: x - half.x,
        maxXData: x + half.x,
        minYData: y - half.y,
        maxYData: y + half.y,
      };
      may = !isUnderName(x, y) && rowsIn(ground, around, mostInView).length <= mostInView;
      known.set(row, may);
    }
    return may;
  };
  const candidates = rowsIn(ground, reached, mostLookedAt);
  if (candidates.length > mostLookedAt) return [];
  const runs: number[] = [];
  const titled = candidates.filter((row) => {
    if (levels[row] === pointLevel.faint) return false;
    const [x, y] = [points[2 * row], points[2 * row + 1]];
    const around = { minXData: x - room.x, maxXData: x + room.x, minYData: y - room.y, maxYData: y + room.y };
    const count = grid.runsWithin(around, runs);
    for (let run = 0; run < count; run += 2) {
      for (let i = runs[run]; i < runs[run + 1]; i++) {
        const other = grid.rows[i];
        if (other === row || levels[other] === pointLevel.faint) continue;
        const isApart =
          Math.abs(points[2 * other] - x) >= room.x || Math.abs(points[2 * other + 1] - y) >= room.y;
        if (!isApart && ground.comesBefore(other, row) && mayHave(other)) return false;
      }
    }
    return mayHave(row);
  });
  return titled.sort((a, b) => (ground.comesBefore(a, b) ? -1 : 1));
}

/** How many points a view would hold if they were spread evenly. */
function meanInView({ points, bounds }: TitleGround, scale: number, { widthPx, heightPx }: SizePx): number {
  const shareOf = (px: number, extent: number) => (extent > 0 ? Math.min(1, px / scale / extent) : 1);
  const across = shareOf(widthPx, bounds.maxXData - bounds.minXData);
  return (points.length / 2) * across * shareOf(heightPx, bounds.maxYData - bounds.minYData);
}

/** The rows in a box: all, or where there are more than `most`, one more than that. */
function rowsIn({ points, grid }: TitleGround, box: BoundsData, most: number): number[] {
  const runs: number[] = [];
  const rows: number[] = [];
  const count = grid.runsWithin(box, runs);
  for (let run = 0; run < count; run += 2) {
    for (let i = runs[run]; i < runs[run + 1]; i++) {
      const row = grid.rows[i];
      if (!within(box, points[2 * row], points[2 * row + 1])) continue;
      rows.push(row);
      if (rows.length > most) return rows;
    }
  }
  return rows;
}

const within = (box: BoundsData, x: number, y: number) =>
  x >= box.minXData && x <= box.maxXData && y >= box.minYData && y <= box.maxYData;

const grownBy = (box: BoundsData, x: number, y: number): BoundsData => ({
  minXData: box.minXData - x,
  maxXData: box.maxXData + x,
  minYData: box.minYData - y,
  maxYData: box.maxYData + y,
});

export interface PlacedTitle {
  row: number;
  title: SetLabel;
  /** Where the lines begin; on the left of the point, where they end. CSS pixels. */
  xPx: number;
  /** The middle of the lines. */
  yPx: number;
  side: 'left' | 'right';
}

/**
 * Each title right of its point, or left where it would leave the map on the right and nothing stands on the left.
 *
 * @param titles those that come first are first.
 * @param offsetOf from a point's middle to its title, CSS pixels; cut at what the rooms hold.
 * @param rightPx where the part of the map that is seen ends.
 */
export function placeTitles(
  titles: readonly { row: number; title: SetLabel }[],
  points: Float32Array,
  offsetOf: (row: number) => number,
  names: readonly VisibleLabel[],
  view: Viewport,
  size: SizePx,
  rightPx: number,
): PlacedTitle[] {
  const taken = [
    ...names.map(({ label, xPx, yPx }) =>
      boxPx(xPx - label.widthPx / 2, xPx + label.widthPx / 2, yPx, label.heightPx),
    ),
  ];
  const placed = titles.map(({ row, title }): PlacedTitle => {
    const point = toPx(view, size, points[2 * row], points[2 * row + 1]);
    const xPx = point.xPx + Math.min(mostOffsetPx, offsetOf(row));
    return { row, title, xPx, yPx: point.yPx, side: 'right' };
  });
  for (const one of placed) {
    if (one.xPx + one.title.widthPx <= rightPx) continue;
    const offsetPx = Math.min(mostOffsetPx, offsetOf(one.row));
    const turned: PlacedTitle = { ...one, xPx: one.xPx - 2 * offsetPx, side: 'left' };
    const box = withPoint(turned, offsetPx);
    const isFree =
      turned.xPx + offsetPx <= rightPx &&
      box.leftPx >= 0 &&
      !taken.some((other) => doMeet(box, other)) &&
      !placed.some(
        (other) =>
          other !== one && doMeet(box, withPoint(other, Math.min(mostOffsetPx, offsetOf(other.row)))),
      );
    if (isFree) Object.assign(one, turned);
  }
  return placed;
}

interface BoxPx {
  leftPx: number;
  rightPx: number;
  topPx: number;
  bottomPx: number;
}

const boxPx = (leftPx: number, rightPx: number, yPx: number, heightPx: number): BoxPx => ({
  leftPx,
  rightPx,
  topPx: yPx - heightPx / 2,
  bottomPx: yPx + heightPx / 2,
});

/** Of the letters. */
export function boxOfTitle({ title, xPx, yPx, side }: PlacedTitle): BoxPx {
  const leftPx = side === 'right' ? xPx : xPx - title.widthPx;
  return boxPx(leftPx, leftPx + title.widthPx, yPx, title.heightPx);
}

function withPoint(placed: PlacedTitle, offsetPx: number): BoxPx {
  const box = boxOfTitle(placed);
  return placed.side === 'right'
    ? { ...box, leftPx: box.leftPx - offsetPx }
    : { ...box, rightPx: box.rightPx + offsetPx };
}

export const doMeet = (a: BoxPx, b: BoxPx): boolean =>
  a.leftPx < b.rightPx && b.leftPx < a.rightPx && a.topPx < b.bottomPx && b.topPx < a.bottomPx;
