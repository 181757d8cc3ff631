import type { Region } from './region.ts';

/**
 * Which rows may be in an answer. Parts are joined by "and", the values within a part by "or"; an absent part lets
 * everything through.
 */
export interface Filter {
  /** Both ends included; papers without a year are left out when either end is given. */
  year?: { from?: number; to?: number };
  /** Topic ids, of any level. */
  topic?: number[];
  /** Points inside this area of the map, or on its border. */
  region?: Region;
  /** As `momentSchema` takes it: papers that came then or later; of which that is not known are left out. */
  addedSince?: string;
  /** Facet name → accepted values. "category", "venue", "author", "keyword", "list", "source", or a field of the files. */
  facets?: Record<string, string[]>;
}
