/** Undo and redo: two buttons in the header, and the keys that every program has for them. */
import { byId } from '../element.ts';
import { icon } from '../icons.ts';
import type { PageStore } from '../page-state.ts';
import { UndoHistory } from '../undo-history.ts';
import { announce } from './announce.ts';

export function undoButtons(store: PageStore): void {
  const history = new UndoHistory(store.state.asked);
  const undo = byId('undo');
  const redo = byId('redo');
  undo.append(icon('undo'));
  redo.append(icon('redo'));

  const go = (way: 'undo' | 'redo') => {
    const step = history[way]();
    if (!step) {
      announce(way === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.');
      return;
    }
    store.ask(step.asked);
    show();
    announce(`${way === 'undo' ? 'Undone' : 'Done again'}: ${step.changed}.`);
  };
  // Not `disabled`, which would take the focus from the button that was just pressed.
  const show = () => {
    undo.setAttribute('aria-disabled', String(!history.canUndo));
    redo.setAttribute('aria-disabled', String(!history.canRedo));
  };
  undo.addEventListener('click', () => go('undo'));
  redo.addEventListener('click', () => go('redo'));

  document.addEventListener('keydown', (event) => {
    const isZ = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.altKey;
    // A field undoes what was typed in it; what is under an open dialog is not seen to change.
    if (!isZ || event.defaultPrevented || hasOwnUndo(event.target as HTMLElement)) return;
    if (document.querySelector('dialog[open]')) return;
    event.preventDefault();
    go(event.shiftKey ? 'redo' : 'undo');
  });
  store.subscribe(
    (state) => [state.asked],
    ({ asked, step }) => {
      history.note(asked, step);
      show();
    },
  );
}

/** Fields with text in them; sliders, boxes and lists of choices have nothing to undo of their own. */
function hasOwnUndo(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement)
    return ['text', 'search', 'number', 'email', 'url', 'tel', 'password'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
