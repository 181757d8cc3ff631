/** Filters: years, topics and facets, with the ones in force as removable chips above. */
import type { Facets } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { hasFilter } from '../view-state.ts';
import { failureNote } from './failure-note.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';
import { topicNames } from './topic-names.ts';

/** Values of a facet shown at first; the rest is one click away. */
const shownValues = 8;
/** The order of facets that most corpora have; fields of a person's own follow. */
const usualFacets = ['list', 'category', 'venue', 'keyword', 'author', 'source'];
/** Those that are unfolded at first. */
const openFacets = ['list', 'category', 'venue'];
const facetNames: Record<string, string> = {
  list: 'Result list',
  category: 'Category',
  venue: 'Venue',
  keyword: 'Keyword',
  author: 'Author',
  source: 'File',
};

export function filters(parts: PanelParts): void {
  const { store, actions, retry } = parts;
  const mount = byId('filters');
  const allShown = new Set<string>();
  const chip = (label: string, key: string, remove: () => void) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'chip removable', 'data-key': `chip:${key}`, onclick: remove },
        element('span', { class: 'visually-hidden', text: 'Remove the filter ' }),
        label,
        icon('close'),
      ),
    );

  const chips = (state: PageState): HTMLElement | null => {
    const { filter } = state.asked;
    if (!hasFilter(filter)) return null;
    const nameOf = topicNames(state);
    const items: HTMLElement[] = [];
    if (filter.yearFrom !== null || filter.yearTo !== null) {
      const label = `${filter.yearFrom ?? '…'}–${filter.yearTo ?? '…'}`;
      items.push(chip(label, 'year', () => actions.filter({ yearFrom: null, yearTo: null })));
    }
    for (const topic of filter.topics) {
      items.push(
        chip(nameOf(topic) ?? `topic ${topic}`, `topic:${topic}`, () => actions.toggleTopicFilter(topic)),
      );
    }
    if (filter.region) items.push(chip('An area of the map', 'region', () => actions.filterRegion(null)));
    for (const [name, values] of Object.entries(filter.facets)) {
      for (const value of values) {
        const label = `${facetNames[name] ?? name}: ${value}`;
        items.push(chip(label, `${name}:${value}`, () => actions.toggleFacet(name, value)));
      }
    }
    const clear = element('button', {
      type: 'button',
      class: 'link-button',
      text: 'Clear all',
      'data-key': 'clear',
      onclick: () => actions.clearFilters(),
    });
    return element('ul', { class: 'chips active-filters' }, ...items, element('li', {}, clear));
  };

  const yearInput = (which: 'yearFrom' | 'yearTo', label: string, state: PageState) =>
    element(
      'label',
      { class: 'year-field' },
      label,
      element('input', {
        type: 'number',
        inputmode: 'numeric',
        min: -9999,
        max: 9999,
        value: state.asked.filter[which],
        'data-key': which,
        onchange: (event: Event) => {
          const { value, validity } = event.currentTarget as HTMLInputElement;
          if (validity.valid) actions.filter({ [which]: value === '' ? null : Number(value) });
        },
      }),
    );

  const group = (facet: Facets['facets'][number], state: PageState): HTMLElement => {
    const chosen = state.asked.filter.facets[facet.name] ?? [];
    const values = allShown.has(facet.name) ? facet.values : facet.values.slice(0, shownValues);
    const boxes = values.map(({ value, count }) =>
      element(
        'label',
        { class: 'choice' },
        element('input', {
          type: 'checkbox',
          checked: chosen.includes(value),
          'data-key': `${facet.name}:${value}`,
          onchange: () => actions.toggleFacet(facet.name, value),
        }),
        element('span', { class: 'choice-name', text: value, dir: 'auto' }),
        element('span', { class: 'number', text: count }),
      ),
    );
    const rest = facet.values.length - values.length;
    const more =
      rest > 0
        ? element('button', {
            type: 'button',
            class: 'link-button',
            text: facet.distinct > facet.values.length ? `${rest} more of ${facet.distinct}` : `${rest} more`,
            'data-key': `more:${facet.name}`,
            onclick: () => {
              allShown.add(facet.name);
              draw(store.state);
            },
          })
        : null;
    // The server lists the most frequent ones only.
    const isCut = rest === 0 && facet.distinct > facet.values.length;
    const note = `The ${facet.values.length} most frequent of ${facet.distinct}.`;
    return element(
      'details',
      {
        class: 'facet',
        open: openFacets.includes(facet.name),
      },
      element(
        'summary',
        { 'data-key': `group:${facet.name}` },
        facetNames[facet.name] ?? facet.name,
        element('span', { class: 'number', text: ` ${facet.distinct}` }),
      ),
      element(
        'fieldset',
        {},
        element('legend', { class: 'visually-hidden', text: facetNames[facet.name] ?? facet.name }),
        ...boxes,
      ),
      more ?? (isCut ? element('p', { class: 'answer-note', text: note }) : null),
    );
  };

  const draw = (state: PageState) =>
    keepPlace(mount, () => {
      const facets = shownValue(state.facets)?.facets.filter((facet) => facet.distinct > 1) ?? [];
      const inForce = chips(state);
      const hasYears = shownValue(state.map)?.years.some((year) => year !== 0) ?? false;
      const body = element('div', { class: 'filter-body' });
      if (state.facets.status === 'failed') {
        body.append(
          failureNote('The filters could not be fetched.', state.facets.sentence, () => retry('facets')),
        );
      }
      if (hasYears) {
        body.append(
          element(
            'fieldset',
            { class: 'years' },
            element('legend', { text: 'Year' }),
            yearInput('yearFrom', 'from', state),
            yearInput('yearTo', 'to', state),
          ),
        );
      }
      body.append(...[...facets].sort(byUsualOrder).map((facet) => group(facet, state)));
      if (body.childElementCount === 0)
        body.append(
          element('p', {
            class: 'empty',
            text: 'This corpus has no fields to filter by. Topics can be: open one under Topics.',
          }),
        );
      mount.replaceChildren(
        element(
          'details',
          { class: 'filter-panel' },
          element('summary', { 'data-key': 'filters' }, 'Filters'),
          body,
        ),
        ...(inForce ? [inForce] : []),
      );
    });
  store.subscribe((state) => [state.asked.filter, state.facets, state.topics, state.map], draw);
}

function byUsualOrder(a: { name: string }, b: { name: string }): number {
  const place = (name: string) =>
    (usualFacets.indexOf(name) + usualFacets.length + 1) % (usualFacets.length + 1);
  return place(a.name) - place(b.name) || a.name.localeCompare(b.name);
}
