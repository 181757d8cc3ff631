import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSwatches } from '../../../web/map/assign-swatches.ts';
import { linearOfWord, linearToOklab } from '../../../web/map/oklch.ts';
import { swatchCount, swatchWords } from '../../../web/map/palette.ts';

const groups = fc.array(
  fc.record({
    xData: fc.double({ min: -10, max: 10, noNaN: true }),
    yData: fc.double({ min: -10, max: 10, noNaN: true }),
    size: fc.integer({ min: 1, max: 1000 }),
  }),
  { maxLength: 40 },
);

describe('assignSwatches', () => {
  it('gives every group a swatch that exists', () => {
    fc.assert(
      fc.property(groups, (list) => {
        const swatches = assignSwatches(list);
        expect(swatches).toHaveLength(list.length);
        for (const swatch of swatches) expect(swatch >= 0 && swatch < swatchCount).toBe(true);
      }),
    );
  });

  it('gives no two groups the same swatch while there are enough', () => {
    fc.assert(
      fc.property(groups, (list) => {
        fc.pre(list.length <= swatchCount);
        expect(new Set(assignSwatches(list)).size).toBe(list.length);
      }),
    );
  });

  it('gives direct neighbours clearly different colours', () => {
    const colors = swatchWords('light').map((word) => linearToOklab(linearOfWord(word)));
    // Twelve groups on a ring: each differs from both neighbours by several just noticeable differences.
    const ring = Array.from({ length: 12 }, (_, i) => ({
      xData: Math.cos((i / 12) * 2 * Math.PI),
      yData: Math.sin((i / 12) * 2 * Math.PI),
      size: 100 - i,
    }));
    const swatches = assignSwatches(ring);
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [colors[swatches[i]], colors[swatches[(i + 1) % ring.length]]];
      expect(Math.hypot(...a.map((value, axis) => value - b[axis]))).toBeGreaterThan(0.15);
    }
  });

  it('repeats a swatch only far away when there are more groups than swatches', () => {
    const row = Array.from({ length: 24 }, (_, i) => ({ xData: i, yData: 0, size: 10 }));
    const swatches = [...assignSwatches(row)];
    for (let i = 0; i < 24; i++)
      for (let j = i + 1; j < Math.min(24, i + 4); j++) expect(swatches[i]).not.toBe(swatches[j]);
  });
});
