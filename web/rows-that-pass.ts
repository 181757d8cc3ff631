/** The rows that a filter lets through, as far as the map's own columns (year, topics, places) can say. */
import { isInArea } from './map/count-in-area.ts';
import type { MapData } from './map/read-map.ts';
import { hasFilter, type ViewFilter } from './view-state.ts';

/** In row order; null for no filter, and for one with facets: those are the server's to know. */
export function rowsThatPass(
  filter: ViewFilter,
  map: Pick<MapData, 'rows' | 'points' | 'years' | 'topicLevels'>,
): Int32Array | null {
  if (!hasFilter(filter) || Object.keys(filter.facets).length > 0) return null;
  const { yearFrom, yearTo, region } = filter;
  const topics = new Set(filter.topics);
  const byYear = yearFrom !== null || yearTo !== null;
  const passing: number[] = [];
  for (let row = 0; row < map.rows; row++) {
    const year = map.years[row];
    // Year 0 is "unknown": left out as soon as either end is given, as the server does.
    if (byYear && (year === 0 || year < (yearFrom ?? -Infinity) || year > (yearTo ?? Infinity))) continue;
    if (topics.size > 0 && !map.topicLevels.some((level) => topics.has(level[row]))) continue;
    if (region && !isInArea(map.points[2 * row], map.points[2 * row + 1], region)) continue;
    passing.push(row);
  }
  return Int32Array.from(passing);
}
