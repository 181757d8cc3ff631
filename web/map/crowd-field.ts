/** How many points lie in any box of the map, at once: a summed-area table (Crow, SIGGRAPH 1984) over a grid of counts. */
import type { BoundsData } from './viewport.ts';

/** Cells along each side: at the fitted view a name is some forty wide and ten high. 263,000 numbers. */
const cells = 512;

export class CrowdField {
  readonly #bounds: BoundsData;
  readonly #cellXData: number;
  readonly #cellYData: number;
  /** (cells + 1)² sums: at (i, j), of the points in columns before i and lines before j. */
  readonly #sums: Uint32Array;

  /** @param points 2 numbers a point, within the bounds. */
  constructor(points: Float32Array, bounds: BoundsData) {
    this.#bounds = bounds;
    // Points on one spot or line have no extent: one cell then holds them.
    this.#cellXData = Math.max(0, bounds.maxXData - bounds.minXData) / cells || 1;
    this.#cellYData = Math.max(0, bounds.maxYData - bounds.minYData) / cells || 1;
    const stride = cells + 1;
    this.#sums = new Uint32Array(stride * stride);
    for (let i = 0; i + 1 < points.length; i += 2) {
      const column = Math.min(cells - 1, Math.floor((points[i] - bounds.minXData) / this.#cellXData));
      const line = Math.min(cells - 1, Math.floor((points[i + 1] - bounds.minYData) / this.#cellYData));
      this.#sums[(line + 1) * stride + column + 1]++;
    }
    for (let line = 1; line < stride; line++) {
      for (let column = 1; column < stride; column++) {
        const at = line * stride + column;
        this.#sums[at] += this.#sums[at - 1] + this.#sums[at - stride] - this.#sums[at - stride - 1];
      }
    }
  }

  /** Points in a box around a place, to the nearest cell. */
  countIn(xData: number, yData: number, widthData: number, heightData: number): number {
    const { minXData, minYData } = this.#bounds;
    const column = (x: number) => clampCell((x - minXData) / this.#cellXData);
    const line = (y: number) => clampCell((y - minYData) / this.#cellYData) * (cells + 1);
    const [left, right] = [column(xData - widthData / 2), column(xData + widthData / 2)];
    const [low, high] = [line(yData - heightData / 2), line(yData + heightData / 2)];
    const sums = this.#sums;
    return sums[high + right] - sums[high + left] - sums[low + right] + sums[low + left];
  }
}

function clampCell(place: number): number {
  return Math.min(cells, Math.max(0, Math.round(place)));
}
