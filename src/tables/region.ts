/** An area of the map: which points lie in a polygon. */
import type { Layout } from './layout-table.ts';

/** The corners of a polygon in data space, in order around it; the last is joined to the first. */
export type Region = readonly (readonly [xData: number, yData: number])[];

/**
 * 1 for each row whose point lies inside or on the border, by the even-odd rule: what a line that crosses itself encloses
 * twice is outside. After W. R. Franklin, "PNPOLY" (https://wrfranklin.org/Research/Short_Notes/pnpoly.html), with the
 * border made part of the inside.
 */
export function rowsInRegion(layout: Layout, region: Region): Uint8Array {
  const inside = new Uint8Array(layout.rows);
  for (let row = 0; row < layout.rows; row++) {
    if (isInRegion(layout.points[2 * row], layout.points[2 * row + 1], region)) inside[row] = 1;
  }
  return inside;
}

export function isInRegion(xData: number, yData: number, region: Region): boolean {
  let inside = false;
  for (let i = 0; i < region.length; i++) {
    const [x1, y1] = region[i];
    const [x2, y2] = region[(i + 1) % region.length];
    // Twice the area of the triangle of edge and point: 0 where they are in one line.
    const area = (x2 - x1) * (yData - y1) - (y2 - y1) * (xData - x1);
    if (area === 0 && isBetween(xData, x1, x2) && isBetween(yData, y1, y2)) return true;
    // An edge counts with its lower end and without its upper, so that a corner is passed once.
    if (y1 > yData !== y2 > yData && area > 0 === y2 > y1) inside = !inside;
  }
  return inside;
}

const isBetween = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
