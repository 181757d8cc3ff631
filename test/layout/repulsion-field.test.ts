import { describe, expect, it } from 'vitest';
import { emptyField, FieldMaker, readPushes } from '../../src/layout/repulsion-field.ts';
import { createRandom } from '../../src/random.ts';
import { gaussian } from './clustered-vectors.ts';

/** As t-SNE has them, over every pair. */
function exactly(points: Float32Array) {
  const pushes = new Float64Array(points.length);
  let normalisation = 0;
  for (let i = 0; i < points.length; i += 2) {
    for (let j = 0; j < points.length; j += 2) {
      if (i === j) continue;
      const [dx, dy] = [points[i] - points[j], points[i + 1] - points[j + 1]];
      const similarity = 1 / (1 + dx * dx + dy * dy);
      normalisation += similarity;
      pushes[i] += similarity * similarity * dx;
      pushes[i + 1] += similarity * similarity * dy;
    }
  }
  return { pushes, normalisation };
}

function byField(points: Float32Array, maker = new FieldMaker()) {
  const field = emptyField();
  maker.make(points, field);
  const pushes = new Float32Array(points.length);
  readPushes(field, points, pushes, 0, points.length / 2);
  return { pushes, normalisation: field.frame[4] };
}

const cloud = (rows: number, width: number, seed: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length: 2 * rows }, () => width * gaussian(random));
};

const away = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (value, i) => value - b[i])) / Math.hypot(...Array.from(b));

describe('the repulsion field', () => {
  it.each([0.001, 0.3, 3, 20])('is near the sum over all pairs, for points %d wide', (width) => {
    const points = cloud(3000, width, 3);
    const { pushes, normalisation } = byField(points);
    const exact = exactly(points);
    expect(away(pushes, exact.pushes)).toBeLessThan(0.1);
    expect(normalisation / exact.normalisation).toBeGreaterThan(0.97);
    expect(normalisation / exact.normalisation).toBeLessThan(1.03);
  });

  it('pushes two points apart, evenly, and one alone not at all', () => {
    const { pushes } = byField(Float32Array.of(-1, 0, 1, 0));
    expect(pushes[0]).toBeLessThan(-0.05);
    expect(pushes[0]).toBeCloseTo(-pushes[2], 4);
    expect(pushes[1]).toBeCloseTo(0, 4);
    expect(Math.hypot(...byField(Float32Array.of(4, 4)).pushes)).toBeLessThan(1e-3);
  });

  it('does not remember the points before', () => {
    const maker = new FieldMaker();
    const points = cloud(100, 5, 1);
    byField(cloud(100, 40, 2), maker);
    byField(cloud(70, 5, 3), maker);
    expect(byField(points, maker)).toEqual(byField(points));
  });
});
