/**
 * The potential that charges on a square grid give to every cell, by Fourier transforms: potential(cell) = Σ charge(other) ·
 * kernel(squared distance). The grid is transformed at twice its side, so that opposite borders do not act on each other.
 *
 * All numbers are real, so two rows go through one complex transform, and of the spectrum half of the columns tell all.
 */
import { Fourier } from './fourier.ts';

export class GridConvolution {
  /** side × side, row after row; the caller writes them. */
  readonly charges: Float64Array;
  /** side × side, row after row; written by `solve`. */
  readonly potentials: Float64Array;
  readonly side: number;
  private readonly fourier: Fourier;
  /** Of each frequency across (0 … side), all frequencies down (2 × side). */
  private readonly real: Float64Array;
  private readonly imaginary: Float64Array;
  /** That of the kernel, which is even: it has no imaginary part. */
  private readonly kernelSpectrum: Float64Array;
  private readonly rowReal: Float64Array;
  private readonly rowImaginary: Float64Array;

  /** @param side a power of two. */
  constructor(side: number) {
    const full = 2 * side;
    this.side = side;
    this.fourier = new Fourier(full);
    this.charges = new Float64Array(side * side);
    this.potentials = new Float64Array(side * side);
    this.real = new Float64Array((side + 1) * full);
    this.imaginary = new Float64Array((side + 1) * full);
    this.kernelSpectrum = new Float64Array((side + 1) * full);
    this.rowReal = new Float64Array(full);
    this.rowImaginary = new Float64Array(full);
  }

  /**
   * @param kernel of the squared distance in cells.
   * @param factor of each frequency across and of each down, in radians a cell.
   */
  setKernel(kernel: (squaredCells: number) => number, factor: (angle: number) => number = () => 1): void {
    const full = 2 * this.side;
    const away = (cell: number) => Math.min(cell, full - cell) ** 2;
    this.transform(full, (y, into) => {
      for (let x = 0; x < full; x++) into[x] = kernel(away(x) + away(y));
    });
    const factors = Float64Array.from({ length: full }, (_, step) => factor((2 * Math.PI * step) / full));
    for (let i = 0; i < this.real.length; i++) {
      this.kernelSpectrum[i] = this.real[i] * factors[Math.floor(i / full)] * factors[i % full];
    }
  }

  /** Fills `potentials` from `charges`. */
  solve(): void {
    const { side, charges, real, imaginary, kernelSpectrum } = this;
    this.transform(side, (y, into) => {
      into.set(charges.subarray(y * side, (y + 1) * side));
      into.fill(0, side);
    });
    for (let i = 0; i < real.length; i++) {
      real[i] *= kernelSpectrum[i];
      imaginary[i] *= kernelSpectrum[i];
    }
    this.transformBack();
  }

  /** Into `real` and `imaginary`. @param rows as many, an even number, the others are zero. */
  private transform(rows: number, rowInto: (y: number, into: Float64Array) => void): void {
    const { side, fourier, real, imaginary, rowReal, rowImaginary } = this;
    const full = 2 * side;
    real.fill(0);
    imaginary.fill(0);
    for (let y = 0; y < rows; y += 2) {
      rowInto(y, rowReal);
      rowInto(y + 1, rowImaginary);
      fourier.forward(rowReal, rowImaginary);
      for (let column = 0; column <= side; column++) {
        const opposite = (full - column) % full;
        const at = column * full + y;
        real[at] = (rowReal[column] + rowReal[opposite]) / 2;
        imaginary[at] = (rowImaginary[column] - rowImaginary[opposite]) / 2;
        real[at + 1] = (rowImaginary[column] + rowImaginary[opposite]) / 2;
        imaginary[at + 1] = (rowReal[opposite] - rowReal[column]) / 2;
      }
    }
    this.eachColumn((re, im) => fourier.forward(re, im));
  }

  /** From `real` and `imaginary` into `potentials`. */
  private transformBack(): void {
    const { side, fourier, real, imaginary, rowReal, rowImaginary, potentials } = this;
    const full = 2 * side;
    this.eachColumn((re, im) => fourier.backward(re, im));
    for (let y = 0; y < side; y += 2) {
      for (let column = 0; column <= side; column++) {
        const at = column * full + y;
        rowReal[column] = real[at] - imaginary[at + 1];
        rowImaginary[column] = imaginary[at] + real[at + 1];
        if (column === 0 || column === side) continue;
        rowReal[full - column] = real[at] + imaginary[at + 1];
        rowImaginary[full - column] = real[at + 1] - imaginary[at];
      }
      fourier.backward(rowReal, rowImaginary);
      for (let x = 0; x < side; x++) {
        potentials[y * side + x] = rowReal[x] / (full * full);
        potentials[(y + 1) * side + x] = rowImaginary[x] / (full * full);
      }
    }
  }

  private eachColumn(change: (real: Float64Array, imaginary: Float64Array) => void): void {
    const full = 2 * this.side;
    for (let start = 0; start < this.real.length; start += full) {
      change(this.real.subarray(start, start + full), this.imaginary.subarray(start, start + full));
    }
  }
}
