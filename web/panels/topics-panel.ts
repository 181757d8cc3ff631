/** The topic tree beside the map: a topic opens to its phrases, central papers and finer topics, and shows on the map. */
import type { Topic } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { rowsThatPass } from '../rows-that-pass.ts';
import { emptyFilter } from '../view-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperLink } from './paper-link.ts';
import { menuButton } from './popup-menu.ts';

/** Central papers listed under an open topic. */
const shownCentral = 5;

export function topicsPanel(parts: PanelParts): void {
  const { store, actions, retry } = parts;
  const mount = byId('topics');

  const draw = (state: PageState) => {
    const { topics } = state;
    if (topics.status === 'failed') {
      mount.replaceChildren(
        failureNote('The topics could not be fetched.', topics.sentence, () => retry('topics')),
      );
      return;
    }
    const tree = shownValue(topics);
    if (!tree) {
      mount.replaceChildren(placeholder(10));
      return;
    }
    const children = new Map<number | null, Topic[]>();
    for (const topic of tree.topics)
      children.set(topic.parent, [...(children.get(topic.parent) ?? []), topic]);
    const openPath = new Set<number>();
    for (let id = state.openTopic; id !== null; id = tree.topics[id]?.parent ?? null) openPath.add(id);

    const branch = (siblings: Topic[]): HTMLElement =>
      element('ul', { class: 'topic-list' }, ...siblings.map((topic) => node(topic)));
    const node = (topic: Topic): HTMLElement => {
      const open = openPath.has(topic.id);
      const finer = children.get(topic.id) ?? [];
      const button = element(
        'button',
        {
          type: 'button',
          class: 'topic-button',
          'aria-expanded': String(open),
          'data-key': `topic:${topic.id}`,
          onclick: () => {
            if (state.openTopic === topic.id) store.set({ openTopic: topic.parent });
            else actions.openTopic(topic.id);
          },
        },
        icon('chevron'),
        element('span', { class: 'topic-name', text: topic.name, dir: 'auto' }),
        element('span', { class: 'number', text: topic.size }),
      );
      const body = open ? [opened(topic, state, parts), ...(finer.length > 0 ? [branch(finer)] : [])] : [];
      return element('li', { class: open ? 'topic open' : 'topic', 'data-topic': topic.id }, button, ...body);
    };
    const lost = tree.papersWithoutTopic;
    mount.replaceChildren(
      element('h2', { class: 'result-heading', text: 'Topics of this corpus' }),
      tree.topics.length === 0
        ? element('p', { class: 'empty', text: 'There are too few papers for topics.' })
        : branch(children.get(null) ?? []),
      ...(lost > 0
        ? [
            element('p', {
              class: 'answer-note',
              text: `${lost} of ${tree.papers} papers belong to no topic.`,
            }),
          ]
        : []),
    );
  };
  store.subscribe(
    (state) => [
      ...[state.topics, state.map, state.openTopic, state.asked.selected],
      ...[state.asked.filter.topics, state.asked.near.topics],
    ],
    (state) => keepPlace(mount, () => draw(state)),
  );
  store.subscribe(
    (state) => [state.openTopic, state.tab],
    ({ openTopic, tab }) => {
      if (tab !== 'topics' || openTopic === null) return;
      mount.querySelector(`[data-topic="${openTopic}"]`)?.scrollIntoView({ block: 'nearest' });
    },
  );
}

function opened(topic: Topic, state: PageState, { actions, take }: PanelParts): HTMLElement {
  const filtered = state.asked.filter.topics.includes(topic.id);
  const near = state.asked.near.topics.includes(topic.id);
  return element(
    'div',
    { class: 'topic-body' },
    element(
      'ul',
      { class: 'chips', 'aria-label': 'Phrases' },
      ...topic.phrases.map((phrase) => element('li', { class: 'chip plain', text: phrase })),
    ),
    element('p', { class: 'label', text: 'Most central papers' }),
    element(
      'ul',
      { class: 'plain-list' },
      ...topic.central
        .slice(0, shownCentral)
        .map((paper) => element('li', {}, paperLink(paper, state.asked, actions, `central:${topic.id}`))),
    ),
    element(
      'div',
      { class: 'topic-actions' },
      element('button', {
        type: 'button',
        class: 'button',
        'aria-pressed': String(near),
        'data-key': `near:${topic.id}`,
        text: near ? 'Take this topic off the tray' : 'More like this topic',
        onclick: () => actions.toggleNearTopic(topic.id),
      }),
      element('button', {
        type: 'button',
        class: 'button',
        'aria-pressed': String(filtered),
        'data-key': `filter:${topic.id}`,
        text: filtered ? 'Stop filtering by this topic' : 'Only papers of this topic',
        onclick: () => actions.toggleTopicFilter(topic.id),
      }),
      element('button', {
        ...menuButton,
        class: 'button',
        'data-key': `export:${topic.id}`,
        text: 'Export its papers',
        onclick: (event: Event) => {
          const map = shownValue(state.map);
          const rows = map ? (rowsThatPass({ ...emptyFilter, topics: [topic.id] }, map) ?? []) : [];
          const choice = { rows: [...rows], what: topic.name };
          take.exportFrom(event.currentTarget as HTMLElement, topic.size, () => choice);
        },
      }),
    ),
  );
}
