/** Back and forward through the views of the map: two buttons beside the zoom, and a key each. */
import { byId } from '../element.ts';
import { icon } from '../icons.ts';
import type { Viewport } from '../map/viewport.ts';
import type { PageStore } from '../page-state.ts';
import { ViewHistory } from '../view-history.ts';
import { announce } from './announce.ts';

/** @param show moves the map to a view; null: all of it. */
export function viewButtons(
  store: PageStore,
  show: (view: Viewport | null) => void,
): { back(): void; forward(): void } {
  const history = new ViewHistory(store.state.asked.view);
  const buttons = { back: byId('view-back'), forward: byId('view-forward') };
  const go = (way: 'back' | 'forward') => {
    const view = history[way]();
    if (view === undefined) announce(`There is no ${way === 'back' ? 'earlier' : 'later'} view of the map.`);
    else show(view);
    draw();
  };
  // Not `disabled`, which would take the focus from the button that was just pressed.
  const draw = () => {
    buttons.back.setAttribute('aria-disabled', String(!history.canGoBack));
    buttons.forward.setAttribute('aria-disabled', String(!history.canGoForward));
  };
  for (const way of ['back', 'forward'] as const) {
    buttons[way].append(icon(way));
    buttons[way].addEventListener('click', () => go(way));
  }
  store.subscribe(
    (state) => [state.asked.view],
    ({ asked }) => {
      history.visited(asked.view);
      draw();
    },
  );
  return { back: () => go('back'), forward: () => go('forward') };
}
