/** Which papers stand out on the map: the hits of a question, or all that a filter lets through. */
import type { Rows } from './map/point-levels.ts';
import { type PageState, shownValue } from './page-state.ts';
import { rowsThatPass } from './rows-that-pass.ts';
import { emptyFilter, presentParts, searchRequestOf } from './view-state.ts';

type Parts = Pick<PageState, 'asked' | 'answer' | 'map' | 'info' | 'brushed'>;

/**
 * Best first; null where nothing is asked for; the papers of two topics that are compared. While the years are brushed, the
 * map goes by the brush: of hits, and of what passes a filter that only the server can judge, those of its years.
 */
export function litRows(state: Parts): Rows | null {
  const { brushed } = state;
  const asked = brushed
    ? { ...state.asked, filter: { ...state.asked.filter, yearFrom: brushed.from, yearTo: brushed.to } }
    : state.asked;
  const data = shownValue(state.map);
  if (searchRequestOf(asked) === null) {
    const { compare } = asked;
    return compare && data ? rowsThatPass({ ...emptyFilter, topics: compare }, data, null) : null;
  }
  const hits = shownValue(state.answer)?.hits.map((hit) => hit.row) ?? null;
  if (presentParts(asked).length === 0) {
    const passing = data && rowsThatPass(asked.filter, data, shownValue(state.info)?.arrivals ?? null);
    // The list has the first of them, in its order, which the map numbers.
    if (passing) return brushed ? passing : firstOf(hits ?? [], passing);
  }
  if (!brushed || !data || !hits) return hits;
  const within = { ...asked.filter, topics: [], region: null, addedSince: null, facets: {} };
  const ofTheYears = new Set(rowsThatPass(within, data, null));
  return brushed.from === null && brushed.to === null ? hits : hits.filter((row) => ofTheYears.has(row));
}

/** These first, then all the others. */
function firstOf(first: readonly number[], all: Int32Array): Int32Array {
  const isFirst = new Set(first);
  const rest = all.filter((row) => !isFirst.has(row));
  const both = new Int32Array(first.length + rest.length);
  both.set(first);
  both.set(rest, first.length);
  return both;
}
