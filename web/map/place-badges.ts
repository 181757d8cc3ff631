/** Where the numbers beside the first hits stand, so that they cover neither each other nor the other hits' rings. */

export interface BadgeAnchor {
  xPx: number;
  yPx: number;
  /** Of the ring that the number stands beside. */
  radiusPx: number;
  widthPx: number;
  heightPx: number;
}

/** Middle of the number's box. */
export interface BadgePlace {
  xPx: number;
  yPx: number;
}

/** Tried in this order: up and right first, where a raised number is expected. */
const directions = [
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Between ring and number, CSS pixels. */
const gapPx = 1;

/** A number more of which than this would lie under earlier ones cannot be read, and is left out. */
const readableCover = 0.35;

/**
 * One place an anchor, in order: earlier ones choose first. With no free place it is the one that covers least; null where
 * even there the earlier numbers leave no room (zoomed in further, there will be).
 */
export function placeBadges(anchors: readonly BadgeAnchor[]): (BadgePlace | null)[] {
  const places: (BadgePlace | null)[] = [];
  const placed: { anchor: BadgeAnchor; place: BadgePlace }[] = [];
  for (const anchor of anchors) {
    let best: BadgePlace = anchor;
    let bestCovered = Infinity;
    let bestUnderNumbers = 0;
    for (const [right, down] of directions) {
      const diagonal = right !== 0 && down !== 0 ? Math.SQRT1_2 : 1;
      const place = {
        xPx: anchor.xPx + right * (anchor.radiusPx * diagonal + gapPx + anchor.widthPx / 2),
        yPx: anchor.yPx + down * (anchor.radiusPx * diagonal + gapPx + anchor.heightPx / 2),
      };
      let covered = 0;
      for (const other of placed) {
        covered += overlapPx2(place, anchor, other.place, other.anchor.widthPx, other.anchor.heightPx);
      }
      const underNumbers = covered;
      for (const other of anchors) {
        if (other !== anchor)
          covered += overlapPx2(place, anchor, other, 2 * other.radiusPx, 2 * other.radiusPx);
      }
      if (covered < bestCovered) {
        best = place;
        bestCovered = covered;
        bestUnderNumbers = underNumbers;
      }
      if (covered === 0) break;
    }
    const readable = bestUnderNumbers <= readableCover * anchor.widthPx * anchor.heightPx;
    if (readable) placed.push({ anchor, place: best });
    places.push(readable ? best : null);
  }
  return places;
}

/** Area that a badge at `place` shares with a box. */
function overlapPx2(
  place: BadgePlace,
  { widthPx, heightPx }: BadgeAnchor,
  middle: BadgePlace,
  otherWidthPx: number,
  otherHeightPx: number,
): number {
  const x = (widthPx + otherWidthPx) / 2 - Math.abs(place.xPx - middle.xPx);
  const y = (heightPx + otherHeightPx) / 2 - Math.abs(place.yPx - middle.yPx);
  return x > 0 && y > 0 ? x * y : 0;
}
