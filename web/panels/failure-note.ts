/** A failure in the place where the answer would stand: what happened, and the button that asks again. */
import { element } from '../element.ts';

export function failureNote(what: string, sentence: string, retry: () => void): HTMLElement {
  return element(
    'div',
    { class: 'failure', role: 'alert' },
    element('p', { class: 'failure-title', text: what }),
    element('p', { text: sentence }),
    element('button', { class: 'button', type: 'button', text: 'Try again', onclick: retry }),
  );
}

/** Grey lines in the size of what is on its way, so that nothing moves when it comes. */
export function placeholder(lines: number): HTMLElement {
  const rows = Array.from({ length: lines }, () => element('div', { class: 'placeholder-line' }));
  return element('div', { class: 'placeholder', 'aria-hidden': 'true' }, ...rows);
}
