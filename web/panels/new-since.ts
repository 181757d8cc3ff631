/** What has come to the corpus since: since the last visit, or since one of the runs that brought papers. */
import type { Info } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import { firstUnseen, type Visit } from '../last-visit.ts';
import type { MapData } from '../map/read-map.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { rowsAddedSince } from '../rows-that-pass.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';

/** Of a corpus that is added to daily, as many runs as a month has. */
const shownRuns = 31;

/** "20 Nov 2026" of a moment, by the calendar of UTC, as a date in the address is read. */
export function dayInWords(moment: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  });
  return format.format(new Date(moment));
}

/** How many papers have come since; the versions of one count once. */
export function papersSince(since: string, { arrivals }: Pick<Info, 'arrivals'>, map: MapData): number {
  const passes = rowsAddedSince(arrivals, since, map.rows);
  const papers = new Set<number>();
  for (let row = 0; row < map.rows; row++) if (passes[row]) papers.add(map.representative?.[row] ?? row);
  return papers.size;
}

/** The button above the filters: there is something new, or null. */
export function newSinceButton(
  state: PageState,
  visit: Visit | null,
  { actions }: Pick<PanelParts, 'actions'>,
): HTMLElement | null {
  const [info, map] = [shownValue(state.info), shownValue(state.map)];
  const since = visit && info && firstUnseen(visit, info);
  if (!since || !map || state.asked.filter.addedSince !== null) return null;
  return element('button', {
    ...{ type: 'button', class: 'button new-since', 'data-key': 'new-since' },
    text: `New since ${dayInWords(visit.at)} (${paperCount(papersSince(since, info, map))})`,
    onclick: () => actions.filter({ addedSince: since }),
  });
}

/** Which run the papers must have come with or after; null where all came at once and nobody asks. */
export function addedChoice(
  state: PageState,
  visit: Visit | null,
  { actions }: Pick<PanelParts, 'actions'>,
): HTMLElement | null {
  const [info, map] = [shownValue(state.info), shownValue(state.map)];
  const { addedSince } = state.asked.filter;
  if (!info || !map) return null;
  const { arrivals } = info;
  if (arrivals.length === 0 && addedSince === null) {
    return element('p', {
      class: 'answer-note',
      text: 'When these papers were added was not kept; of papers that come with “nearby add” it will be.',
    });
  }
  const areAllOfOne = arrivals.length === 1 && arrivals[0].rows === info.papers;
  if (areAllOfOne && addedSince === null) return null;
  const options = new Map<string, string>();
  const unseen = visit && firstUnseen(visit, info);
  const say = (moment: string, words: string) =>
    options.set(moment, `${words} (${paperCount(papersSince(moment, info, map))})`);
  if (unseen) say(unseen, `since your visit on ${dayInWords(visit.at)}`);
  for (const { addedAt } of arrivals.slice(-shownRuns).toReversed()) {
    if (!options.has(addedAt)) say(addedAt, `since ${dayInWords(addedAt)}, ${addedAt.slice(11, 16)} UTC`);
  }
  if (addedSince !== null && !options.has(addedSince)) say(addedSince, `since ${dayInWords(addedSince)}`);
  const select = element(
    'select',
    {
      id: 'added-since',
      'data-key': 'added-since',
      onchange: () => actions.filter({ addedSince: select.value === '' ? null : select.value }),
    },
    element('option', { value: '', text: 'at any time' }),
    ...[...options].map(([value, text]) => element('option', { value, text })),
  );
  select.value = addedSince ?? '';
  return element('label', { class: 'added-choice', for: 'added-since' }, 'Added', select);
}
