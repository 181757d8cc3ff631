/** A paper's title as a link to the view with that paper open: a click opens it here, a middle click in a new tab. */
import type { TextSpan } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import type { PageActions } from '../page-actions.ts';
import { type ViewState, writeViewState } from '../view-state.ts';
import { markedWords } from './marked-text.ts';

/** @param marks words of the title to be marked. */
export function paperLink(
  paper: { id: string; title: string },
  asked: ViewState,
  actions: PageActions,
  key: string,
  marks: readonly TextSpan[] = [],
): HTMLAnchorElement {
  const attributes = {
    class: 'paper-link',
    href: `?${writeViewState({ ...asked, selected: paper.id, view: null })}`,
    dir: 'auto',
    'data-key': `${key}:${paper.id}`,
    'aria-current': asked.selected === paper.id ? 'true' : null,
    onclick: (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      actions.openPaper(paper.id);
    },
  };
  return element('a', attributes, ...markedWords(paper.title, marks));
}
