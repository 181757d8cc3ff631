/**
 * Which points lie in a polygon, by the even-odd rule. The server decides what an area holds (`region.ts` of its tables);
 * this says at once which papers that will be, up to those exactly on the border.
 */
type Corners = readonly (readonly [xData: number, yData: number])[];

/** @param corners in order around */
export function isInArea(x: number, y: number, corners: Corners): boolean {
  let inside = false;
  for (let c = 0, before = corners.length - 1; c < corners.length; before = c++) {
    const [x1, y1] = corners[c];
    const [x2, y2] = corners[before];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** @param points 2 numbers a point */
export function countInArea(points: ArrayLike<number>, corners: Corners): number {
  let count = 0;
  for (let i = 0; i + 1 < points.length; i += 2) if (isInArea(points[i], points[i + 1], corners)) count++;
  return count;
}
