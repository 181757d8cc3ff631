/** The lines of the legend for papers with a mark: the person's own, how many and whether they are shown; and new ones. */
import { element } from '../element.ts';
import { papersOf } from '../library.ts';
import { keepPlace } from './keep-place.ts';
import { dayInWords } from './new-since.ts';
import type { PanelParts } from './panel-parts.ts';
import { inThousands } from './paper-count.ts';

interface OwnEntry {
  key: string;
  sign: string;
  label: string;
  papers: number;
  shown: boolean;
  toggle(): void;
}

export function libraryLegend(mount: HTMLElement, store: PanelParts['store']): void {
  store.subscribe(
    (state) => [state.library, state.shownCollection, state.asked.filter.addedSince],
    ({ library, shownCollection: collection, asked }) => {
      const entries: OwnEntry[] = [];
      if (library) {
        entries.push({
          ...{ key: 'library', sign: '◇', label: 'My bibliography', shown: library.shown },
          papers: papersOf(library).rows.length,
          toggle: () => store.set({ library: { ...library, shown: !library.shown } }),
        });
      }
      if (collection) {
        entries.push({
          ...{ key: 'collection', sign: '□', label: collection.name, shown: collection.shown },
          papers: collection.rows.length,
          toggle: () => store.set({ shownCollection: { ...collection, shown: !collection.shown } }),
        });
      }
      const { addedSince } = asked.filter;
      const added = addedSince === null ? [] : [addedLine(addedSince)];
      keepPlace(mount, () => mount.replaceChildren(...added, ...entries.map(legendEntry)));
    },
  );
}

/** Not a button: the filter's chip takes it back. */
function addedLine(since: string): HTMLElement {
  const sign = element('span', { class: 'diamond', 'aria-hidden': 'true', text: '△' });
  return element('p', { class: 'legend-note' }, sign, ` New since ${dayInWords(since)}`);
}

function legendEntry({ key, sign, label, papers, shown, toggle }: OwnEntry): HTMLElement {
  return element(
    'button',
    {
      type: 'button',
      class: 'legend-entry',
      'aria-pressed': String(shown),
      'data-key': `legend:${key}`,
      title: shown ? 'Hide their marks' : 'Show their marks',
      onclick: toggle,
    },
    element('span', { class: 'diamond', 'aria-hidden': 'true', text: sign }),
    element('span', { class: 'legend-label', text: label, dir: 'auto' }),
    element('span', { class: 'number', text: inThousands(papers) }),
  );
}
