/** The lines of the legend for the person's own papers: their mark, how many, and whether they are shown. */
import { element } from '../element.ts';
import { papersOf } from '../library.ts';
import { keepPlace } from './keep-place.ts';
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
    (state) => [state.library, state.shownCollection],
    ({ library, shownCollection: collection }) => {
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
      keepPlace(mount, () => mount.replaceChildren(...entries.map(legendEntry)));
    },
  );
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
