/** A line drawn by hand → few corners: what is asked of the server and written to the address. */
import type { PlacePx } from './draw-overlay.ts';

export const outlineDefaults = {
  /** A corner nearer than this to the line without it is left out; what a hand cannot aim at. */
  tolerancePx: 2,
  /** The most corners; the tolerance grows until they are no more. An address of some 600 characters. */
  maxCorners: 60,
};

/**
 * After D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points required to represent a
 * digitized line or its caricature", Cartographica 10 (1973).
 *
 * @returns some of the places, in their order, the first and the last among them.
 */
export function simplifyOutline(
  places: readonly PlacePx[],
  { tolerancePx, maxCorners } = outlineDefaults,
): PlacePx[] {
  for (let tolerance = tolerancePx; ; tolerance *= 1.5) {
    const kept = keptCorners(places, tolerance);
    if (kept.length <= Math.max(2, maxCorners)) return kept;
  }
}

function keptCorners(places: readonly PlacePx[], tolerance: number): PlacePx[] {
  const keep = new Uint8Array(places.length);
  keep.fill(1, 0, 1);
  keep.fill(1, places.length - 1);
  const spans: [number, number][] = [[0, places.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let farthest = -1;
    let distance = tolerance;
    for (let i = first + 1; i < last; i++) {
      const away = distanceToSegment(places[i], places[first], places[last]);
      if (away > distance) {
        farthest = i;
        distance = away;
      }
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    spans.push([first, farthest], [farthest, last]);
  }
  return places.filter((_, i) => keep[i] === 1);
}

function distanceToSegment(place: PlacePx, from: PlacePx, to: PlacePx): number {
  const dx = to.xPx - from.xPx;
  const dy = to.yPx - from.yPx;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((place.xPx - from.xPx) * dx + (place.yPx - from.yPx) * dy) / squared;
  const near = Math.min(1, Math.max(0, share));
  return Math.hypot(place.xPx - from.xPx - near * dx, place.yPx - from.yPx - near * dy);
}
