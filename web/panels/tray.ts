/** The tray: liked and disliked papers, topics and an area of the map that make a question by example, each removable. */
import type { ExampleWay } from '../../src/server/api-types.ts';
import { ApiFailure } from '../api.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import type { Mark } from '../page-actions.ts';
import type { PageState } from '../page-state.ts';
import { exampleWays } from '../view-state.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';
import { menuButton } from './popup-menu.ts';
import { suggestions } from './suggestions.ts';
import { topicNames } from './topic-names.ts';

const wayNames: Record<ExampleWay, string> = {
  all: 'near to all of them',
  any: 'near to any of them',
  learned: 'learned from them',
};

export function tray(parts: PanelParts): void {
  const { store, actions, heads, take } = parts;
  const mount = byId('tray');
  const rated = element('div');
  mount.append(rated, suggestions(parts));
  /** Why a title is missing, by id: an address may name papers of another corpus. */
  const missing = new Map<string, string>();

  const titleOf = (id: string): string => {
    const known = heads.knownId(id);
    if (known) return known.title;
    const reason = missing.get(id);
    if (reason === undefined) {
      missing.set(id, '');
      heads
        .ofId(id)
        .catch((failure: unknown) => {
          const unknown = failure instanceof ApiFailure && failure.code === 'unknown-paper';
          missing.set(id, unknown ? ' (not in this corpus)' : ' (its title could not be fetched)');
        })
        .finally(() => draw(store.state));
    }
    return `${id}${reason ?? ''}`;
  };

  const item = (id: string, mark: Mark): HTMLElement =>
    trayItem(mark, titleOf(id), `remove:${id}`, () => actions.unmark(id));

  const trayItem = (mark: Mark, title: string, key: string, remove: () => void): HTMLElement =>
    element(
      'li',
      { class: `tray-item ${mark}` },
      icon(mark),
      element('span', { class: 'visually-hidden', text: mark === 'like' ? 'more like ' : 'less like ' }),
      element('span', { class: 'tray-title', text: title, title, dir: 'auto' }),
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button small',
          'aria-label': `Remove from the tray: ${title}`,
          'data-key': key,
          onclick: remove,
        },
        icon('close'),
      ),
    );

  const nearItems = (state: PageState): HTMLElement[] => {
    const { topics, region } = state.asked.near;
    const nameOf = topicNames(state);
    const items = topics.map((topic) => {
      const title = `Topic: ${nameOf(topic) ?? topic}`;
      return trayItem('like', title, `remove-topic:${topic}`, () => actions.toggleNearTopic(topic));
    });
    if (region) {
      items.push(trayItem('like', 'An area of the map', 'remove-region', () => actions.nearRegion(null)));
    }
    return items;
  };

  const wayChoice = (way: ExampleWay): HTMLElement => {
    const select = element(
      'select',
      {
        id: 'example-way',
        'data-key': 'example-way',
        onchange: () => store.ask({ exampleWay: select.value as ExampleWay }),
      },
      ...exampleWays.map((value) => element('option', { value, text: wayNames[value] })),
    );
    select.value = way;
    return element('label', { class: 'tray-way', for: 'example-way' }, 'Papers ', select);
  };

  const exportLiked = (ids: string[]): HTMLElement =>
    element('button', {
      ...menuButton,
      class: 'link-button',
      text: 'Export liked',
      'data-key': 'export-liked',
      onclick: (event: Event) =>
        take.exportFrom(event.currentTarget as HTMLElement, ids.length, () => ({ ids, what: 'liked' })),
    });

  const draw = (state: PageState) =>
    keepPlace(mount, () => {
      const { asked } = state;
      const near = nearItems(state);
      const examples = asked.like.length + asked.unlike.length;
      const empty = examples + near.length === 0;
      mount.classList.toggle('is-empty', empty);
      rated.replaceChildren(
        element(
          'div',
          { class: 'section-head' },
          element('h2', { text: 'Tray' }),
          element(
            'span',
            { class: 'head-actions' },
            asked.like.length === 0 ? null : exportLiked(asked.like),
            empty
              ? null
              : element('button', {
                  type: 'button',
                  class: 'link-button',
                  text: 'Clear',
                  'data-key': 'clear',
                  onclick: () => actions.clearTray(),
                }),
          ),
        ),
        empty
          ? element('p', {
              class: 'empty',
              text: 'Empty. “More like this” and “Less like this” on a paper put it here; the results follow.',
            })
          : element(
              'ul',
              { class: 'tray-list' },
              ...asked.like.map((id) => item(id, 'like')),
              ...near,
              ...asked.unlike.map((id) => item(id, 'unlike')),
            ),
        ...(examples === 0 ? [] : [wayChoice(asked.exampleWay)]),
      );
    });
  store.subscribe(
    ({ asked, topics }) => [asked.like, asked.unlike, asked.near, asked.exampleWay, topics],
    draw,
  );
}
