import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBadges } from '../../../web/map/place-badges.ts';

const anchor = (xPx: number, yPx: number) => ({ xPx, yPx, radiusPx: 6, widthPx: 14, heightPx: 14 });

describe('placeBadges', () => {
  it('puts a lone number up and right of its ring', () => {
    const [place] = placeBadges([anchor(100, 100)]);
    expect(place.xPx).toBeGreaterThan(100);
    expect(place.yPx).toBeLessThan(100);
  });

  it('keeps two near numbers apart', () => {
    const [a, b] = placeBadges([anchor(100, 100), anchor(106, 98)]);
    expect(Math.abs(a.xPx - b.xPx) >= 14 || Math.abs(a.yPx - b.yPx) >= 14).toBe(true);
  });

  it('gives every ring a number beside it, however crowded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), {
          maxLength: 12,
        }),
        (places) => {
          const anchors = places.map(([x, y]) => anchor(x, y));
          placeBadges(anchors).forEach((place, i) => {
            const distance = Math.hypot(place.xPx - anchors[i].xPx, place.yPx - anchors[i].yPx);
            expect(distance).toBeGreaterThan(6);
            expect(distance).toBeLessThan(25);
          });
        },
      ),
    );
  });
});
