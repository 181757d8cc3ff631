/** The results: the answer as a list (the map's twin for screen readers), or what to ask while there is no question. */
import type { Hits } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { viewLimits } from '../part-reader.ts';
import { searchRequestOf } from '../view-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { hitItem } from './hit-item.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { menuButton } from './popup-menu.ts';
import { topicNames } from './topic-names.ts';
import { welcome } from './welcome.ts';

export interface HitList {
  /** Moves the keyboard's place in the list; the first hit where there is none yet. */
  move(step: 1 | -1): void;
  /** The hit that has the keyboard, or null. */
  current(): string | null;
}

export function hitList(parts: PanelParts): HitList {
  const { store, actions, retry } = parts;
  const mount = byId('hits');
  const section = byId('results');
  const announcement = byId('answer-count');
  const opened = new Set<string>();
  const openedVersions = new Set<string>();
  let last: string | null = null;
  let drawn: Hits | null = null;

  mount.addEventListener('focusin', (event) => {
    last = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id ?? last;
  });

  const draw = (state: PageState) => {
    const { answer, asked } = state;
    mount.setAttribute('aria-busy', String(answer.status === 'loading'));
    if (searchRequestOf(asked) === null || shownValue(state.map)?.rows === 0) {
      announcement.textContent = '';
      mount.replaceChildren(welcome(state, parts));
      return;
    }
    if (answer.status === 'failed') {
      mount.replaceChildren(
        failureNote('The search could not be done.', answer.sentence, () => retry('answer')),
      );
      return;
    }
    const value = shownValue(answer);
    if (!value) {
      mount.replaceChildren(placeholder(12));
      return;
    }
    const names = topicNames(state);
    const collected = new Set(state.collections.flatMap(({ papers }) => papers.map(({ id }) => id)));
    const hits = value.hits.map((hit, i) =>
      hitItem(hit, i + 1, {
        ...{ asked, actions, topicName: names, opened, openedVersions, order: value.order },
        collected,
        collect: parts.collect,
        reasons: state.reasons,
        onWhy: () => store.set({ explained: Math.max(store.state.explained, i + 1) }),
        onRetry: () => retry('reasons'),
      }),
    );
    mount.replaceChildren(
      resultHead(state, value, parts),
      ...value.notes.map((note) => element('p', { class: 'answer-note', text: note })),
      hits.length > 0 ? element('ol', { class: 'hit-list' }, ...hits) : nothingFound(),
    );
    if (value.hits.length >= asked.k && asked.k < viewLimits.k) {
      const more = Math.min(viewLimits.k, asked.k * 2);
      mount.append(
        element('button', {
          type: 'button',
          class: 'button wide',
          'data-key': 'more',
          text: `Show ${more}`,
          onclick: () => store.ask({ k: more }, 'replace'),
        }),
      );
    }
    if (answer.status === 'ready' && drawn !== value) {
      if (drawn && !sameStart(drawn, value)) section.scrollTop = 0;
      drawn = value;
      announcement.textContent = headingOf(state, value);
    }
  };
  const watched = (state: PageState) => [
    state.answer,
    state.reasons,
    state.asked.selected,
    state.asked.like,
    state.asked.unlike,
    state.asked.filter,
    state.topics,
    state.collections,
    state.facets.status,
    state.map.status,
    searchRequestOf(state.asked) === null,
  ];
  store.subscribePatiently(watched, (state) => keepPlace(section, () => draw(state)));

  // The first of each hit: those after it lead to its versions.
  const links = () =>
    [...mount.querySelectorAll('[data-id]')].flatMap(
      (item) => item.querySelector<HTMLElement>('.paper-link') ?? [],
    );
  const idOf = (link: HTMLElement) => link.closest<HTMLElement>('[data-id]')?.dataset.id ?? null;
  return {
    move(step) {
      const all = links();
      const at = all.findIndex((link) => idOf(link) === last);
      const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step));
      all[next]?.focus();
    },
    current() {
      const id = document.activeElement?.closest<HTMLElement>('#hits [data-id]')?.dataset.id;
      return id ?? null;
    },
  };
}

/** "Show more" goes on where the reader is: the list they read is the start of the longer one. */
function sameStart(before: Hits, after: Hits): boolean {
  return after.hits.length > before.hits.length && before.hits.every((hit, i) => hit.id === after.hits[i].id);
}

function headingOf({ asked }: PageState, { hits, order, total = hits.length }: Hits): string {
  const papers = paperCount(hits.length);
  const text = asked.text.trim();
  const parts: string[] = [];
  if (text) parts.push(`“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`);
  if (asked.like.length > 0)
    parts.push(asked.like.length === 1 ? '1 liked paper' : `${asked.like.length} liked papers`);
  if (order === 'newest') {
    const all = paperCount(total);
    return `${all} ${parts.length > 0 ? `for ${parts[0]}` : 'within the filters'}, newest first`;
  }
  if (asked.near.topics.length > 0)
    parts.push(asked.near.topics.length === 1 ? 'a topic' : `${asked.near.topics.length} topics`);
  if (asked.near.region) parts.push('an area of the map');
  if (parts.length === 0) return `${papers} least like ${asked.unlike.length} disliked`;
  const away = asked.unlike.length > 0 ? `, away from ${asked.unlike.length} disliked` : '';
  return `${papers} nearest to ${parts.join(' and ')}${away}`;
}

function resultHead(state: PageState, value: Hits, { take }: PanelParts): HTMLElement {
  return element(
    'div',
    { class: 'section-head result-head' },
    element('h2', { class: 'result-heading', text: headingOf(state, value) }),
    value.hits.length === 0
      ? null
      : element('button', {
          ...menuButton,
          class: 'link-button',
          text: 'Export',
          'data-key': 'export-results',
          onclick: (event: Event) => take.exportResults(event.currentTarget as HTMLElement),
        }),
  );
}

function nothingFound(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', { text: 'Nothing was found.' }),
    element('p', { text: 'Use fewer or other words, search by meaning, or clear a filter.' }),
  );
}
