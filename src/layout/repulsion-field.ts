/**
 * How all points push each one, in time that does not grow with the square of their number: points are spread over a grid,
 * the potential of the grid is one convolution, and each point reads its push from the slope there (Linderman et al. 2019,
 * "Fast interpolation-based t-SNE for improved visualization of single-cell RNA-seq data", Nature Methods 16).
 *
 * Departures: spread and read by cubic B-splines, whose slope is exact, so that the one potential Σ 1 / (1 + d²) gives the
 * pushes, which are half of its slope, and t-SNE's normalisation too, where the paper convolves four.
 */
import { sharedDoubles } from '../tables/shared-memory.ts';
import { GridConvolution } from './grid-convolution.ts';

/** Widest cell while the grid can grow with the map; the similarity of t-SNE falls to a half at a distance of 1. */
const widestCell = 0.7;
/** Cells along a side; beyond the last the cells grow. Each doubling makes a convolution four times as long. */
const sides = [64, 128, 256, 512, 1024];
/** Cells beyond the outermost points at each border, where their splines reach. */
const margin = 2;
/** Widths of cells are powers of this: the kernel, which depends on them, is not made anew in every epoch. */
const cellStep = 1.1;

/** Undoes what the splines smooth, on the way to the grid and back. */
const sharpening = (angle: number) => (3 / (2 + Math.cos(angle))) ** 2;

/** In memory that threads share: one makes it, all read it. */
export interface RepulsionField {
  /** side × side, row after row, at the beginning. */
  potentials: Float64Array;
  /** Cells along a side; width of a cell; x and y of the first; Σ over ordered pairs of different points of 1 / (1 + d²). */
  frame: Float64Array;
}

/** Large enough for any points. */
export function emptyField(): RepulsionField {
  return { potentials: sharedDoubles(sides[sides.length - 1] ** 2), frame: sharedDoubles(5) };
}

/** Makes the field of points again and again; between the epochs it keeps the grids. */
export class FieldMaker {
  private readonly grids = new Map<number, { grid: GridConvolution; cell: number }>();

  /** @param points rows × 2, finite. */
  make(points: Float32Array, field: RepulsionField): void {
    const { x, y, width } = boundsOf(points);
    const inner = (side: number) => side - 2 * margin - 1;
    const side = sides.find((cells) => width <= widestCell * inner(cells)) ?? sides[sides.length - 1];
    const cell = cellStep ** Math.ceil(Math.log(Math.max(width, 1e-6) / inner(side)) / Math.log(cellStep));
    field.frame.set([side, cell, x - margin * cell, y - margin * cell]);

    const grid = this.gridOf(side, cell);
    grid.charges.fill(0);
    const spline = new SplineAt(field);
    for (let i = 0; i < points.length; i += 2) spread(grid.charges, spline.at(points[i], points[i + 1]));
    grid.solve();
    field.potentials.set(grid.potentials);
    field.frame[4] = energyOf(grid) - points.length / 2;
  }

  private gridOf(side: number, cell: number): GridConvolution {
    const kept = this.grids.get(side);
    if (kept?.cell === cell) return kept.grid;
    const grid = kept?.grid ?? new GridConvolution(side);
    grid.setKernel((squaredCells) => 1 / (1 + squaredCells * cell * cell), sharpening);
    this.grids.set(side, { grid, cell });
    return grid;
  }
}

/**
 * The pushes Σ (own − other) / (1 + d²)² on the rows from `first` to before `end`.
 * @param points rows × 2, those that the field was made of. @param pushes rows × 2, written for these rows.
 */
export function readPushes(
  field: RepulsionField,
  points: Float32Array,
  pushes: Float32Array,
  first: number,
  end: number,
): void {
  const { potentials } = field;
  const spline = new SplineAt(field);
  const halfSlope = -0.5 / field.frame[1];
  for (let row = first; row < end; row++) {
    const { corner, side, x, y, xSlope, ySlope } = spline.at(points[2 * row], points[2 * row + 1]);
    let right = 0;
    let up = 0;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 4; i++) {
        const potential = potentials[corner + j * side + i];
        right += xSlope[i] * y[j] * potential;
        up += x[i] * ySlope[j] * potential;
      }
    }
    pushes[2 * row] = halfSlope * right;
    pushes[2 * row + 1] = halfSlope * up;
  }
}

function spread(charges: Float64Array, { corner, side, x, y }: SplineAt): void {
  for (let j = 0; j < 4; j++) {
    for (let i = 0; i < 4; i++) charges[corner + j * side + i] += x[i] * y[j];
  }
}

/** Σ over all ordered pairs, each point with itself counted: what each charge sees. */
function energyOf({ charges, potentials }: GridConvolution): number {
  let sum = 0;
  for (let i = 0; i < charges.length; i++) sum += charges[i] * potentials[i];
  return sum;
}

/** The cubic B-spline at a point: the 4 × 4 cells that it reaches, and its weights and their slopes, in cells. */
class SplineAt {
  /** Where the first of its cells stands in the grid. */
  corner = 0;
  readonly side: number;
  readonly x = new Float64Array(4);
  readonly y = new Float64Array(4);
  readonly xSlope = new Float64Array(4);
  readonly ySlope = new Float64Array(4);
  private readonly frame: Float64Array;

  constructor({ frame }: RepulsionField) {
    this.frame = frame;
    this.side = frame[0];
  }

  /** @returns itself, moved there. */
  at(x: number, y: number): this {
    const { frame, side } = this;
    const column = (x - frame[2]) / frame[1];
    const row = (y - frame[3]) / frame[1];
    this.corner = (Math.floor(row) - 1) * side + Math.floor(column) - 1;
    setSpline(column - Math.floor(column), this.x, this.xSlope);
    setSpline(row - Math.floor(row), this.y, this.ySlope);
    return this;
  }
}

/** @param t 0…1, from the second of the four to the third. */
function setSpline(t: number, weights: Float64Array, slopes: Float64Array): void {
  const u = 1 - t;
  weights[0] = (u * u * u) / 6;
  weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
  weights[3] = (t * t * t) / 6;
  slopes[0] = (-u * u) / 2;
  slopes[1] = (3 * t * t - 4 * t) / 2;
  slopes[2] = (4 * u - 3 * u * u) / 2;
  slopes[3] = (t * t) / 2;
}

/** The lower corner, and the longer side. */
function boundsOf(points: Float32Array): { x: number; y: number; width: number } {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    if (points[i] < low[i & 1]) low[i & 1] = points[i];
    if (points[i] > high[i & 1]) high[i & 1] = points[i];
  }
  return { x: low[0], y: low[1], width: Math.max(high[0] - low[0], high[1] - low[1]) };
}
