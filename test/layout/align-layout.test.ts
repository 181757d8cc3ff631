import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLayout } from '../../src/layout/align-layout.ts';
import { framePoints } from '../../src/layout/frame-points.ts';
import { createRandom } from '../../src/random.ts';
import type { Layout } from '../../src/tables/layout-table.ts';

/** Within a circle that they reach, so that turning does not change the frame; not the same when turned. */
function somePoints(rows: number, seed: number): Layout {
  const random = createRandom(seed);
  const points = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const angle = row < 360 ? (row * Math.PI) / 180 : 2 * Math.PI * random() ** 2;
    const radius = row < 360 ? 10 : 10 * random();
    points.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * row);
  }
  return { rows, points: framePoints(points) };
}

describe('alignLayout', () => {
  it('takes a turn and a reflection out', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.boolean(),
        (seed, angle, mirrored) => {
          const before = somePoints(600, seed);
          const points = new Float32Array(1200);
          for (let row = 0; row < 600; row++) {
            const [x, y] = [before.points[2 * row], before.points[2 * row + 1] * (mirrored ? -1 : 1)];
            points[2 * row] = Math.cos(angle) * x - Math.sin(angle) * y;
            points[2 * row + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
          }
          const { layout, drift } = alignLayout({ rows: 600, points }, before);
          expect(drift).toBeLessThan(0.02);
          for (let i = 0; i < 1200; i += 101) expect(layout.points[i]).toBeCloseTo(before.points[i], 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps the distances of the new layout among themselves, up to its frame', () => {
    const [layout, before] = [somePoints(500, 1), somePoints(400, 2)];
    const aligned = alignLayout(layout, before).layout.points;
    const distance = (points: Float32Array, a: number, b: number) =>
      Math.hypot(points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]);
    const scale = distance(aligned, 0, 180) / distance(layout.points, 0, 180);
    for (const [a, b] of [
      [3, 450],
      [77, 200],
      [361, 499],
    ]) {
      expect(distance(aligned, a, b)).toBeCloseTo(scale * distance(layout.points, a, b), 3);
    }
  });

  it('leaves a layout alone where there is nothing to align it to', () => {
    const layout = somePoints(400, 1);
    expect(alignLayout(layout, { rows: 0, points: new Float32Array(0) })).toEqual({ layout, drift: 0 });
    const still = { rows: 3, points: new Float32Array(6) };
    expect([...alignLayout(still, still).layout.points]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
