/**
 * How many points lie in a polygon, by the even-odd rule. The server decides what an area holds (`region.ts` of its tables);
 * this says beforehand how many papers that will be, up to those exactly on the border.
 *
 * @param points 2 numbers a point
 * @param corners in order around
 */
export function countInArea(
  points: ArrayLike<number>,
  corners: readonly (readonly [xData: number, yData: number])[],
): number {
  let count = 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    let inside = false;
    for (let c = 0, before = corners.length - 1; c < corners.length; before = c++) {
      const [x1, y1] = corners[c];
      const [x2, y2] = corners[before];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    if (inside) count++;
  }
  return count;
}
