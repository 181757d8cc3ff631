/** A paper's title as a link to the view with that paper open: a click opens it here, a middle click in a new tab. */
import { element } from '../element.ts';
import type { PageActions } from '../page-actions.ts';
import { type ViewState, writeViewState } from '../view-state.ts';

export function paperLink(
  paper: { id: string; title: string },
  asked: ViewState,
  actions: PageActions,
  key: string,
): HTMLAnchorElement {
  return element('a', {
    class: 'paper-link',
    href: `?${writeViewState({ ...asked, selected: paper.id, view: null })}`,
    text: paper.title,
    dir: 'auto',
    'data-key': `${key}:${paper.id}`,
    'aria-current': asked.selected === paper.id ? 'true' : null,
    onclick: (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      actions.openPaper(paper.id);
    },
  });
}
