/**
 * The map as a list, for who does not see it: the papers in view, nearest to the middle first. It follows panning, zooming
 * and what is asked; a paper opened from it has its neighbours in its pane.
 */
import { sentenceOf } from '../api.ts';
import { byId, element } from '../element.ts';
import { Latest } from '../latest.ts';
import { litRows } from '../lit-rows.ts';
import type { MapStage } from '../map-stage.ts';
import { shownValue } from '../page-state.ts';
import { rowsInView } from '../rows-in-view.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { paperLink } from './paper-link.ts';

/** As many as one listens to; moving the map brings others. */
const shownPapers = 20;
/** The map has come to rest, and its size is known. */
const restMs = 350;

export function inView({ store, actions, heads }: PanelParts, map: MapStage): void {
  const mount = byId('in-view');
  const latest = new Latest();
  const list = element('ol', { class: 'plain-list', tabindex: -1 });
  const said = element('p', { class: 'answer-note', role: 'status' });
  const panel = element(
    'details',
    { class: 'in-view-panel', ontoggle: () => draw() },
    element('summary', { text: 'Papers in view' }),
    said,
    list,
  );
  mount.append(panel);
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function draw(): Promise<void> {
    const data = shownValue(store.state.map);
    if (!panel.open || !data) return;
    const lit = litRows(store.state);
    const { rows, papers } = rowsInView(data, map.regionOf(map.seenOutline()), lit, shownPapers);
    const what = paperCount(papers);
    const which = lit ? ' of what is asked' : '';
    const listed = papers > rows.length ? `; the ${rows.length} nearest to the middle` : '';
    try {
      const found = await latest.run((signal) => heads.ofRows(rows, signal));
      if (!found.current) return;
      said.textContent = papers === 0 ? `No paper${which} is in view.` : `${what}${which} in view${listed}`;
      keepPlace(list, () =>
        list.replaceChildren(
          ...found.answer.map((paper) =>
            element(
              'li',
              {},
              paperLink(paper, store.state.asked, actions, 'in-view'),
              element('span', { class: 'number', text: paper.year ? ` ${paper.year}` : '' }),
            ),
          ),
        ),
      );
    } catch (failure) {
      said.textContent = `The papers in view could not be named. ${sentenceOf(failure)}`;
    }
  }

  const later = () => {
    clearTimeout(rest);
    rest = setTimeout(() => void draw(), restMs);
  };
  store.subscribe(
    (state) => [
      state.map,
      state.asked.view,
      state.asked.filter,
      state.answer,
      state.brushed,
      state.asked.selected,
    ],
    later,
  );
  addEventListener('resize', later);
}
