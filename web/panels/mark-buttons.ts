/** "More like this" and "less like this" for one paper: signs in lists, words in its pane. */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { Mark, PageActions } from '../page-actions.ts';
import type { ViewState } from '../view-state.ts';

const words: Record<Mark, string> = { like: 'More like this', unlike: 'Less like this' };

export function markButtons(
  paper: { id: string; title: string },
  asked: ViewState,
  actions: PageActions,
  form: 'signs' | 'words',
): HTMLElement {
  const buttons = (['like', 'unlike'] as const).map((mark) =>
    element(
      'button',
      {
        type: 'button',
        class: form === 'signs' ? `icon-button small mark-${mark}` : `button mark-${mark}`,
        'aria-pressed': String(asked[mark].includes(paper.id)),
        'aria-label': form === 'signs' ? `${words[mark]}: ${paper.title}` : null,
        title: form === 'signs' ? words[mark] : null,
        'data-key': `${form}:${mark}:${paper.id}`,
        onclick: () => actions.toggleMark(paper.id, mark),
      },
      icon(mark),
      form === 'words' ? words[mark] : null,
    ),
  );
  return element('span', { class: 'mark-buttons' }, ...buttons);
}
