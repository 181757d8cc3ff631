/** The filters in force, as chips that take them off again. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { PageActions } from '../page-actions.ts';
import type { PageState } from '../page-state.ts';
import { hasFilter } from '../view-state.ts';
import { rangeInWords } from '../years/year-bins.ts';
import { facetTitle } from './facet-group.ts';
import { dayInWords } from './new-since.ts';
import { topicNames } from './topic-names.ts';

/** null where none is in force. */
export function filterChips(state: PageState, actions: PageActions): HTMLElement | null {
  const { filter } = state.asked;
  if (!hasFilter(filter)) return null;
  const nameOf = topicNames(state);
  const items: HTMLElement[] = [];
  const years = rangeInWords({ from: filter.yearFrom, to: filter.yearTo });
  if (years) items.push(chip(years, 'year', () => actions.filter({ yearFrom: null, yearTo: null })));
  if (filter.addedSince !== null) {
    const label = `New since ${dayInWords(filter.addedSince)}`;
    items.push(chip(label, 'added', () => actions.filter({ addedSince: null })));
  }
  for (const topic of filter.topics) {
    items.push(
      chip(nameOf(topic) ?? `topic ${topic}`, `topic:${topic}`, () => actions.toggleTopicFilter(topic)),
    );
  }
  if (filter.region) items.push(chip('An area of the map', 'region', () => actions.filterRegion(null)));
  for (const [name, values] of Object.entries(filter.facets)) {
    for (const value of values) {
      items.push(
        chip(`${facetTitle(name)}: ${value}`, `${name}:${value}`, () => actions.toggleFacet(name, value)),
      );
    }
  }
  const clear = element('button', {
    ...{ type: 'button', class: 'link-button', text: 'Clear all', 'data-key': 'clear' },
    onclick: () => actions.clearFilters(),
  });
  return element('ul', { class: 'chips active-filters' }, ...items, element('li', {}, clear));
}

function chip(label: string, key: string, remove: () => void): HTMLElement {
  return element(
    'li',
    {},
    element(
      'button',
      { type: 'button', class: 'chip removable', 'data-key': `chip:${key}`, onclick: remove },
      element('span', { class: 'visually-hidden', text: 'Remove the filter ' }),
      element('span', { class: 'chip-label', text: label, dir: 'auto' }),
      icon('close'),
    ),
  );
}
