/** 2-D positions: row i is at (points[2i], points[2i+1]), in data space: finite, any scale, y up. */
export interface Layout {
  rows: number;
  points: Float32Array;
}
