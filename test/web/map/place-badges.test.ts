import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBadges } from '../../../web/map/place-badges.ts';

const anchor = (xPx: number, yPx: number) => ({ xPx, yPx, radiusPx: 6, widthPx: 14, heightPx: 14 });

describe('placeBadges', () => {
  it('puts a lone number up and right of its ring', () => {
    const [place] = placeBadges([anchor(100, 100)]);
    expect(place!.xPx).toBeGreaterThan(100);
    expect(place!.yPx).toBeLessThan(100);
  });

  it('keeps two near numbers apart', () => {
    const [a, b] = placeBadges([anchor(100, 100), anchor(106, 98)]);
    expect(Math.abs(a!.xPx - b!.xPx) >= 14 || Math.abs(a!.yPx - b!.yPx) >= 14).toBe(true);
  });

  it('puts numbers beside their rings, readable, and leaves out those without room, however crowded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), {
          maxLength: 12,
        }),
        (corners) => {
          const anchors = corners.map(([x, y]) => anchor(x, y));
          const places = placeBadges(anchors);
          expect(places).toHaveLength(anchors.length);
          if (anchors.length > 0) expect(places[0]).not.toBeNull();
          places.forEach((place, i) => {
            if (!place) return;
            const distance = Math.hypot(place.xPx - anchors[i].xPx, place.yPx - anchors[i].yPx);
            expect(distance).toBeGreaterThan(6);
            expect(distance).toBeLessThan(25);
            for (const earlier of places.slice(0, i)) {
              if (!earlier) continue;
              const x = Math.max(0, 14 - Math.abs(place.xPx - earlier.xPx));
              const y = Math.max(0, 14 - Math.abs(place.yPx - earlier.yPx));
              expect(x * y).toBeLessThanOrEqual(0.35 * 14 * 14);
            }
          });
        },
      ),
    );
  });

  it('numbers one of many hits at one place', () => {
    const places = placeBadges(Array.from({ length: 30 }, () => anchor(50, 50)));
    expect(places.filter((place) => place !== null).length).toBeLessThan(12);
    expect(places[0]).not.toBeNull();
  });
});
