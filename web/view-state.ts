/**
 * What a person looks at, and its two forms: a value and a query string. `writeViewState` and `readViewState` are
 * inverses; a part of an address that cannot be read is left out and named in a note, the rest is kept.
 *
 * | parameter        | meaning                                                       |
 * |------------------|---------------------------------------------------------------|
 * | `q`              | the question in words                                         |
 * | `mode`           | how it is answered; left out for "fused"                      |
 * | `like`, `unlike` | ids of example papers, one parameter each                     |
 * | `examples`       | how examples count together; left out for "all"                |
 * | `near`           | topic ids that the answer is to be near to, one parameter each |
 * | `near.region`    | an area of the map to be near to: x,y of each corner in turn  |
 * | `w.PART`         | weight of text, like, unlike or near; left out for 1          |
 * | `diversity`      | how varied the answer is, 0 to 1; left out for 0              |
 * | `duplicates`     | "listed": each version of a paper is a hit; left out for "grouped" |
 * | `k`              | how many hits; left out for the default                       |
 * | `paper`          | id of the open paper                                          |
 * | `from`, `to`     | years, both included                                          |
 * | `topic`          | topic ids, one parameter each                                 |
 * | `new`            | only papers that came into the corpus since: a date, or a time in UTC |
 * | `region`         | an area of the map that all must lie in, as `near.region`     |
 * | `f.NAME`         | accepted values of the facet NAME, one parameter each         |
 * | `compare`        | two topic ids, joined by a comma: what tells them apart        |
 * | `color`, `hide`  | what the map is coloured by; codes hidden by the legend (1,4) |
 * | `size`           | what points are sized by: similarity, or f.NAME for a facet   |
 * | `at`             | the map's view: xData,yData,scale                             |
 */
import type {
  DuplicateWay,
  ExampleWay,
  FacetCountsRequest,
  Region,
  SearchMode,
  SearchRequest,
  SimilarityRequest,
  SuggestRequest,
} from '../src/server/api-types.ts';
import { type ColorBy, colorings } from './map/coloring.ts';
import type { Viewport } from './map/viewport.ts';
import { PartReader, viewLimits } from './part-reader.ts';
import { writeRegion } from './region-text.ts';
import type { SizeBy } from './size-by.ts';

export interface ViewFilter {
  yearFrom: number | null;
  yearTo: number | null;
  topics: number[];
  region: Region | null;
  /** "2026-11-21", or a time in UTC. */
  addedSince: string | null;
  facets: Record<string, string[]>;
}

export const partNames = ['text', 'like', 'unlike', 'near'] as const;
export type PartName = (typeof partNames)[number];

export interface ViewState {
  text: string;
  mode: SearchMode;
  like: string[];
  unlike: string[];
  exampleWay: ExampleWay;
  /** What the answer is to be near to, beside papers. */
  near: { topics: number[]; region: Region | null };
  /** 0…10 each. */
  weights: Record<PartName, number>;
  /** 0…1. */
  diversity: number;
  duplicates: DuplicateWay;
  k: number;
  /** Id of the open paper. */
  selected: string | null;
  filter: ViewFilter;
  colorBy: ColorBy;
  hidden: number[];
  /** Two topics that are compared; null: none are. */
  compare: [a: number, b: number] | null;
  sizeBy: SizeBy;
  /** null: the whole map, fitted to the window. */
  view: Viewport | null;
}

export const modes: readonly SearchMode[] = ['fused', 'meaning', 'words'];
export const exampleWays: readonly ExampleWay[] = ['all', 'any', 'learned'];
export const duplicateWays: readonly DuplicateWay[] = ['grouped', 'listed'];

/** Hits in a first answer: about three screens of the list. */
export const defaultK = 30;

export const emptyFilter: ViewFilter = {
  yearFrom: null,
  yearTo: null,
  topics: [],
  region: null,
  addedSince: null,
  facets: {},
};

export const firstView: ViewState = {
  text: '',
  mode: 'fused',
  like: [],
  unlike: [],
  exampleWay: 'all',
  near: { topics: [], region: null },
  weights: { text: 1, like: 1, unlike: 1, near: 1 },
  diversity: 0,
  duplicates: 'grouped',
  k: defaultK,
  selected: null,
  filter: emptyFilter,
  colorBy: 'topic',
  hidden: [],
  compare: null,
  sizeBy: 'none',
  view: null,
};

/** The query string without "?"; '' for the first view. */
export function writeViewState(state: ViewState): string {
  const query = new URLSearchParams();
  if (state.text) query.set('q', state.text);
  if (state.mode !== 'fused') query.set('mode', state.mode);
  for (const id of state.like) query.append('like', id);
  for (const id of state.unlike) query.append('unlike', id);
  if (state.exampleWay !== 'all') query.set('examples', state.exampleWay);
  for (const topic of state.near.topics) query.append('near', String(topic));
  if (state.near.region) query.set('near.region', writeRegion(state.near.region));
  for (const part of partNames) {
    if (state.weights[part] !== 1) query.set(`w.${part}`, brief(state.weights[part]));
  }
  if (state.diversity !== 0) query.set('diversity', brief(state.diversity));
  if (state.duplicates !== 'grouped') query.set('duplicates', state.duplicates);
  if (state.k !== defaultK) query.set('k', String(state.k));
  if (state.selected !== null) query.set('paper', state.selected);
  if (state.filter.yearFrom !== null) query.set('from', String(state.filter.yearFrom));
  if (state.filter.yearTo !== null) query.set('to', String(state.filter.yearTo));
  for (const topic of state.filter.topics) query.append('topic', String(topic));
  if (state.filter.region) query.set('region', writeRegion(state.filter.region));
  if (state.filter.addedSince !== null) query.set('new', state.filter.addedSince);
  for (const [name, values] of Object.entries(state.filter.facets)) {
    for (const value of values) query.append(`f.${name}`, value);
  }
  if (state.colorBy !== 'topic') query.set('color', state.colorBy);
  if (state.hidden.length > 0) query.set('hide', state.hidden.join(','));
  if (state.compare) query.set('compare', state.compare.join(','));
  if (state.sizeBy !== 'none') query.set('size', state.sizeBy);
  if (state.view)
    query.set('at', [state.view.xData, state.view.yData, state.view.scale].map(brief).join(','));
  // Commas need no escape there, and a person can read the view.
  return query.toString().replaceAll('%2C', ',');
}

/** @returns the state, and a sentence for each part that was left out. */
export function readViewState(queryString: string): { state: ViewState; notes: string[] } {
  const query = new URLSearchParams(queryString);
  const reader = new PartReader(query);
  const like = reader.ids('like');
  const state: ViewState = {
    text: reader.text(),
    mode: reader.oneOf('mode', modes, 'fused'),
    like,
    unlike: reader.ids('unlike').filter((id) => !like.includes(id)),
    exampleWay: reader.oneOf('examples', exampleWays, 'all'),
    near: { topics: reader.integers('near', query.getAll('near')), region: reader.region('near.region') },
    weights: {
      text: reader.number('w.text', viewLimits.weight) ?? 1,
      like: reader.number('w.like', viewLimits.weight) ?? 1,
      unlike: reader.number('w.unlike', viewLimits.weight) ?? 1,
      near: reader.number('w.near', viewLimits.weight) ?? 1,
    },
    diversity: reader.number('diversity', 1) ?? 0,
    duplicates: reader.oneOf('duplicates', duplicateWays, 'grouped'),
    k: reader.integer('k', 1, viewLimits.k) ?? defaultK,
    selected: reader.id('paper'),
    filter: {
      yearFrom: reader.integer('from', -9999, 9999),
      yearTo: reader.integer('to', -9999, 9999),
      topics: reader.integers('topic', query.getAll('topic')),
      region: reader.region('region'),
      addedSince: reader.moment('new'),
      facets: reader.facets(),
    },
    colorBy: reader.oneOf('color', colorings, 'topic'),
    compare: reader.topicPair('compare'),
    hidden: reader.integers('hide', query.get('hide')?.split(',') ?? []),
    sizeBy: reader.sizeBy(),
    view: reader.viewport(),
  };
  reader.unknown(known);
  return { state, notes: reader.notes };
}

/** Which parts of a question there are, whatever they weigh. */
export function presentParts({ text, like, unlike, near }: ViewState): PartName[] {
  const there: Record<PartName, boolean> = {
    text: text.trim() !== '',
    like: like.length > 0,
    unlike: unlike.length > 0,
    near: near.topics.length > 0 || near.region !== null,
  };
  return partNames.filter((part) => there[part]);
}

/** What the server is asked for this view; null where there is neither a part of a question nor a filter. */
export function searchRequestOf(state: ViewState): SearchRequest | null {
  const text = state.text.trim();
  const parts = presentParts(state);
  if (parts.length === 0 && !hasFilter(state.filter)) return null;
  const request: SearchRequest = { k: state.k, mode: state.mode };
  if (text) request.text = text;
  if (state.like.length > 0) request.like = state.like;
  if (state.unlike.length > 0) request.unlike = state.unlike;
  if (parts.includes('near')) {
    request.near = {};
    if (state.near.topics.length > 0) request.near.topics = state.near.topics;
    if (state.near.region) request.near.region = state.near.region;
  }
  // A part alone has nothing to weigh more or less than.
  const weighed = parts.length > 1 ? parts.filter((part) => state.weights[part] !== 1) : [];
  if (weighed.length > 0) {
    request.weights = Object.fromEntries(weighed.map((part) => [part, state.weights[part]]));
  }
  if (parts.length > 0 && state.diversity > 0) request.diversity = state.diversity;
  if (state.duplicates !== 'grouped') request.duplicates = state.duplicates;
  const hasExamples = state.like.length + state.unlike.length > 0;
  if (hasExamples && state.exampleWay !== 'all') request.examples = state.exampleWay;
  const { yearFrom, yearTo, topics, region, addedSince, facets } = state.filter;
  if (hasFilter(state.filter)) {
    request.filter = {};
    if (yearFrom !== null || yearTo !== null) {
      request.filter.year = { from: yearFrom ?? undefined, to: yearTo ?? undefined };
    }
    if (topics.length > 0) request.filter.topic = topics;
    if (region) request.filter.region = region;
    if (addedSince !== null) request.filter.addedSince = addedSince;
    if (Object.keys(facets).length > 0) request.filter.facets = facets;
  }
  return request;
}

/** What is asked to know how near every paper is; null where nothing is asked that one could be near to. */
export function similarityRequestOf(state: ViewState): SimilarityRequest | null {
  if (presentParts(state).length === 0) return null;
  const { text, like, unlike, near, weights } = searchRequestOf(state) ?? {};
  return { text, like, unlike, near, weights };
}

/** What is asked to know which papers to rate next; null without a rated paper, and with disliked papers alone. */
export function suggestRequestOf(state: ViewState): SuggestRequest | null {
  const { text, like, unlike, near, weights, filter } = searchRequestOf(state) ?? {};
  const isRated = state.like.length + state.unlike.length > 0;
  return isRated && (text || like || near) ? { text, like, unlike, near, weights, filter } : null;
}

/** What is asked to know how many of these papers each year, topic and value of some facets has; of all where nothing is asked. */
export function facetCountsRequestOf(
  state: ViewState,
  names: string[],
  find: { name: string; text: string } | null,
): FacetCountsRequest {
  const { k, diversity, ...question } = searchRequestOf(state) ?? { k: 0 };
  return { ...question, names, ...(find ? { find } : {}) };
}

export function hasFilter(filter: ViewFilter): boolean {
  return (
    filter.yearFrom !== null ||
    filter.yearTo !== null ||
    filter.topics.length > 0 ||
    filter.region !== null ||
    filter.addedSince !== null ||
    Object.keys(filter.facets).length > 0
  );
}

/** Seven digits: below a pixel at any zoom of a layout of 32-bit numbers, and an address that can still be read. */
function brief(value: number): string {
  return String(Number(value.toPrecision(7)));
}

const known = new RegExp(
  '^(?:q|mode|like|unlike|examples|near|near\\.region|w\\.(?:text|like|unlike|near)|diversity|duplicates|k|paper' +
    '|from|to|topic|region|new|f\\..+|compare|color|hide|size|at)$',
  's',
);
