/** The line of the legend for a person's own bibliography: its mark, how many papers, and whether they are shown. */
import { element } from '../element.ts';
import { papersOf } from '../library.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';

export function libraryLegend(mount: HTMLElement, store: PanelParts['store']): void {
  store.subscribe(
    (state) => [state.library],
    ({ library }) => {
      const toggle = library
        ? [
            element(
              'button',
              {
                type: 'button',
                class: 'legend-entry',
                'aria-pressed': String(library.shown),
                'data-key': 'legend:library',
                title: library.shown ? 'Hide their marks' : 'Show their marks',
                onclick: () => store.set({ library: { ...library, shown: !library.shown } }),
              },
              element('span', { class: 'diamond', 'aria-hidden': 'true', text: '◇' }),
              element('span', { class: 'legend-label', text: 'My bibliography' }),
              element('span', { class: 'number', text: papersOf(library).rows.length }),
            ),
          ]
        : [];
      keepPlace(mount, () => mount.replaceChildren(...toggle));
    },
  );
}
