/** What the sizes of points mean, and what else to size them by. */
import { element } from '../element.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { facetOfSize, numericFacets, type SizeBy, sizesOf } from '../size-by.ts';
import { presentParts } from '../view-state.ts';
import type { PanelParts } from './panel-parts.ts';

/** Of a disc of factor 1, CSS pixels: about what a point of a small corpus has. */
const radiusPx = 4;

export function sizeLegend(mount: HTMLElement, store: PanelParts['store']): void {
  const select = element('select', {
    id: 'size-by',
    onchange: () => store.ask({ sizeBy: select.value as SizeBy }),
  });
  const label = element('label', { class: 'legend-by', for: 'size-by' }, 'Size by ', select);
  const examples = element('div', { class: 'size-examples' });
  mount.append(label, examples);

  store.subscribe(
    (state) => [state.facets, state.asked.sizeBy, presentParts(state.asked).length > 0],
    (state) => {
      const offered = offeredSizes(state);
      // With nothing to choose from there is nothing to ask.
      label.hidden = offered.length === 1;
      select.replaceChildren(...offered.map((by) => element('option', { value: by, text: nameOf(by) })));
      select.value = state.asked.sizeBy;
    },
  );
  store.subscribe(
    (state) => [state.asked.sizeBy, state.asked.text, state.numbers, state.similarity],
    (state) => examples.replaceChildren(...drawn(state)),
  );
}

const nameOf = (by: SizeBy): string =>
  by === 'none' ? 'Nothing' : by === 'similarity' ? 'Similarity' : (facetOfSize(by) ?? by);

function offeredSizes({ facets, asked }: PageState): SizeBy[] {
  const numeric = numericFacets(shownValue(facets) ?? { facets: [] });
  const all: SizeBy[] = ['none', ...numeric.map((name): SizeBy => `f.${name}`)];
  if (presentParts(asked).length > 0) all.push('similarity');
  return all.includes(asked.sizeBy) ? all : [...all, asked.sizeBy];
}

function drawn(state: PageState): HTMLElement[] {
  const { asked, similarity, numbers } = state;
  if (asked.sizeBy === 'none') return [];
  const said = (text: string) => [element('p', { class: 'legend-note', text })];
  const isSimilarity = asked.sizeBy === 'similarity';
  if (isSimilarity && presentParts(asked).length === 0)
    return said('Ask something: then papers are sized by how near they are to it.');
  const remote = isSimilarity ? similarity : numbers;
  if (remote.status === 'failed') return said(`The sizes are not known. ${remote.sentence}`);
  const sizes = sizesOf(state);
  if (!sizes) return [];
  if (sizes.examples.length === 0) return said('No paper has such a number above 0.');
  const items = sizes.examples.map(({ label, factor }) => {
    const disc = element('span', { class: 'size-disc' });
    disc.style.width = `${2 * radiusPx * factor}px`;
    disc.style.height = disc.style.width;
    return element('li', {}, disc, element('span', { text: label }));
  });
  return [element('ul', { 'aria-label': `Sizes by ${nameOf(asked.sizeBy)}` }, ...items)];
}
