import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GridConvolution } from '../../src/layout/grid-convolution.ts';

it('sums the kernel over all charges, and opposite borders do not act on each other', () => {
  const cases = fc.constantFrom(4, 8, 16).chain((side) =>
    fc.tuple(
      fc.constant(side),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      fc.array(fc.tuple(fc.nat(side - 1), fc.nat(side - 1), fc.integer({ min: -5, max: 5 })), {
        maxLength: 12,
      }),
    ),
  );
  fc.assert(
    fc.property(cases, ([side, scale, charges]) => {
      const grid = new GridConvolution(side);
      const kernel = (squared: number) => 1 / (1 + scale * squared);
      grid.setKernel(kernel);
      for (const [x, y, charge] of charges) grid.charges[y * side + x] += charge;
      grid.solve();
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          let sum = 0;
          for (const [otherX, otherY, charge] of charges) {
            sum += charge * kernel((x - otherX) ** 2 + (y - otherY) ** 2);
          }
          expect(Math.abs(grid.potentials[y * side + x] - sum)).toBeLessThan(1e-9);
        }
      }
    }),
  );
});
