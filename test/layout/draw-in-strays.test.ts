import { expect, it } from 'vitest';
import { drawInStrays } from '../../src/layout/draw-in-strays.ts';
import { createRandom } from '../../src/random.ts';

const disc = () => {
  const random = createRandom(1);
  return Float32Array.from(
    Array.from({ length: 1000 }, () => {
      const [angle, radius] = [2 * Math.PI * random(), Math.sqrt(random())];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }).flat(),
  );
};

it('leaves a map without strays as it is', () => {
  expect(drawInStrays(disc())).toEqual(disc());
});

it('draws in what is far outside, in its direction, and nothing else', () => {
  const points = disc();
  points.set([30, 40, 3, 4]);
  const drawn = drawInStrays(points.slice());
  expect(drawn.subarray(4)).toEqual(points.subarray(4));
  const [far, near] = [Math.hypot(drawn[0], drawn[1]), Math.hypot(drawn[2], drawn[3])];
  expect(far).toBeGreaterThanOrEqual(near);
  expect(near).toBeGreaterThan(1.05);
  expect(far).toBeLessThan(1.2);
  // From the median of the points, which is not quite the middle of the disc.
  expect(Math.abs(Math.atan2(drawn[1], drawn[0]) - Math.atan2(4, 3))).toBeLessThan(0.1);
});

it('takes no points, one, and points all alike', () => {
  for (const rows of [0, 1, 9]) {
    expect(drawInStrays(new Float32Array(2 * rows).fill(3))).toEqual(new Float32Array(2 * rows).fill(3));
  }
});
