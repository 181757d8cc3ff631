/** The fast Fourier transform of a power of two of complex numbers (Cooley & Tukey 1965), in place, real and imaginary apart. */
export class Fourier {
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly reversed: Int32Array;
  readonly length: number;

  /** @param length a power of two, from 2. */
  constructor(length: number) {
    this.length = length;
    const turn = (step: number) => (2 * Math.PI * step) / length;
    this.cosines = Float64Array.from({ length: length / 2 }, (_, step) => Math.cos(turn(step)));
    this.sines = Float64Array.from({ length: length / 2 }, (_, step) => Math.sin(turn(step)));
    this.reversed = new Int32Array(length);
    for (let i = 1; i < length; i++)
      this.reversed[i] = (this.reversed[i >> 1] >> 1) | (i & 1 ? length / 2 : 0);
  }

  /** Σ z(x)·exp(−2πi·x·frequency / length). @param real, imaginary `length` each, replaced. */
  forward(real: Float64Array, imaginary: Float64Array): void {
    const { length, cosines, sines, reversed } = this;
    for (let i = 0; i < length; i++) {
      const other = reversed[i];
      if (other <= i) continue;
      [real[i], real[other]] = [real[other], real[i]];
      [imaginary[i], imaginary[other]] = [imaginary[other], imaginary[i]];
    }
    for (let half = 1; half < length; half *= 2) {
      const stride = length / 2 / half;
      for (let start = 0; start < length; start += 2 * half) {
        for (let i = start, turn = 0; i < start + half; i++, turn += stride) {
          const j = i + half;
          const re = real[j] * cosines[turn] + imaginary[j] * sines[turn];
          const im = imaginary[j] * cosines[turn] - real[j] * sines[turn];
          real[j] = real[i] - re;
          imaginary[j] = imaginary[i] - im;
          real[i] += re;
          imaginary[i] += im;
        }
      }
    }
  }

  /** The inverse of `forward` but for the factor `length`: real and imaginary change their roles. */
  backward(real: Float64Array, imaginary: Float64Array): void {
    this.forward(imaginary, real);
  }
}
