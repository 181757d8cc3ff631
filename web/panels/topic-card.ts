/** The open topic: its phrases, its most central papers, and what can be done with it. */
import type { Topic } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { rowsThatPass } from '../rows-that-pass.ts';
import { emptyFilter } from '../view-state.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperLink } from './paper-link.ts';
import { menuButton } from './popup-menu.ts';

/** Central papers listed of the open topic. */
const shownCentral = 5;

export interface TopicCardParts extends PanelParts {
  /** A site of files has nobody to ask. */
  canCompare: boolean;
  /** Stands in place of the name while it is changed. */
  nameForm: HTMLElement | null;
  /** null where names cannot be changed. */
  rename: ((topic: Topic) => void) | null;
}

export function topicCard(topic: Topic, state: PageState, parts: TopicCardParts): HTMLElement[] {
  const { store, actions, nameForm, rename } = parts;
  const head = element(
    'div',
    { class: 'topic-card-head' },
    element('h3', { text: topic.name, dir: 'auto' }),
    rename
      ? element(
          'button',
          {
            type: 'button',
            class: 'icon-button small',
            'aria-label': `Rename the topic ${topic.name}`,
            title: 'Rename (F2)',
            'data-key': `rename:${topic.id}`,
            onclick: () => rename(topic),
          },
          icon('pencil'),
        )
      : null,
    element(
      'button',
      {
        type: 'button',
        class: 'icon-button small',
        'aria-label': 'Close the topic',
        'data-key': 'close-topic',
        onclick: () => store.set({ openTopic: null }),
      },
      icon('close'),
    ),
  );
  return [
    nameForm ?? head,
    ...(topic.foundName === undefined
      ? []
      : [element('p', { class: 'label', text: `Found as: ${topic.foundName}`, dir: 'auto' })]),
    element(
      'ul',
      { class: 'chips', 'aria-label': 'Phrases' },
      ...topic.phrases.map((phrase) => element('li', { class: 'chip plain', text: phrase })),
    ),
    topicActions(topic, state, parts),
    ...(state.comparing === topic.id
      ? [
          element('p', {
            class: 'label',
            role: 'status',
            text: 'Choose the other topic, in the tree or on the map.',
          }),
        ]
      : []),
    element('p', { class: 'label', text: 'Most central papers' }),
    element(
      'ul',
      { class: 'plain-list' },
      ...topic.central
        .slice(0, shownCentral)
        .map((paper) => element('li', {}, paperLink(paper, state.asked, actions, `central:${topic.id}`))),
    ),
  ];
}

function topicActions(
  topic: Topic,
  state: PageState,
  { actions, take, canCompare }: TopicCardParts,
): HTMLElement {
  const filtered = state.asked.filter.topics.includes(topic.id);
  const near = state.asked.near.topics.includes(topic.id);
  return element(
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
      type: 'button',
      class: 'button',
      'data-key': `show:${topic.id}`,
      text: 'Show on the map',
      onclick: () => actions.openTopic(topic.id),
    }),
    canCompare
      ? element('button', {
          type: 'button',
          class: 'button',
          'aria-pressed': String(state.comparing === topic.id),
          'data-key': `compare:${topic.id}`,
          text: 'Compare with …',
          onclick: () => actions.chooseToCompare(state.comparing === topic.id ? null : topic.id),
        })
      : null,
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
  );
}
