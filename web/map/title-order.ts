/** Which of two papers has its title first: a total order that knows nothing of the view. */
import type { Rows } from './point-levels.ts';

export interface TitleOrder {
  /** A `pointLevel` a row. */
  levels: Uint8Array;
  /** Best first; null: nothing is asked. */
  hits: Rows | null;
  /** A place in `sizeFactors` a row; null: all of one size. */
  sizes: Uint8Array | null;
  /** A row a row: the one that stands for its paper. */
  representative: Int32Array | null;
}

/** Hits after these are in no order that one sees; a filter lets through a million. */
const rankedHits = 1000;

/**
 * What is lifted goes first, then the better hit, the larger point, of versions the one that stands for its paper. Else an
 * order that has nothing to do with places: along any slope of the map, each point would give way to the next.
 */
export function titleOrder({ levels, hits, sizes, representative }: TitleOrder) {
  const ranks = new Map(Array.from(hits?.slice(0, rankedHits) ?? [], (row, rank) => [row, rank]));
  const rankOf = (row: number) => ranks.get(row) ?? rankedHits;
  const others = (row: number) => (representative === null || representative[row] === row ? 0 : 1);
  return (a: number, b: number): boolean => {
    const order =
      levels[b] - levels[a] ||
      rankOf(a) - rankOf(b) ||
      (sizes ? sizes[b] - sizes[a] : 0) ||
      others(a) - others(b) ||
      mixed(a) - mixed(b);
    return order < 0;
  };
}

/** Rows in an order that looks like none: odd factors map 32 bits to 32 bits one to one (Knuth, TAOCP 3, 6.4). */
const mixed = (row: number) => Math.imul(row + 1, 0x9e3779b1) >>> 0;
