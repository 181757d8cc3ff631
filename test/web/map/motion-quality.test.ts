import { describe, expect, it } from 'vitest';
import { MotionQuality } from '../../../web/map/motion-quality.ts';

describe('MotionQuality', () => {
  it('draws sharply while nothing is known, while it is quick, and whenever the map stands still', () => {
    const quality = new MotionQuality();
    expect(quality.ratioFor(2, true, true)).toBe(2);
    quality.tookAtFull(4);
    expect(quality.ratioFor(2, true, true)).toBe(2);
    quality.tookAtFull(60);
    expect(quality.ratioFor(2, false, true)).toBe(2);
  });

  it('draws at one device pixel per CSS pixel in motion where sharpness is slow, never below', () => {
    const quality = new MotionQuality();
    quality.tookAtFull(40);
    expect(quality.ratioFor(2, true, true)).toBe(1);
    expect(quality.ratioFor(0.8, true, true)).toBe(0.8);
  });

  it('returns to sharpness when it has become quick, and is not moved by one disturbed frame', () => {
    const quality = new MotionQuality();
    quality.tookAtFull(3);
    quality.tookAtFull(15);
    expect(quality.ratioFor(2, true, true)).toBe(2);
    for (let i = 0; i < 10; i++) quality.tookAtFull(40);
    for (let i = 0; i < 10; i++) quality.tookAtFull(3);
    expect(quality.ratioFor(2, true, true)).toBe(2);
  });

  it('allows a worker more time than the page itself', () => {
    const quality = new MotionQuality();
    quality.tookAtFull(20);
    expect(quality.ratioFor(2, true, true)).toBe(1);
    expect(quality.ratioFor(2, true, false)).toBe(2);
    quality.tookAtFull(200);
    expect(quality.ratioFor(2, true, false)).toBe(1);
  });
});
