/** The rows that a filter lets through, as far as the map's own columns (year, topics, places) and arrivals can say. */
import type { Arrival } from '../src/server/api-types.ts';
import { isInArea } from './map/count-in-area.ts';
import type { MapData } from './map/read-map.ts';
import { hasFilter, type ViewFilter } from './view-state.ts';

/**
 * In row order; null for no filter, and for one with facets: those are the server's to know.
 * @param arrivals null: not known yet, so that nothing is said where the filter asks for them.
 */
export function rowsThatPass(
  filter: ViewFilter,
  map: Pick<MapData, 'rows' | 'points' | 'years' | 'topicLevels'>,
  arrivals: readonly Arrival[] | null = null,
): Int32Array | null {
  if (!hasFilter(filter) || Object.keys(filter.facets).length > 0) return null;
  const { yearFrom, yearTo, region, addedSince } = filter;
  if (addedSince !== null && arrivals === null) return null;
  const added = addedSince === null ? null : rowsAddedSince(arrivals ?? [], addedSince, map.rows);
  const topics = new Set(filter.topics);
  const byYear = yearFrom !== null || yearTo !== null;
  const passing = new Int32Array(map.rows);
  let found = 0;
  for (let row = 0; row < map.rows; row++) {
    const year = map.years[row];
    // Year 0 is "unknown": left out as soon as either end is given, as the server does.
    if (byYear && (year === 0 || year < (yearFrom ?? -Infinity) || year > (yearTo ?? Infinity))) continue;
    if (topics.size > 0 && !map.topicLevels.some((level) => topics.has(level[row]))) continue;
    if (region && !isInArea(map.points[2 * row], map.points[2 * row + 1], region)) continue;
    if (added && added[row] === 0) continue;
    passing[found++] = row;
  }
  return passing.slice(0, found);
}

/** One a row: 1 where it came then or later; 0 also where that is not known. As the server's src/tables/arrivals.ts. */
export function rowsAddedSince(arrivals: readonly Arrival[], since: string, rows: number): Uint8Array {
  const passes = new Uint8Array(rows);
  for (const { addedAt, firstRow, rows: came } of arrivals) {
    if (Date.parse(addedAt) >= Date.parse(since)) passes.fill(1, firstRow, firstRow + came);
  }
  return passes;
}
