/**
 * Selecting an area of the map: a button that says how, and, once an area is there, what to do with it. Who cannot drag
 * takes what is seen on the map: that is an area too (WCAG 2.5.7).
 */
import type { Region } from '../../src/server/api-types.ts';
import { refuseTooMany } from '../collections.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { AreaDrawing, type AreaShape } from '../map/area-drawing.ts';
import { countInArea } from '../map/count-in-area.ts';
import type { PlacePx } from '../map/draw-overlay.ts';
import { shownValue } from '../page-state.ts';
import { rowsThatPass } from '../rows-that-pass.ts';
import { emptyFilter } from '../view-state.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { menuButton } from './popup-menu.ts';

/** What the menu needs of the map. */
export interface AreaMap {
  showDrawing(outline: readonly PlacePx[]): void;
  /** Corners in data space. */
  regionOf(outline: readonly PlacePx[]): [number, number][];
  /** All that is seen, as an outline. */
  seenOutline(): PlacePx[];
  focus(): void;
}

const hints: Record<AreaShape, string> = {
  lasso: 'Draw around papers on the map. Esc ends it.',
  box: 'Draw a box around papers on the map. Esc ends it.',
};

export function areaMenu(
  { store, actions, heads, take, collect }: PanelParts,
  map: AreaMap,
): { open(): void } {
  const button = byId<HTMLButtonElement>('select-area');
  const menu = byId('area-menu');
  button.append(icon('area'));

  const drawing = new AreaDrawing(byId('map'), {
    changed: (outline) => map.showDrawing(outline),
    drawn: (outline) => offer(outline),
    given: () => close(false),
  });

  const close = (toButton: boolean) => {
    menu.hidden = true;
    menu.replaceChildren();
    button.setAttribute('aria-expanded', 'false');
    map.showDrawing([]);
    if (toButton) button.focus();
  };

  /** @param focus whether the first thing to press gets the keyboard. */
  const show = (title: string, focus: boolean, ...contents: HTMLElement[]) => {
    menu.replaceChildren(element('p', { class: 'area-title', text: title, role: 'status' }), ...contents);
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    if (focus) menu.querySelector('button')?.focus();
  };

  const choice = (text: string, onclick: () => void) =>
    element('button', { type: 'button', class: 'button', text, onclick });

  const draw = (shape: AreaShape) => {
    drawing.start(shape);
    show(
      hints[shape],
      false,
      choice('Cancel', () => drawing.cancel()),
    );
    map.focus();
  };

  const menuChoice = (text: string, does: (button: HTMLElement) => void) =>
    element('button', {
      ...menuButton,
      class: 'button',
      text,
      onclick: (event: Event) => does(event.currentTarget as HTMLElement),
    });

  const rowsIn = (region: Region): number[] => {
    const data = shownValue(store.state.map);
    return [...((data && rowsThatPass({ ...emptyFilter, region }, data)) ?? [])];
  };

  const headsIn = async (region: Region) => {
    const rows = rowsIn(region);
    refuseTooMany(rows.length);
    return heads.ofRows(rows);
  };

  const offer = (outline: PlacePx[]) => {
    const region = map.regionOf(outline);
    const data = shownValue(store.state.map);
    const papers = data ? countInArea(data.points, region) : 0;
    map.showDrawing(outline);
    const use = (does: (region: Region) => void) => () => {
      does(region);
      close(true);
      store.set({ tab: 'results' });
    };
    const cancel = choice('Cancel', () => close(true));
    if (papers === 0) {
      show('No papers in this area.', true, cancel);
      return;
    }
    show(
      `${paperCount(papers)} in this area`,
      true,
      choice('Only papers in it', use(actions.filterRegion)),
      choice('Papers like those in it', use(actions.nearRegion)),
      menuChoice('Collect them', (at) => collect.menu(at, () => headsIn(region))),
      menuChoice('Export them', (at) =>
        take.exportFrom(at, papers, () => ({ rows: rowsIn(region), what: 'area' })),
      ),
      cancel,
    );
  };

  const open = () =>
    show(
      'Select an area of the map',
      true,
      choice('Draw around it', () => draw('lasso')),
      choice('Draw a box', () => draw('box')),
      choice('Take what is seen', () => offer(map.seenOutline())),
      choice('Cancel', () => close(true)),
    );

  button.addEventListener('click', () => {
    if (drawing.isOn) drawing.cancel();
    else if (menu.hidden) open();
    else close(true);
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || (menu.hidden && !drawing.isOn)) return;
      // A menu that was opened from this one, or a dialog over it, closes first.
      if ((event.target as HTMLElement).closest('.popup-menu, dialog')) return;
      // Esc closes one thing at a time: this first, the open paper next.
      event.preventDefault();
      drawing.cancel();
      close(true);
    },
    { capture: true },
  );
  // An outline belongs to the view that it was drawn in.
  store.subscribe(
    (state) => [state.map],
    () => {
      if (!menu.hidden) close(false);
    },
  );
  return { open };
}
