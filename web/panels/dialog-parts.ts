/** What dialogs with a file to choose and a list to work on are made of. */
import { element } from '../element.ts';

/** A file to choose, with its label. @param chosen told of it; the same file may be chosen again once that is done. */
export function fileField(
  label: string,
  id: string,
  accept: string,
  chosen: (file: File) => Promise<void>,
): { field: HTMLElement; input: HTMLInputElement } {
  const input = element('input', {
    ...{ type: 'file', id, accept },
    onchange: () => {
      const file = input.files?.[0];
      if (file) void chosen(file).finally(() => (input.value = ''));
    },
  });
  return { field: element('label', { class: 'file-field' }, label, input), input };
}

/** @param key its `data-key`, by which a redraw knows it again. */
export function keyedButton(
  look: 'button' | 'link-button',
  text: string,
  key: string,
  onclick: () => void,
  disabled = false,
): HTMLElement {
  const shown = { class: look, text, dir: look === 'link-button' ? 'auto' : null };
  return element('button', { type: 'button', ...shown, 'data-key': key, onclick, disabled });
}
