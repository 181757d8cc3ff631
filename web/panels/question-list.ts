/**
 * Earlier questions under the search box, as an ARIA combobox with a listbox: arrows choose, Enter asks, Delete forgets one,
 * Esc closes. It opens in an empty box and while one of them is being typed again; Alt and ↓ open it at any time.
 */
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { questionsFor, readQuestions, storeQuestions, withQuestion } from '../question-history.ts';

/** As many as are seen at a glance: in an empty box, and beside answers that are coming in. */
const offered = { empty: 8, typing: 4 };

export interface QuestionList {
  /** Puts a question at the head of the list. */
  remember(text: string): void;
}

/** @param ask called with the question that was chosen. */
export function questionList(input: HTMLInputElement, ask: (text: string) => void): QuestionList {
  const list = byId('earlier-questions');
  /** Shown now, then the entry that forgets all. */
  let shown: string[] = [];
  let active = -1;

  const options = () => [...list.querySelectorAll<HTMLElement>('[role="option"]')];

  const close = () => {
    list.hidden = true;
    shown = [];
    activate(-1);
    input.setAttribute('aria-expanded', 'false');
  };

  const activate = (place: number) => {
    active = place;
    options().forEach((option, i) => {
      option.setAttribute('aria-selected', String(i === place));
      if (i === place) option.scrollIntoView({ block: 'nearest' });
    });
    if (place < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `earlier-${place}`);
  };

  const open = (most: number) => {
    shown = questionsFor(readQuestions(), input.value, most);
    if (shown.length === 0) return close();
    const all = input.value.trim() === '';
    list.replaceChildren(...shown.map(option), ...(all ? [clearOption(shown.length)] : []));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    activate(-1);
  };

  const choose = (place: number) => {
    if (place === shown.length) {
      storeQuestions([]);
      return close();
    }
    const question = shown[place];
    close();
    ask(question);
  };

  const forget = (place: number) => {
    if (place < 0 || place >= shown.length) return;
    storeQuestions(readQuestions().filter((question) => question !== shown[place]));
    open(most());
    activate(Math.min(place, shown.length - 1));
  };

  const most = () => (input.value.trim() === '' ? offered.empty : offered.typing);

  // A press would take the focus from the box, which closes the list before the click comes.
  const pressed = (does: () => void) => ({
    onpointerdown: (event: Event) => event.preventDefault(),
    onclick: (event: Event) => {
      event.stopPropagation();
      does();
    },
  });

  const option = (question: string, place: number): HTMLElement =>
    element(
      'div',
      { role: 'option', id: `earlier-${place}`, 'aria-selected': 'false', ...pressed(() => choose(place)) },
      element('span', { class: 'earlier-text', text: question, dir: 'auto' }),
      // For the pointer; the keyboard has Delete, and an option may hold no button.
      element(
        'span',
        {
          class: 'earlier-forget',
          'aria-hidden': 'true',
          title: 'Forget it (Delete)',
          ...pressed(() => forget(place)),
        },
        icon('close'),
      ),
    );

  const clearOption = (place: number): HTMLElement =>
    element('div', {
      ...{ role: 'option', id: `earlier-${place}`, class: 'earlier-clear', 'aria-selected': 'false' },
      ...{ text: 'Forget all earlier questions', ...pressed(() => choose(place)) },
    });

  input.addEventListener('focus', () => {
    if (input.value === '') open(offered.empty);
  });
  input.addEventListener('click', () => {
    if (input.value === '' && list.hidden) open(offered.empty);
  });
  input.addEventListener('input', () => open(most()));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (list.hidden) {
      if (event.key !== 'ArrowDown' || !event.altKey) return;
      open(Number.POSITIVE_INFINITY);
    } else if (event.key === 'ArrowDown') activate(((active + 2) % (count + 1)) - 1);
    else if (event.key === 'ArrowUp') activate(((active + count + 1) % (count + 1)) - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Delete' && active >= 0) forget(active);
    else if (event.key === 'Enter' && active >= 0) choose(active);
    else {
      if (event.key === 'Enter') close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return { remember: (text) => storeQuestions(withQuestion(readQuestions(), text)) };
}
