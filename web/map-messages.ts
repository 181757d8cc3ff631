/** What lies over the map: that it is loading, why it cannot be shown, that titles are missing, and notes about the address. */
import { byId, element } from './element.ts';
import { icon } from './icons.ts';
import type { PageStore } from './page-state.ts';
import { failureNote } from './panels/failure-note.ts';
import type { QuestionKind } from './questions.ts';

export function mapMessages(
  store: PageStore,
  retry: (kind: QuestionKind) => void,
  askTitles: () => void,
): void {
  const message = byId('map-message');
  store.subscribe(
    (state) => [state.map],
    ({ map }) => {
      message.hidden = map.status === 'ready' && map.value.rows > 0;
      document.body.classList.toggle('without-map', !message.hidden);
      if (map.status === 'failed') {
        message.replaceChildren(
          failureNote('The map could not be fetched.', map.sentence, () => retry('map')),
        );
      } else if (map.status === 'ready') {
        message.replaceChildren(
          element('p', { text: 'This corpus has no papers yet. Add some: nearby add FILE' }),
        );
      } else {
        message.replaceChildren(element('p', { class: 'loading', text: 'Loading the map…' }));
      }
    },
  );
  const titles = byId('titles-note');
  store.subscribe(
    (state) => [state.areTitlesMissing],
    ({ areTitlesMissing }) => {
      const again = { type: 'button', class: 'link-button', text: 'Try again', onclick: askTitles };
      if (!areTitlesMissing) titles.replaceChildren();
      else titles.replaceChildren('Titles could not be fetched. ', element('button', again));
    },
  );
  const notes = byId('notes');
  store.subscribe(
    (state) => [state.notes, state.isOutdated],
    (state) => {
      if (state.isOutdated) {
        notes.replaceChildren(outdated());
        return;
      }
      if (state.notes.length === 0) {
        notes.replaceChildren();
        return;
      }
      notes.replaceChildren(
        element('ul', {}, ...state.notes.slice(0, 5).map((note) => element('li', { text: note }))),
        element(
          'button',
          {
            type: 'button',
            class: 'icon-button small',
            'aria-label': 'Dismiss these notes',
            onclick: () => store.set({ notes: [] }),
          },
          icon('close'),
        ),
      );
    },
  );
}

/** Until the person is ready for it: the page does not reload by itself under their hands. */
function outdated(): HTMLElement {
  const reload = { type: 'button', class: 'button', text: 'Reload', onclick: () => location.reload() };
  return element(
    'div',
    { class: 'outdated' },
    element('p', {
      text: 'The server shows another corpus now, or this one has grown. What is on screen is of the earlier one.',
    }),
    element('button', reload),
  );
}
