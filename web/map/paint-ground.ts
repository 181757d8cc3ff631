/**
 * The ground as pixels: paper, shading and points, for any view. It holds what is drawn in an order of its own, so it can
 * live in a worker (`ground-worker.ts`) or in the page (`ground-source.ts`), and gives the same pixels in both.
 *
 * Points are drawn in the order of `PointGrid`, which is the same for every view: what lies on top stays on top while the
 * map moves. Only those that the picture shows are looked at.
 */
import { PointGrid } from './point-grid.ts';
import { type DensityField, measureDensity, paintGround } from './shade-density.ts';
import { sizeFactors, splatPoints, splatReachPx } from './splat-points.ts';
import { type BoundsData, toData, type Viewport } from './viewport.ts';

/** How each row looks. */
export interface RowLooks {
  /** A word a row, as in ImageData. */
  colors: Uint32Array;
  /** A `pointLevel` a row. */
  levels: Uint8Array;
  /** A place in `sizeFactors` a row; null: all of one size. */
  sizes: Uint8Array | null;
}

/** One picture: which part of the map, how sharp, and how it is drawn there. */
export interface GroundRequest {
  /** The middle of the picture, and its scale in CSS pixels. */
  view: Viewport;
  /** Device pixels. */
  widthPx: number;
  heightPx: number;
  /** Device pixels per CSS pixel. */
  pixelRatio: number;
  /** Of a normal point, CSS pixels. */
  radiusPx: number;
  /** Of normal and of faint points, 0…1. */
  opacity: number;
  faintOpacity: number;
  /** How strongly the ground is shaded, 0…1. */
  shade: number;
  /** Word: the ground, and the rims of points. */
  paper: number;
}

/** How much a row shades the ground, by `pointLevel`. */
export const shadeWeights = [0.3, 1, 1];

export class GroundPainter {
  #grid = new PointGrid(new Float32Array(0));
  // In the order of the grid.
  #points = new Float32Array(0);
  #colors = new Uint32Array(0);
  #levels = new Uint8Array(0);
  #sizes: Uint8Array | null = null;
  #field: DensityField | null | 'stale' = null;
  readonly #runs: number[] = [];

  /** @param points 2 a row, all finite. Their looks are to follow before they are drawn. */
  setPoints(points: Float32Array): void {
    this.#grid = new PointGrid(points);
    const { rows } = this.#grid;
    this.#points = new Float32Array(points.length);
    for (let i = 0; i < rows.length; i++) {
      this.#points[2 * i] = points[2 * rows[i]];
      this.#points[2 * i + 1] = points[2 * rows[i] + 1];
    }
    this.#colors = new Uint32Array(rows.length);
    this.#levels = new Uint8Array(rows.length);
    this.#sizes = null;
    this.#field = 'stale';
  }

  setLooks({ colors, levels, sizes }: RowLooks): void {
    const { rows } = this.#grid;
    for (let i = 0; i < rows.length; i++) {
      this.#colors[i] = colors[rows[i]];
      this.#levels[i] = levels[rows[i]];
    }
    this.#sizes = sizes && Uint8Array.from(rows, (row) => sizes[row]);
    this.#field = 'stale';
  }

  /** @param pixels RGBA words, device pixels: all are written. */
  paint(pixels: Uint32Array, request: GroundRequest): void {
    const { view, widthPx, heightPx, pixelRatio, paper } = request;
    if (this.#field === 'stale')
      this.#field = measureDensity(this.#points, this.#colors, this.#levels, shadeWeights);
    paintGround(pixels, widthPx, heightPx, view, pixelRatio, this.#field, paper, request.shade);
    splatPoints(
      pixels,
      widthPx,
      heightPx,
      {
        ...{ points: this.#points, colors: this.#colors, levels: this.#levels, sizes: this.#sizes },
        ...{ view, pixelRatio, paper },
        radiusPx: request.radiusPx,
        opacity: request.opacity,
        faintOpacity: request.faintOpacity,
      },
      this.#runs.slice(0, this.#grid.runsWithin(seenBounds(request, this.#sizes !== null), this.#runs)),
    );
  }
}

/** What of the map a picture shows, points included whose middle lies outside. */
function seenBounds(
  { view, widthPx, heightPx, pixelRatio, radiusPx }: GroundRequest,
  isSized: boolean,
): BoundsData {
  const size = { widthPx: widthPx / pixelRatio, heightPx: heightPx / pixelRatio };
  const reachPx = splatReachPx(radiusPx * (isSized ? Math.max(...sizeFactors) : 1), pixelRatio);
  const topLeft = toData(view, size, -reachPx, -reachPx);
  const bottomRight = toData(view, size, size.widthPx + reachPx, size.heightPx + reachPx);
  return {
    minXData: topLeft.xData,
    minYData: bottomRight.yData,
    maxXData: bottomRight.xData,
    maxYData: topLeft.yData,
  };
}
