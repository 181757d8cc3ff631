/** The open paper: what it is, what it says, and its neighbours. All of it is set as text. */
import type { Hit, Hits, PaperDetail, TextSpan } from '../../src/server/api-types.ts';
import { byId, element, safeAddress } from '../element.ts';
import { icon } from '../icons.ts';
import { isFarAmong } from '../map/far-on-map.ts';
import { type NearestSentence, type PageState, shownValue } from '../page-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { dotted } from './hit-item.ts';
import { keepPlace } from './keep-place.ts';
import { markButtons } from './mark-buttons.ts';
import { markedSentence, markedWords } from './marked-text.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperLink } from './paper-link.ts';
import { placeDoubt } from './place-doubt.ts';
import { menuButton } from './popup-menu.ts';
import { similarityBar } from './similarity.ts';
import { topicNames } from './topic-names.ts';
import { versionCount, versionList } from './version-list.ts';
import { chips } from './why-lines.ts';

/** More authors than these are shortened to the first few. */
const shownAuthors = 20;
const firstAuthors = 10;

export function paperPane(parts: PanelParts): void {
  const { store, actions, retry } = parts;
  const mount = byId('paper');
  const body = element('div', { class: 'paper-body', tabindex: -1 });
  const close = element(
    'button',
    {
      type: 'button',
      class: 'icon-button close',
      'aria-label': 'Close the paper',
      title: 'Close (Esc)',
      onclick: () => actions.closePaper(),
    },
    icon('close'),
  );
  mount.append(close, body);

  const draw = (state: PageState) => {
    const { paper, asked } = state;
    if (asked.selected === null) {
      close.hidden = true;
      body.replaceChildren(
        element('p', { class: 'empty', text: 'No paper is open. Choose a point on the map or a result.' }),
      );
      return;
    }
    close.hidden = false;
    if (paper.status === 'failed') {
      body.replaceChildren(failureNote('This paper cannot be shown.', paper.sentence, () => retry('paper')));
      return;
    }
    const value = shownValue(paper);
    // While the next paper is on its way, the one before would be mistaken for it.
    if (!value || value.id !== asked.selected) {
      body.replaceChildren(placeholder(14));
      return;
    }
    body.replaceChildren(...paperParts(value, state, parts));
  };
  store.subscribe(
    (state) => [
      state.paper,
      state.neighbors,
      state.map,
      state.nearest,
      state.answer,
      state.topics,
      state.asked.selected,
      state.asked.like,
      state.asked.unlike,
    ],
    (state) => keepPlace(body, () => draw(state)),
  );
  let shown = store.state.asked.selected;
  store.subscribe(
    (state) => [state.asked.selected],
    ({ asked }) => {
      if (asked.selected === shown) return;
      const before = shown;
      shown = asked.selected;
      body.scrollTop = 0;
      const focused = document.activeElement;
      // Who opened it from a list reads on in the pane, and is back in the list when it closes. A click on the map
      // leaves the focus on the map.
      if (shown !== null && focused?.matches('.paper-link')) body.focus({ preventScroll: true });
      else if (shown === null && mount.contains(focused)) returnFocus(before);
    },
  );
}

function returnFocus(id: string | null): void {
  const keys = [`hit:${id}`, `version:${id}`];
  const links = [...document.querySelectorAll<HTMLElement>('#hits .paper-link')];
  (links.find(({ dataset }) => keys.includes(dataset.key ?? '')) ?? byId('results')).focus();
}

function paperParts(paper: PaperDetail, state: PageState, parts: PanelParts): HTMLElement[] {
  const { asked } = state;
  const marks = shownValue(state.answer)?.hits.find(({ id }) => id === paper.id)?.why.text?.marks;
  const place = [paper.year === null ? '' : String(paper.year), paper.venue].filter(Boolean);
  const shown: (HTMLElement | null)[] = [
    element('h2', { class: 'paper-title', dir: 'auto' }, ...markedWords(paper.title, marks?.title ?? [])),
    authors(paper),
    place.length > 0 ? element('p', { class: 'hit-about' }, ...dotted(place)) : null,
    links(paper),
    markButtons(paper, asked, parts.actions, 'words'),
    paperActions(paper, parts),
    topicTrail(paper, state, parts),
    paper.abstract
      ? abstract(paper, shownValue(state.nearest), marks?.abstract ?? [])
      : element('p', {
          class: 'abstract absent',
          text: 'This paper came without an abstract; it is placed by its title.',
        }),
    keywords(paper, parts),
    paper.versions.length > 0 ? versions(paper, state, parts) : null,
    neighborList(paper, state, parts),
    details(paper),
  ];
  return shown.filter((part) => part !== null);
}

/** With the words of the question marked, and the sentence nearest to it, where one is known. */
function abstract(
  { id, abstract: text }: PaperDetail,
  nearest: NearestSentence | null,
  words: readonly TextSpan[],
): HTMLElement {
  const marked = nearest?.id === id ? markedSentence(text, nearest, words) : markedWords(text, words);
  return element('p', { class: 'abstract', dir: 'auto' }, ...marked);
}

/** All of them up to `shownAuthors`; of a collaboration the first, with the rest one click away. */
function authors({ authors: all }: PaperDetail): HTMLElement | null {
  if (all.length === 0) return null;
  const names = (some: string[]) => element('p', { class: 'authors', text: some.join(', '), dir: 'auto' });
  if (all.length <= shownAuthors) return names(all);
  const rest = all.slice(firstAuthors);
  return element(
    'div',
    {},
    names(all.slice(0, firstAuthors)),
    element('details', {}, element('summary', { text: `and ${rest.length} more authors` }), names(rest)),
  );
}

function paperActions(paper: PaperDetail, { take, collect }: PanelParts): HTMLElement {
  const action = (text: string, key: string, does: (button: HTMLElement) => void) =>
    element('button', {
      ...menuButton,
      class: 'link-button',
      text,
      'data-key': key,
      onclick: (event: Event) => does(event.currentTarget as HTMLElement),
    });
  return element(
    'p',
    { class: 'paper-actions' },
    action('Collections', 'collect-paper', (button) => collect.menu(button, paper)),
    action('Copy citation', 'cite', (button) => take.citeFrom(button, paper)),
    action('Export', 'export-paper', (button) =>
      take.exportFrom(button, 1, () => ({ ids: [paper.id], what: paper.title })),
    ),
  );
}

function links(paper: PaperDetail): HTMLElement | null {
  const doi = paper.doi ? safeAddress(`https://doi.org/${encodeURI(paper.doi)}`) : null;
  const page = safeAddress(paper.url);
  const all = [
    doi === null ? null : outward(doi, `doi:${paper.doi}`),
    page === null || page === doi ? null : outward(page, new URL(page).hostname),
  ].filter((link) => link !== null);
  return all.length > 0 ? element('p', { class: 'links' }, ...all) : null;
}

function outward(address: string, text: string): HTMLElement {
  return element(
    'a',
    { href: address, rel: 'noreferrer noopener', target: '_blank' },
    text,
    icon('link'),
    element('span', { class: 'visually-hidden', text: ' (opens in a new tab)' }),
  );
}

function topicTrail(paper: PaperDetail, state: PageState, { actions }: PanelParts): HTMLElement | null {
  const nameOf = topicNames(state);
  const buttons = paper.topics.map((topic) =>
    element(
      'li',
      {},
      element('button', {
        type: 'button',
        class: 'chip',
        text: nameOf(topic) ?? `topic ${topic}`,
        'data-key': `trail:${topic}`,
        onclick: () => actions.openTopic(topic),
      }),
    ),
  );
  return buttons.length > 0
    ? element('ul', { class: 'chips trail', 'aria-label': 'Topics, coarsest first' }, ...buttons)
    : null;
}

function keywords(paper: PaperDetail, { store }: PanelParts): HTMLElement | null {
  if (paper.keywords.length === 0) return null;
  const items = paper.keywords.map((keyword) =>
    element(
      'li',
      {},
      element('button', {
        type: 'button',
        class: 'chip',
        text: keyword,
        title: 'Search for it',
        'data-key': `keyword:${keyword}`,
        onclick: () => {
          store.ask({ text: keyword });
          store.set({ tab: 'results' });
        },
      }),
    ),
  );
  return element('ul', { class: 'chips', 'aria-label': 'Keywords' }, ...items);
}

function versions(paper: PaperDetail, { asked }: PageState, { actions }: PanelParts): HTMLElement {
  return element(
    'div',
    { class: 'pane-section' },
    element('h3', { text: versionCount(paper.versions.length) }),
    versionList(paper.versions, paper.title, asked, actions),
  );
}

/** Lists, categories, file and the fields that came along. */
function details(paper: PaperDetail): HTMLElement | null {
  const facts: [string, string][] = [];
  for (const { list, rank } of paper.lists) facts.push([`List ${list}`, `rank ${rank}`]);
  if (paper.categories.length > 0) facts.push(['Categories', paper.categories.join(', ')]);
  if (paper.source) facts.push(['Read from', paper.source]);
  for (const [name, values] of Object.entries(paper.facets)) facts.push([name, values.join(', ')]);
  if (facts.length === 0) return null;
  const rows = facts.map(([name, value]) =>
    element('div', {}, element('dt', { text: name }), element('dd', { text: value })),
  );
  return element(
    'div',
    { class: 'pane-section' },
    element('h3', { text: 'Where it came from' }),
    element('dl', { class: 'facts' }, ...rows),
  );
}

function neighborList(paper: PaperDetail, state: PageState, { actions, retry }: PanelParts): HTMLElement {
  const { neighbors } = state;
  const section = element('div', { class: 'pane-section' }, element('h3', { text: 'Nearest papers' }));
  const doubt = placeDoubt(paper.place);
  if (doubt) section.append(element('p', { class: 'place-doubt', text: doubt }));
  const value: Hits | null = neighbors.status === 'ready' ? neighbors.value : null;
  if (neighbors.status === 'failed') {
    section.append(
      failureNote('The neighbours could not be fetched.', neighbors.sentence, () => retry('neighbors')),
    );
  } else if (!value) {
    section.append(placeholder(8));
  } else if (value.hits.length === 0) {
    section.append(element('p', { class: 'empty', text: 'There is no other paper to compare with.' }));
  } else {
    const items = value.hits.map((hit) =>
      element(
        'li',
        { class: 'neighbor' },
        paperLink(hit, state.asked, actions, 'neighbor'),
        similarityBar(hit.similarity),
        isFarAway(paper.row, hit.row, state)
          ? element('span', {
              class: 'far-mark',
              text: 'far on the map',
              title: 'Near in meaning, far on the map: its line there is dotted',
            })
          : null,
        sharedChips(hit),
      ),
    );
    section.append(element('ol', { class: 'neighbor-list' }, ...items));
  }
  return section;
}

function isFarAway(row: number, other: number, { map }: PageState): boolean {
  const data = shownValue(map);
  return data !== null && row < data.rows && other < data.rows && isFarAmong(data.points, row, other);
}

/** What a neighbour has in common with the open paper, in words. */
function sharedChips({ why }: Hit): HTMLElement | null {
  const shared = why.like[0]?.shared ?? [];
  return shared.length > 0 ? chips(shared, 'Phrases that both have') : null;
}
