/** Filters: years, when papers came, topics and facets, with the ones in force as removable chips below. */
import type { FacetCounts, Facets } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { noteVisit, type Visit } from '../last-visit.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { searchRequestOf } from '../view-state.ts';
import { type FacetValue, facetGroup, facetTitle, offersFind } from './facet-group.ts';
import { failureNote } from './failure-note.ts';
import { filterChips } from './filter-chips.ts';
import { keepPlace } from './keep-place.ts';
import { addedChoice, newSinceButton } from './new-since.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { yearBrush } from './year-brush.ts';

/** The order of facets that most corpora have; fields of a person's own follow. */
const usualFacets = ['list', 'category', 'venue', 'keyword', 'author', 'source'];
/** What is typed into a box has come to rest after this time. */
const restMs = 250;

type Values = Facets['facets'][number];

export function filters(parts: PanelParts): void {
  const { store, actions, retry } = parts;
  const unfolded = new Set<string>();
  const boxes = new Map<string, HTMLInputElement>();
  let visit: Visit | null = null;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const years = yearBrush(store);
  const groups = element('div', { class: 'facets' });
  const panel = element(
    'details',
    { class: 'filter-panel', ontoggle: () => toggled() },
    element('summary', { 'data-key': 'filters' }, 'Filters'),
    element('div', { class: 'filter-body' }, years.element, groups),
  );
  const news = element('div', { class: 'filter-news' });
  const inForce = element('div');
  const mount = byId('filters');
  mount.append(panel, news, inForce);

  /** Asks for the counts of the facets that are seen. */
  const toggled = () => {
    if (!panel.open) years.stop();
    const seen = [...groups.querySelectorAll<HTMLDetailsElement>('details[open]')];
    const names = seen.flatMap(({ dataset: { facet } }) => (facet && facet !== 'topic' ? [facet] : []));
    const { counted } = store.state;
    if (panel.open && counted?.names.join('\n') === names.join('\n')) return;
    store.set({ counted: panel.open ? { names, find: counted?.find ?? null } : null });
  };

  const boxOf = (name: string): HTMLInputElement => {
    const known = boxes.get(name);
    if (known) return known;
    const box: HTMLInputElement = element('input', {
      ...{ type: 'search', class: 'facet-find', autocomplete: 'off', spellcheck: 'false', maxlength: 200 },
      'aria-label': `Find in ${facetTitle(name)}`,
      ...{ placeholder: 'Find…', 'data-key': `find:${name}`, dir: 'auto' },
      oninput: () => {
        clearTimeout(typing);
        typing = setTimeout(() => {
          for (const [other, { value }] of boxes) if (other !== name && value) boxes.get(other)!.value = '';
          const find = box.value.trim() === '' ? null : { name, text: box.value.trim() };
          store.set({ counted: { names: store.state.counted?.names ?? [name], find } });
        }, restMs);
      },
    });
    boxes.set(name, box);
    return box;
  };

  const group = (name: string, values: FacetValue[], distinct: number, all: number, find: string) =>
    facetGroup({
      ...{ name, values, distinct },
      isUnfolded: unfolded.has(name),
      unfold: () => {
        unfolded.add(name);
        draw(store.state);
      },
      find: name !== 'topic' && offersFind(all) ? { box: boxOf(name), text: find } : null,
      toggled,
    });

  const ofFacet = (facet: Values, counts: FacetCounts | null, state: PageState): HTMLElement => {
    const chosen = state.asked.filter.facets[facet.name] ?? [];
    const { values, distinct } = counts?.facets.find(({ name }) => name === facet.name) ?? facet;
    const choices = values.map(({ value, count }) => ({
      ...{ key: `${facet.name}:${value}`, label: value, count, isChosen: chosen.includes(value) },
      toggle: () => actions.toggleFacet(facet.name, value),
    }));
    const { find } = state.counted ?? {};
    return group(facet.name, choices, distinct, facet.distinct, find?.name === facet.name ? find.text : '');
  };

  /** The coarsest topics, and others that are chosen. */
  const ofTopics = (counts: FacetCounts | null, state: PageState): HTMLElement | null => {
    const chosen = state.asked.filter.topics;
    const topics = (shownValue(state.topics)?.topics ?? []).filter(
      ({ id, level }) => level === 0 || chosen.includes(id),
    );
    if (topics.length < 2) return null;
    const countOf = new Map(counts?.topics.map(({ id, count }) => [id, count]));
    const choices = topics
      .map(({ id, name, size }) => ({
        ...{ key: `topic:${id}`, label: name, count: countOf.get(id) ?? (counts ? 0 : size) },
        ...{ isChosen: chosen.includes(id), toggle: () => actions.toggleTopicFilter(id) },
      }))
      .sort((a, b) => b.count - a.count);
    return group('topic', choices, topics.length, topics.length, '');
  };

  const draw = (state: PageState) =>
    keepPlace(groups, () => {
      const counts = state.counted ? shownValue(state.counts) : null;
      const facets = shownValue(state.facets)?.facets.filter((facet) => facet.distinct > 1) ?? [];
      const drawn: HTMLElement[] = [];
      const added = addedChoice(state, visit, parts);
      if (added) drawn.push(added);
      if (state.facets.status === 'failed') {
        drawn.push(
          failureNote('The filters could not be fetched.', state.facets.sentence, () => retry('facets')),
        );
      }
      if (state.counts.status === 'failed') {
        drawn.push(
          failureNote('The papers could not be counted.', state.counts.sentence, () => retry('counts')),
        );
      } else drawn.push(element('p', { class: 'answer-note', text: whatIsCounted(counts, state) }));
      const topics = ofTopics(counts, state);
      if (topics) drawn.push(topics);
      drawn.push(...[...facets].sort(byUsualOrder).map((facet) => ofFacet(facet, counts, state)));
      groups.setAttribute('aria-busy', String(state.counts.status === 'loading'));
      groups.replaceChildren(...drawn);
    });

  store.subscribe(
    (state) => [state.info],
    ({ info }) => {
      // Once: a later answer is of the same visit.
      if (info.status === 'ready' && visit === null) visit = noteVisit(info.value);
    },
  );
  store.subscribePatiently(
    (state) => [
      ...[state.asked.filter, state.facets, state.topics, state.info, state.map],
      ...[state.counts, state.counted === null],
    ],
    draw,
  );
  store.subscribePatiently(
    (state) => [state.asked.filter, state.topics, state.info, state.map],
    (state) =>
      keepPlace(mount, () => {
        const button = newSinceButton(state, visit, parts);
        news.replaceChildren(...(button ? [button] : []));
        const chips = filterChips(state, actions);
        inForce.replaceChildren(...(chips ? [chips] : []));
      }),
  );
}

/** What the numbers beside the values are of. */
function whatIsCounted(counts: FacetCounts | null, { asked }: PageState): string {
  if (counts === null) return 'Numbers are of all papers.';
  const papers = paperCount(counts.papers);
  if (searchRequestOf(asked) === null) return `Numbers are of all ${papers}.`;
  return counts.counted === 'nearest'
    ? `Numbers are of the ${papers} nearest to the question.`
    : `Numbers are of the ${papers} that ${counts.papers === 1 ? 'passes' : 'pass'} the filters.`;
}

function byUsualOrder(a: { name: string }, b: { name: string }): number {
  const place = (name: string) =>
    (usualFacets.indexOf(name) + usualFacets.length + 1) % (usualFacets.length + 1);
  return place(a.name) - place(b.name) || a.name.localeCompare(b.name);
}
