/** The topics beside the map: a tree to open, search and choose from, and the chosen topic's card. */
import type { Topic } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { keepPlace } from './keep-place.ts';
import { lostName } from './lost-name.ts';
import type { PanelParts } from './panel-parts.ts';
import { inThousands, paperCount } from './paper-count.ts';
import { topicCard } from './topic-card.ts';
import { topicComparison } from './topic-comparison.ts';
import { type NameChanges, topicNameForm } from './topic-name-form.ts';
import { mostFound, TopicBranches, type TreeRow, treeStep, typedAhead } from './topic-tree.ts';

/** From so many topics on there is a box to find one by its name. */
const findBoxFrom = 15;
/** Letters typed within this time are one beginning of a name. */
const typingMs = 700;

export interface TopicsPanelParts extends PanelParts {
  canCompare: boolean;
  names: NameChanges;
}

export function topicsPanel(parts: TopicsPanelParts): void {
  const panel = new TopicsPanel(parts);
  panel.connect();
}

class TopicsPanel {
  readonly #parts: TopicsPanelParts;
  readonly #mount = byId('topics');
  readonly #find = element('input', {
    type: 'search',
    class: 'topic-find',
    'aria-label': 'Find a topic',
    placeholder: 'Find a topic',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  readonly #found = element('p', { class: 'answer-note', role: 'status' });
  readonly #tree = element('ul', { class: 'topic-tree', role: 'tree', 'aria-label': 'Topics' });
  readonly #card = element('section', { class: 'topic-card', 'aria-label': 'Open topic', tabindex: -1 });
  readonly #comparison = element('section', {
    'aria-label': 'Two topics compared',
    tabindex: -1,
    hidden: true,
  });
  readonly #expanded = new Set<number>();
  #branches = new TopicBranches([]);
  #rows: readonly TreeRow[] = [];
  /** The one row that Tab leads to. */
  #current: number | null = null;
  #form: { topic: number; element: HTMLFormElement } | null = null;
  #typed = '';
  #typedAtMs = 0;

  constructor(parts: TopicsPanelParts) {
    this.#parts = parts;
  }

  connect(): void {
    const { store } = this.#parts;
    this.#find.addEventListener('input', () => this.#drawTree(store.state));
    this.#find.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' && this.#rows.length > 0) this.#focus(this.#rows[0].topic.id);
      else if (event.key === 'Escape' && this.#find.value !== '') {
        this.#find.value = '';
        this.#drawTree(store.state);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#tree.addEventListener('keydown', (event) => this.#keyPressed(event));
    store.subscribePatiently(
      (state) => [state.topics],
      (state) => this.#drawAll(state),
    );
    store.subscribePatiently(
      (state) => [state.openTopic, state.legend],
      (state) => {
        this.#opened(state.openTopic);
        this.#drawTree(state);
      },
    );
    store.subscribePatiently(
      (state) => [state.asked.compare, state.comparison, state.asked.selected],
      (state) => this.#drawComparison(state),
    );
    store.subscribePatiently(
      (state) => [
        ...[state.openTopic, state.topics, state.map, state.asked.selected, state.comparing],
        ...[state.asked.filter.topics, state.asked.near.topics],
      ],
      (state) => this.#drawCard(state),
    );
    store.subscribe(
      (state) => [state.openTopic, state.tab],
      ({ openTopic, tab }) => {
        if (tab !== 'topics' || openTopic === null) return;
        this.#item(openTopic)?.firstElementChild?.scrollIntoView({ block: 'nearest' });
      },
    );
  }

  #drawAll(state: PageState): void {
    const { topics } = state;
    if (topics.status === 'failed') {
      const again = () => this.#parts.retry('topics');
      this.#mount.replaceChildren(failureNote('The topics could not be fetched.', topics.sentence, again));
      return;
    }
    const tree = shownValue(topics);
    if (!tree) {
      this.#mount.replaceChildren(placeholder(10));
      return;
    }
    this.#branches = new TopicBranches(tree.topics);
    const { papersWithoutTopic, papers, namesWithoutTopic } = tree;
    const forget = tree.canBeNamed ? this.#parts.names.forget : null;
    keepPlace(this.#mount, () => {
      this.#mount.replaceChildren(
        this.#comparison,
        element('h2', { class: 'result-heading', text: 'Topics of this corpus' }),
        ...(tree.topics.length === 0
          ? [element('p', { class: 'empty', text: 'There are too few papers for topics.' })]
          : [...(tree.topics.length >= findBoxFrom ? [this.#find] : []), this.#found, this.#tree]),
        papersWithoutTopic > 0 && tree.topics.length > 0
          ? element('p', {
              class: 'answer-note',
              text: `${inThousands(papersWithoutTopic)} of ${paperCount(papers)} ${papersWithoutTopic === 1 ? 'belongs' : 'belong'} to no topic.`,
            })
          : '',
        ...namesWithoutTopic.map((lost) => lostName(lost, forget)),
        this.#card,
      );
      this.#drawTree(state);
    });
  }

  #drawTree(state: PageState): void {
    const words = this.#find.value.trim();
    const found = words === '' ? null : this.#branches.found(words);
    this.#rows = found ? found.rows : this.#branches.rows(this.#expanded);
    this.#found.textContent = found ? foundSentence(found.count) : '';
    if (!this.#rows.some(({ topic }) => topic.id === this.#current))
      this.#current = state.openTopic ?? this.#rows[0]?.topic.id ?? null;
    keepPlace(this.#tree, () => this.#tree.replaceChildren(...this.#branch(this.#rows, 0, 1, state)));
  }

  /** The rows of one depth from a place on, each with those below it inside. */
  #branch(rows: readonly TreeRow[], from: number, depth: number, state: PageState): HTMLElement[] {
    const items: HTMLElement[] = [];
    const largest = Math.max(1, ...rows.filter((row) => row.depth === depth).map(({ topic }) => topic.size));
    for (let i = from; i < rows.length && rows[i].depth >= depth; i++) {
      if (rows[i].depth > depth) continue;
      const item = this.#itemOf(rows[i], largest, state);
      if (rows[i].expanded) {
        const below = this.#branch(rows, i + 1, depth + 1, state);
        item.append(element('ul', { class: 'topic-list', role: 'group' }, ...below));
      }
      items.push(item);
    }
    return items;
  }

  #itemOf(
    { topic, depth, expanded, place, siblings }: TreeRow,
    largest: number,
    state: PageState,
  ): HTMLElement {
    const isOpen = state.openTopic === topic.id;
    const bar = element('span', { class: 'topic-size' });
    bar.style.inlineSize = `${(topic.size / largest) * 100}%`;
    const color = state.asked.colorBy === 'topic' ? colorOf(state, topic.id) : null;
    if (color !== null) bar.style.background = color;
    return element(
      'li',
      {
        role: 'treeitem',
        class: isOpen ? 'topic open' : 'topic',
        'aria-label': `${topic.name}, ${paperCount(topic.size)}`,
        'aria-level': depth,
        'aria-expanded': expanded === null ? null : String(expanded),
        'aria-selected': String(isOpen),
        'aria-posinset': place,
        'aria-setsize': siblings,
        tabindex: topic.id === this.#current ? 0 : -1,
        'data-topic': topic.id,
        'data-key': `topic:${topic.id}`,
      },
      element(
        'div',
        { class: 'topic-button', onclick: (event: MouseEvent) => this.#clicked(event, topic, expanded) },
        element('span', { class: 'topic-fold' }, expanded === null ? null : icon('chevron')),
        element('span', { class: 'topic-name', text: topic.name, dir: 'auto' }),
        element('span', { class: 'number', text: inThousands(topic.size) }),
        element('span', { class: 'topic-bar' }, bar),
      ),
    );
  }

  #clicked(event: MouseEvent, topic: Topic, expanded: boolean | null): void {
    this.#current = topic.id;
    const onFold = (event.target as Element).closest('.topic-fold') !== null;
    if (onFold && expanded !== null) this.#setExpanded([topic.id], !expanded);
    else this.#choose(topic);
    this.#focus(topic.id);
  }

  /** A second time: the topic closes, and what it unfolded folds. */
  #choose(topic: Topic): void {
    const { store, actions } = this.#parts;
    if (store.state.openTopic !== topic.id) {
      actions.openTopic(topic.id);
      return;
    }
    this.#expanded.delete(topic.id);
    store.set({ openTopic: topic.parent });
  }

  #opened(topic: number | null): void {
    if (topic === null) return;
    this.#current = topic;
    for (const up of [topic, ...this.#branches.pathTo(topic)]) this.#expanded.add(up);
  }

  #setExpanded(topics: readonly number[], expanded: boolean): void {
    for (const topic of topics) {
      if (expanded) this.#expanded.add(topic);
      else this.#expanded.delete(topic);
    }
    this.#drawTree(this.#parts.store.state);
  }

  #keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#rows.findIndex(({ topic }) => topic.id === this.#current);
    const row = this.#rows[at];
    if (!row) return;
    const { key } = event;
    const step = treeStep(this.#rows, at, key);
    if (key === 'Enter' || key === ' ') this.#choose(row.topic);
    else if (key === 'F2') this.#rename(row.topic);
    else if (step && 'focus' in step) this.#focus(step.focus);
    else if (step && 'expand' in step) this.#setExpanded(step.expand, true);
    else if (step && 'collapse' in step) this.#setExpanded([step.collapse], false);
    else if (key.length === 1 && key !== '?' && key !== '/') this.#typeAhead(at, key, event.timeStamp);
    else if (!key.startsWith('Arrow')) return;
    // Letters are the page's own keys elsewhere.
    event.preventDefault();
    event.stopPropagation();
  }

  #typeAhead(at: number, key: string, nowMs: number): void {
    this.#typed = nowMs - this.#typedAtMs < typingMs ? this.#typed + key : key;
    this.#typedAtMs = nowMs;
    const topic = typedAhead(this.#rows, at, this.#typed);
    if (topic !== null) this.#focus(topic);
  }

  #focus(topic: number): void {
    if (this.#current !== null) this.#item(this.#current)?.setAttribute('tabindex', '-1');
    this.#current = topic;
    const item = this.#item(topic);
    item?.setAttribute('tabindex', '0');
    item?.focus({ preventScroll: true });
    item?.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  #item(topic: number): HTMLElement | null {
    return this.#tree.querySelector<HTMLElement>(`[data-topic="${topic}"]`);
  }

  #rename(topic: Topic): void {
    const { store, actions, names } = this.#parts;
    if (!shownValue(store.state.topics)?.canBeNamed) return;
    const form = topicNameForm(topic, names, () => {
      this.#form = null;
      this.#drawCard(store.state);
      this.#focus(topic.id);
    });
    this.#form = { topic: topic.id, element: form };
    if (store.state.openTopic === topic.id) this.#drawCard(store.state);
    else actions.openTopic(topic.id);
    form.querySelector('input')?.focus();
    form.querySelector('input')?.select();
  }

  #drawComparison(state: PageState): void {
    const isOpen = state.asked.compare !== null;
    const hadFocus = this.#mount.contains(document.activeElement);
    const wasOpen = !this.#comparison.hidden;
    this.#comparison.hidden = !isOpen;
    keepPlace(this.#comparison, () =>
      this.#comparison.replaceChildren(...(isOpen ? topicComparison(state, this.#parts) : [])),
    );
    this.#mount.classList.toggle('comparing', isOpen);
    // What had the focus is hidden by the other of the two.
    if (!hadFocus || wasOpen === isOpen) return;
    if (isOpen) this.#comparison.querySelector('button')?.focus({ preventScroll: true });
    else if (this.#current !== null) this.#focus(this.#current);
  }

  #drawCard(state: PageState): void {
    const tree = shownValue(state.topics);
    const topic = state.openTopic === null ? undefined : tree?.topics[state.openTopic];
    this.#card.hidden = topic === undefined;
    if (this.#form?.topic !== topic?.id) this.#form = null;
    if (!topic) {
      this.#card.replaceChildren();
      return;
    }
    const card = {
      ...this.#parts,
      nameForm: this.#form?.element ?? null,
      rename: tree?.canBeNamed ? (named: Topic) => this.#rename(named) : null,
    };
    keepPlace(this.#card, () => this.#card.replaceChildren(...topicCard(topic, state, card)));
  }
}

/** Of the topic on the map, where the legend has it. */
function colorOf({ legend, topics }: PageState, topic: number): string | null {
  const tree = shownValue(topics)?.topics;
  for (let of: number | null = topic; of !== null; of = tree?.[of]?.parent ?? null) {
    const entry = legend?.entries.find(({ code }) => code === of);
    if (entry) return entry.color;
  }
  return null;
}

function foundSentence(count: number): string {
  if (count === 0) return 'No topic has these words.';
  const found = `${count} ${count === 1 ? 'topic has' : 'topics have'} these words`;
  return count > mostFound ? `${found}; the first ${mostFound} are shown.` : `${found}.`;
}
