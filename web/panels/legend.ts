/** The legend on the map: what the colours mean, what else to colour by, and which colours to hide. */
import { byId, element } from '../element.ts';
import { type ColorBy, colorings, type Legend } from '../map/coloring.ts';
import type { MapData } from '../map/read-map.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { narrowWindow } from '../tabs.ts';
import { presentParts } from '../view-state.ts';
import { keepPlace } from './keep-place.ts';
import { libraryLegend } from './library-legend.ts';
import type { PanelParts } from './panel-parts.ts';
import { inThousands } from './paper-count.ts';
import { sizeLegend } from './size-legend.ts';

const names: Record<ColorBy, string> = {
  topic: 'Topic',
  year: 'Year',
  list: 'List',
  category: 'Category',
  similarity: 'Similarity',
  trust: 'Trust in the place',
  none: 'One colour',
};

export function legend({ store }: Pick<PanelParts, 'store'>): void {
  const mount = byId('legend');
  // On a phone the map is small: the legend waits until it is asked for.
  const panel = element('details', { class: 'legend-panel', open: !matchMedia(narrowWindow).matches });
  const select = element('select', {
    id: 'color-by',
    onchange: () => store.ask({ colorBy: select.value as ColorBy, hidden: [] }),
  });
  const entries = element('div', { class: 'legend-entries', tabindex: -1 });
  const sizes = element('div', { class: 'legend-sizes' });
  const own = element('div', { class: 'legend-library' });
  panel.append(
    element('summary', {}, 'Colours'),
    element('label', { class: 'legend-by', for: 'color-by' }, 'Colour by ', select),
    entries,
    sizes,
    own,
  );
  mount.append(panel);
  sizeLegend(sizes, store);
  libraryLegend(own, store);

  store.subscribe(
    (state) => [state.map, state.asked.colorBy, presentParts(state.asked).length > 0],
    ({ map, asked }) => {
      const data = shownValue(map);
      const isAsked = presentParts(asked).length > 0;
      const offered = colorings.filter((by) => by === asked.colorBy || !data || hasColumn(data, by, isAsked));
      select.replaceChildren(...offered.map((by) => element('option', { value: by, text: names[by] })));
      select.value = asked.colorBy;
    },
  );
  store.subscribe(
    (state) => [state.legend, state.asked.hidden, state.similarity, state.asked.colorBy],
    (state) => keepPlace(entries, () => entries.replaceChildren(...drawn(state, store))),
  );
}

/** Whether the corpus has anything to colour by there. */
function hasColumn(data: MapData, by: ColorBy, isAsked: boolean): boolean {
  switch (by) {
    case 'topic':
      return data.topicLevels.length > 0;
    case 'year':
      return data.years.some((year) => year !== 0);
    case 'list':
    case 'category':
      return data.coded.get(by)?.codes.some((code) => code >= 0) ?? false;
    case 'similarity':
      return isAsked;
    case 'trust':
      return data.keptPercent !== null;
    case 'none':
      return true;
  }
}

function drawn(state: PageState, store: PanelParts['store']): HTMLElement[] {
  const { legend: shown, asked } = state;
  if (!shown) return [];
  if (shown.entries.length === 0) return [];
  const toggle = (code: number) => {
    const hidden = asked.hidden.includes(code)
      ? asked.hidden.filter((other) => other !== code)
      : [...asked.hidden, code];
    store.ask({ hidden });
  };
  const items = shown.entries.map((entry) => {
    const swatch = element('span', { class: 'swatch' });
    if (!asked.hidden.includes(entry.code)) swatch.style.backgroundColor = entry.color;
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'legend-entry',
          'aria-pressed': String(!asked.hidden.includes(entry.code)),
          'data-key': `legend:${entry.code}`,
          title: asked.hidden.includes(entry.code) ? 'Show these papers' : 'Hide these papers',
          onclick: () => toggle(entry.code),
        },
        swatch,
        element('span', { class: 'legend-label', text: entry.label, dir: 'auto' }),
        element('span', { class: 'number', text: inThousands(entry.count) }),
      ),
    );
  });
  const parts: HTMLElement[] = shown.ramp ? [ramp(shown.ramp)] : [];
  const note = legendNote(state);
  if (note) parts.push(element('p', { class: 'legend-note', text: note }));
  parts.push(element('ul', { class: 'legend-list', 'aria-label': shown.title }, ...items));
  if (asked.hidden.length > 0) {
    parts.push(
      element('button', {
        type: 'button',
        class: 'link-button',
        text: 'Show all',
        'data-key': 'legend:all',
        onclick: () => store.ask({ hidden: [] }),
      }),
    );
  }
  return parts;
}

/** What the colours mean where their names do not say it, or why there are none. */
function legendNote({ asked, similarity, map }: PageState): string | null {
  if (asked.colorBy === 'similarity') {
    if (presentParts(asked).length === 0)
      return 'Ask something: then papers are coloured by how near they are to it.';
    return similarity.status === 'failed' ? `The similarities are not known. ${similarity.sentence}` : null;
  }
  if (asked.colorBy !== 'trust') return null;
  return shownValue(map)?.keptPercent === null
    ? 'Not counted when this corpus was built. Run “nearby build” on it once more, then start Nearby again.'
    : 'How many of the papers nearest in meaning are near it on the map as well.';
}

function ramp({ from, to, colors }: NonNullable<Legend['ramp']>): HTMLElement {
  const strip = element('div', { class: 'ramp-strip' });
  strip.style.backgroundImage = `linear-gradient(to right, ${colors.join(', ')})`;
  return element(
    'div',
    { class: 'ramp' },
    strip,
    element('div', { class: 'ramp-ends' }, element('span', { text: from }), element('span', { text: to })),
  );
}
