/** The legend on the map: what the colours mean, what else to colour by, and which colours to hide. */
import { byId, element } from '../element.ts';
import type { ColorBy, Legend } from '../map/coloring.ts';
import type { MapData } from '../map/read-map.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { narrowWindow } from '../tabs.ts';
import { keepPlace } from './keep-place.ts';
import { libraryLegend } from './library-legend.ts';
import type { PanelParts } from './panel-parts.ts';

const names: Record<ColorBy, string> = {
  topic: 'Topic',
  year: 'Year',
  list: 'List',
  category: 'Category',
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
  const own = element('div', { class: 'legend-library' });
  panel.append(
    element('summary', {}, 'Colours'),
    element('label', { class: 'legend-by', for: 'color-by' }, 'Colour by ', select),
    entries,
    own,
  );
  mount.append(panel);
  libraryLegend(own, store);

  store.subscribe(
    (state) => [state.map, state.asked.colorBy],
    ({ map, asked }) => {
      const data = shownValue(map);
      const offered = (Object.keys(names) as ColorBy[]).filter(
        (by) => by === asked.colorBy || !data || hasColumn(data, by),
      );
      select.replaceChildren(...offered.map((by) => element('option', { value: by, text: names[by] })));
      select.value = asked.colorBy;
    },
  );
  store.subscribe(
    (state) => [state.legend, state.asked.hidden],
    (state) => keepPlace(entries, () => entries.replaceChildren(...drawn(state, store))),
  );
}

/** Whether the corpus has anything to colour by there. */
function hasColumn(data: MapData, by: ColorBy): boolean {
  switch (by) {
    case 'topic':
      return data.topicLevels.length > 0;
    case 'year':
      return data.years.some((year) => year !== 0);
    case 'list':
    case 'category':
      return data.coded.get(by)?.codes.some((code) => code >= 0) ?? false;
    case 'none':
      return true;
  }
}

function drawn({ legend: shown, asked }: PageState, store: PanelParts['store']): HTMLElement[] {
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
        element('span', { class: 'number', text: entry.count }),
      ),
    );
  });
  const parts: HTMLElement[] = shown.ramp ? [ramp(shown.ramp)] : [];
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
