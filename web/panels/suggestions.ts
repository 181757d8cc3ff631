/** "What should I rate next?": the papers whose like or dislike would tell most, with the buttons to rate them right there. */
import type { Hit, Hits } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { suggestRequestOf } from '../view-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { keepPlace } from './keep-place.ts';
import { markButtons } from './mark-buttons.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { paperLink } from './paper-link.ts';

/** @returns an element that stays and draws itself, so that what it announces is heard. */
export function suggestions({ store, actions, retry }: PanelParts): HTMLElement {
  const body = element('div', { tabindex: -1, role: 'group', 'aria-label': 'Papers to rate next' });
  const status = element('p', { role: 'status', class: 'visually-hidden' });
  const mount = element('div', { class: 'suggestions' }, body, status);
  let shown: readonly Hit[] = [];
  let answered: Hits | null = null;

  const listed = (state: PageState): HTMLElement[] => {
    if (state.suggestions.status === 'failed') {
      const { sentence } = state.suggestions;
      return [failureNote('Nothing could be suggested.', sentence, () => retry('suggestions'))];
    }
    const value = shownValue(state.suggestions);
    if (!value) return [placeholder(5)];
    if (value !== answered) {
      answered = value;
      shown = inPlace(shown, value.hits);
      status.textContent = sentenceOn(shown.length);
    }
    return [
      ...value.notes.map((note) => element('p', { class: 'answer-note', text: note })),
      shown.length === 0
        ? element('p', { class: 'empty', text: sentenceOn(0) })
        : element(
            'ul',
            { class: 'suggestion-list' },
            ...shown.map((paper) =>
              element(
                'li',
                { class: 'suggestion' },
                paperLink(paper, state.asked, actions, 'suggestion'),
                markButtons(paper, state.asked, actions, 'signs'),
              ),
            ),
          ),
    ];
  };

  const draw = (state: PageState) => {
    const { suggesting } = state;
    const offered = suggestRequestOf(state.asked) !== null;
    mount.hidden = !offered;
    body.setAttribute('aria-busy', String(state.suggestions.status === 'loading'));
    if (!offered || !suggesting) {
      [shown, answered, status.textContent] = [[], null, ''];
    }
    body.replaceChildren(
      element('button', {
        type: 'button',
        class: 'link-button',
        'aria-expanded': String(suggesting),
        'data-key': 'suggest',
        text: 'What should I rate next?',
        onclick: () => store.set({ suggesting: !store.state.suggesting }),
      }),
      ...(offered && suggesting ? listed(state) : []),
    );
  };
  store.subscribe(
    (state) => [state.suggesting, state.suggestions, state.asked],
    (state) => keepPlace(body, () => draw(state)),
  );
  return mount;
}

/** The new papers, those that were there before in the places where they were: nothing moves under the pointer. */
export function inPlace<Paper extends { id: string }>(
  before: readonly Paper[],
  now: readonly Paper[],
): Paper[] {
  const places = before.slice(0, now.length).map(({ id }) => now.find((paper) => paper.id === id) ?? null);
  const newcomers = now.filter((paper) => !places.includes(paper));
  return now.map((_, place) => places[place] ?? (newcomers.shift() as Paper));
}

function sentenceOn(papers: number): string {
  if (papers === 0) return 'No paper is left to rate.';
  return `${paperCount(papers)} whose rating would tell most.`;
}
