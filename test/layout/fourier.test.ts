import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fourier } from '../../src/layout/fourier.ts';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: length, maxLength: length });
const signals = fc
  .constantFrom(2, 4, 8, 32, 64)
  .chain((length) => fc.tuple(numbers(length), numbers(length)));

describe('Fourier', () => {
  it('is the sum that defines it', () => {
    fc.assert(
      fc.property(signals, ([re, im]) => {
        const length = re.length;
        const real = Float64Array.from(re);
        const imaginary = Float64Array.from(im);
        new Fourier(length).forward(real, imaginary);
        for (let frequency = 0; frequency < length; frequency++) {
          let [a, b] = [0, 0];
          for (let x = 0; x < length; x++) {
            const angle = (-2 * Math.PI * x * frequency) / length;
            a += re[x] * Math.cos(angle) - im[x] * Math.sin(angle);
            b += re[x] * Math.sin(angle) + im[x] * Math.cos(angle);
          }
          expect(Math.abs(real[frequency] - a)).toBeLessThan(1e-8);
          expect(Math.abs(imaginary[frequency] - b)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it('comes back', () => {
    fc.assert(
      fc.property(signals, ([re, im]) => {
        const real = Float64Array.from(re);
        const imaginary = Float64Array.from(im);
        const fourier = new Fourier(re.length);
        fourier.forward(real, imaginary);
        fourier.backward(real, imaginary);
        for (let i = 0; i < re.length; i++) {
          expect(Math.abs(real[i] / re.length - re[i])).toBeLessThan(1e-9);
          expect(Math.abs(imaginary[i] / re.length - im[i])).toBeLessThan(1e-9);
        }
      }),
    );
  });
});
