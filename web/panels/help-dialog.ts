/** How to ask; the keys, and the switch that turns the single-letter ones off (WCAG 2.1.4). */
import { byId, element } from '../element.ts';
import { askingHelp } from './asking-help.ts';
import { openDialog } from './open-dialog.ts';

/** What `keyboard.ts` obeys; shown in this order. */
const keyHelp: readonly [keys: string[], does: string][] = [
  [['/'], 'go to the search box'],
  [['Enter'], 'search; open the result or the point at the centre of the map'],
  [['j', 'k'], 'next and previous result (also ↓ ↑ in the list)'],
  [['l', 'd'], 'more like this, less like this: the result under the cursor, else the open paper'],
  [['c'], 'collections'],
  [['n'], 'from the open paper to its nearest neighbours'],
  [['m'], 'go to the map'],
  [['s'], 'select an area of the map; with a mouse, Shift and drag draws a box'],
  [['+', '−', '0'], 'zoom in, zoom out, show the whole map'],
  [['[', ']'], 'back to the view of the map before, and forward again'],
  [['←', '→', '↑', '↓'], 'move the map while it has the focus'],
  [['Ctrl Z', '⇧ Ctrl Z'], 'undo and redo what is asked: question, tray, filters, weights, colours'],
  [['Alt ↓'], 'earlier questions, in the search box; Delete forgets one'],
  [['F2'], 'rename the topic under the cursor, in the tree of topics; ← → fold it, letters find it'],
  [['Esc'], 'close the menu or window, the paper, the comparison of topics: one at a time'],
  [['?'], 'this help'],
];

export function helpDialog(letters: { enabled: boolean; set(enabled: boolean): void }): { open(): void } {
  const dialog = byId<HTMLDialogElement>('help-dialog');
  const rows = keyHelp.map(([keys, does]) =>
    element(
      'div',
      {},
      element('dt', {}, ...keys.map((key) => element('kbd', { text: key }))),
      element('dd', { text: does }),
    ),
  );
  const box = element('input', {
    type: 'checkbox',
    checked: letters.enabled,
    onchange: () => letters.set(box.checked),
  });
  dialog.querySelector('.dialog-body')?.replaceChildren(
    element('h2', { id: 'help-title', text: 'Keys' }),
    element('dl', { class: 'keys' }, ...rows),
    element('label', { class: 'choice' }, box, 'Keys of a single letter or sign work'),
    element('p', {
      class: 'answer-note',
      text: 'On the map: drag to move, wheel or pinch to zoom, click a point to read, click a name to see its topic.',
    }),
    ...askingHelp(),
  );
  return { open: () => openDialog(dialog) };
}
