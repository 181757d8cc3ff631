/**
 * The ground that the points lie on: the paper, softly shaded in the colours of the points where they are dense. It is
 * what gives a cloud of dots its shape from afar.
 *
 * `measureDensity` is done once for a colouring: points are counted into a grid over the map, with the sum of their
 * colours, and smoothed by three box blurs, which come close to a Gaussian (Wells, "Efficient synthesis of Gaussian
 * filters by cascaded uniform filters", 1986). Its width follows Silverman's rule in two dimensions, n^(−1/6).
 * `paintGround` is done once a frame: the grid is interpolated up to the pixels. Where there is nothing, rows and
 * spans are filled with the paper at the speed of a memory fill.
 */
import { channelsOf } from './oklch.ts';
import { boundsOf, type Viewport } from './viewport.ts';

/** Cells along the longer side of the map: a blur is at least 2 cells wide, so that finer ones would not be seen. */
const cellsAlong = 288;
/** The blur's standard deviation for one point, as a share of the map's extent; times n^(−1/6). */
const blurShare = 0.05;
/** As many points on one spot as it takes to saturate: in a small corpus a point alone would otherwise be the densest. */
const saturating = 3;
/** This share of the densest cells may saturate: one knot of duplicates must not leave the rest of the map blank. */
const saturated = 0.04;

export interface DensityField {
  columns: number;
  rows: number;
  /** The data point of the middle of cell (0, 0); row 0 is the lowest. */
  xData: number;
  yData: number;
  cellData: number;
  /** 3 a cell: the mean colour of the points around, channels 0…255. */
  colors: Float32Array;
  /** 1 a cell: 0 nothing … 1 densest. */
  cover: Float32Array;
}

/**
 * @param colors a word a row.
 * @param weights how much each row counts, by `levels[row]`: faint rows shade less.
 * @returns null where there is nothing to shade.
 */
export function measureDensity(
  points: Float32Array,
  colors: Uint32Array,
  levels: Uint8Array,
  weights: readonly number[],
): DensityField | null {
  const count = colors.length;
  if (count === 0) return null;
  const bounds = boundsOf(points);
  const extent = Math.max(bounds.maxXData - bounds.minXData, bounds.maxYData - bounds.minYData);
  // All on one spot: a density there says nothing that the point does not.
  if (!(extent > 0)) return null;
  const cellData = extent / cellsAlong;
  const blurCells = Math.max(2, blurShare * count ** (-1 / 6) * cellsAlong);
  const margin = Math.ceil(3 * blurCells) + 1;
  const columns = Math.ceil((bounds.maxXData - bounds.minXData) / cellData) + 1 + 2 * margin;
  const rows = Math.ceil((bounds.maxYData - bounds.minYData) / cellData) + 1 + 2 * margin;
  const cells = columns * rows;

  // Four planes: count in full, and the weighted sums of the channels with their own count.
  const full = new Float32Array(cells);
  const sums = [new Float32Array(cells), new Float32Array(cells), new Float32Array(cells)];
  const weighted = new Float32Array(cells);
  let hasFaint = false;
  for (let row = 0; row < count; row++) {
    const column = margin + Math.round((points[2 * row] - bounds.minXData) / cellData);
    const line = margin + Math.round((points[2 * row + 1] - bounds.minYData) / cellData);
    const cell = line * columns + column;
    const weight = weights[levels[row]];
    const word = colors[row];
    if (weight !== 1) hasFaint = true;
    full[cell]++;
    weighted[cell] += weight;
    sums[0][cell] += weight * (word & 255);
    sums[1][cell] += weight * ((word >>> 8) & 255);
    sums[2][cell] += weight * ((word >>> 16) & 255);
  }
  for (const plane of [weighted, ...sums]) blur(plane, columns, rows, blurCells);
  // Otherwise the same as the weighted one.
  if (hasFaint) blur(full, columns, rows, blurCells);

  const top = Math.max(
    quantile(hasFaint ? full : weighted, 1 - saturated),
    saturating * peakOfOne(blurCells),
  );
  const colorsOfCell = new Float32Array(cells * 3);
  const cover = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const weight = weighted[cell];
    if (weight <= 1e-6) continue;
    for (let channel = 0; channel < 3; channel++)
      colorsOfCell[3 * cell + channel] = sums[channel][cell] / weight;
    const dense = Math.min(1, weight / top);
    // Rises slowly at first, so that a lone point casts no smudge, and levels off at the top.
    cover[cell] = dense * dense * (3 - 2 * dense);
  }
  return {
    columns,
    rows,
    xData: bounds.minXData - margin * cellData,
    yData: bounds.minYData - margin * cellData,
    cellData,
    colors: colorsOfCell,
    cover,
  };
}

/**
 * How much of the theme's shading remains at a zoom (1: the whole map is shown): all of it up to 3 times, none from 24
 * times on, where single points say more and the grid's cells would begin to show.
 */
export function shadeAtZoom(zoom: number): number {
  return Math.min(1, Math.max(0, 1 - Math.log2(zoom / 3) / 3));
}

/**
 * Fills `pixels` (opaque RGBA words, device pixels) with paper and shading.
 *
 * @param paper word.
 * @param strength how much of the points' colour is mixed in where it is densest, 0…1.
 */
export function paintGround(
  pixels: Uint32Array,
  widthPx: number,
  heightPx: number,
  view: Viewport,
  pixelRatio: number,
  field: DensityField | null,
  paper: number,
  strength: number,
): void {
  if (!field || strength <= 0) {
    pixels.fill(paper);
    return;
  }
  const { columns, rows } = field;
  const paperChannels = channelsOf(paper);
  const cellPx = field.cellData * view.scale * pixelRatio;
  // The column (line) at the middle of the pixel 0, and how far one pixel goes.
  const step = 1 / cellPx;
  const columnAt0 = (view.xData - field.xData) / field.cellData + (0.5 - widthPx / 2) * step;
  const lineAt0 = (view.yData - field.yData) / field.cellData - (0.5 - heightPx / 2) * step;
  const line = new Float32Array(columns * 3);
  const isPaper = new Uint8Array(columns);

  const firstColumn = Math.max(0, Math.floor(columnAt0));
  const lastColumn = Math.min(columns - 2, Math.floor(columnAt0 + (widthPx - 1) * step));

  // On screens of two device pixels and more a line is shown twice: the shading is far softer than that.
  const repeat = pixelRatio >= 2 ? 2 : 1;
  for (let y = 0; y < heightPx; y++) {
    const start = y * widthPx;
    if (y % repeat !== 0) {
      pixels.copyWithin(start, start - widthPx, start);
      continue;
    }
    const place = lineAt0 - y * step;
    const below = Math.floor(place);
    if (below < 0 || below >= rows - 1 || lastColumn < firstColumn) {
      pixels.fill(paper, start, start + widthPx);
      continue;
    }
    mixLine(field, below, place - below, paperChannels, strength, firstColumn, lastColumn + 1, line, isPaper);

    // One span of pixels for each run between two columns.
    let x = Math.min(widthPx, Math.max(0, Math.ceil((firstColumn - columnAt0) / step)));
    pixels.fill(paper, start, start + x);
    for (let column = firstColumn; column <= lastColumn && x < widthPx; column++) {
      let end = Math.min(widthPx, Math.ceil((column + 1 - columnAt0) / step));
      if (isPaper[column] && isPaper[column + 1]) {
        // Join spans of paper: most of a map is paper.
        while (column < lastColumn && isPaper[column + 2]) column++;
        end = Math.min(widthPx, Math.ceil((column + 1 - columnAt0) / step));
        if (end > x) pixels.fill(paper, start + x, start + end);
        x = Math.max(x, end);
        continue;
      }
      if (end <= x) continue;
      // Fixed point with 16 bits of fraction: three additions a pixel.
      const share = columnAt0 + x * step - column;
      const a = column * 3;
      const redStep = (line[a + 3] - line[a]) * 65536;
      const greenStep = (line[a + 4] - line[a + 1]) * 65536;
      const blueStep = (line[a + 5] - line[a + 2]) * 65536;
      let red = (line[a] * 65536 + redStep * share) | 0;
      let green = (line[a + 1] * 65536 + greenStep * share) | 0;
      let blue = (line[a + 2] * 65536 + blueStep * share) | 0;
      const dr = (redStep * step) | 0;
      const dg = (greenStep * step) | 0;
      const db = (blueStep * step) | 0;
      const ditherRow = (y & 3) << 2;
      for (; x < end; x++) {
        // Ordered dithering: a soft gradient has fewer steps than pixels, and its bands would show on dark paper.
        const dither = bayer[ditherRow | (x & 3)];
        pixels[start + x] =
          0xff000000 |
          ((blue + dither) & 0xff0000) |
          (((green + dither) >> 8) & 0x00ff00) |
          ((red + dither) >> 16);
        red += dr;
        green += dg;
        blue += db;
      }
    }
    if (x < widthPx) pixels.fill(paper, start + x, start + widthPx);
  }
}

/** Bayer's 4 × 4 matrix as fractions of 65536. */
const bayer = Int32Array.from(
  [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5],
  (rank) => (rank + 0.5) * 4096,
);

/** Two lines of cells mixed into one of final colours; `isPaper` marks the columns without shading. */
function mixLine(
  field: DensityField,
  below: number,
  share: number,
  paper: readonly number[],
  strength: number,
  first: number,
  last: number,
  line: Float32Array,
  isPaper: Uint8Array,
): void {
  const { columns, colors, cover } = field;
  for (let column = first; column <= last; column++) {
    const a = below * columns + column;
    const b = a + columns;
    const aCover = cover[a] * (1 - share) * strength;
    const bCover = cover[b] * share * strength;
    const sum = aCover + bCover;
    // Less than half a step of 8 bits.
    isPaper[column] = sum < 0.002 ? 1 : 0;
    for (let channel = 0; channel < 3; channel++) {
      const shaded =
        paper[channel] * (1 - sum) + colors[3 * a + channel] * aCover + colors[3 * b + channel] * bCover;
      // Room for the dither (< 1) and for the rounding of the steps.
      line[3 * column + channel] = Math.min(254, Math.max(0, shaded));
    }
  }
}

/** Three boxes of 2r + 1 cells have the variance r(r + 1). */
function boxRadius(deviation: number): number {
  return Math.max(1, Math.round(Math.sqrt(deviation * deviation + 0.25) - 0.5));
}

/** What a single point leaves in its own cell: three boxes of w cells leave (3w² + 1) / 4w³ of it along each axis. */
function peakOfOne(deviation: number): number {
  const width = 2 * boxRadius(deviation) + 1;
  return ((3 * width * width + 1) / (4 * width ** 3)) ** 2;
}

/** Three box blurs along each axis, in place. The edges are empty by construction: a margin of three deviations. */
function blur(plane: Float32Array, columns: number, rows: number, deviation: number): void {
  const radius = boxRadius(deviation);
  const longer = Math.max(columns, rows);
  const [one, other] = [new Float64Array(longer), new Float64Array(longer)];
  for (let row = 0; row < rows; row++) blurLine(plane, row * columns, 1, columns, radius, one, other);
  for (let column = 0; column < columns; column++) blurLine(plane, column, columns, rows, radius, one, other);
}

/** Three times along one line, before the next: it stays where it is quickly read. */
function blurLine(
  plane: Float32Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
  one: Float64Array,
  other: Float64Array,
): void {
  let any = 0;
  for (let i = 0, at = start; i < length; i++, at += stride) any += one[i] = plane[at];
  // Most of a map's edge is empty.
  if (any === 0) return;
  boxBlur(one, other, length, radius);
  boxBlur(other, one, length, radius);
  boxBlur(one, other, length, radius);
  for (let i = 0, at = start; i < length; i++, at += stride) plane[at] = other[i];
}

/** Sums of what is not negative; what rounding leaves below 0 is 0. */
function boxBlur(from: Float64Array, to: Float64Array, length: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  let sum = 0;
  for (let i = 0; i < Math.min(radius, length); i++) sum += from[i];
  for (let i = 0; i < length; i++) {
    if (i + radius < length) sum += from[i + radius];
    if (i - radius - 1 >= 0) sum -= from[i - radius - 1];
    to[i] = sum > 0 ? sum * share : 0;
  }
}

/** Of the greatest value: how finely a quantile is told. */
const quantileSteps = 4096;

/** The quantile of the cells that hold anything worth the name, to one step: counted, which takes a tenth of sorting. */
function quantile(plane: Float32Array, share: number): number {
  let greatest = 0;
  for (let cell = 0; cell < plane.length; cell++) if (plane[cell] > greatest) greatest = plane[cell];
  const counts = new Uint32Array(quantileSteps + 1);
  let held = 0;
  for (let cell = 0; cell < plane.length; cell++) {
    if (plane[cell] <= greatest * 0.01) continue;
    counts[Math.floor((plane[cell] / greatest) * quantileSteps)]++;
    held++;
  }
  let step = 0;
  for (let below = counts[0]; below <= held * share && step < quantileSteps; below += counts[step]) step++;
  return (greatest * step) / quantileSteps || 1;
}
