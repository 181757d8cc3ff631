/** Keeps the address and the state the same: changes are written to the browser's history, back and forward are read. */
import type { PageStore } from './page-state.ts';
import { readViewState, writeViewState } from './view-state.ts';

export function connectAddressBar(store: PageStore): void {
  let typing = false;
  store.subscribe(
    (state) => [state.asked],
    ({ asked, step }) => {
      const query = writeViewState(asked);
      const inPlace = step === 'replace' || (step === 'typing' && typing);
      // Moving the map while typing does not end the run of typing.
      if (step !== 'replace') typing = step === 'typing';
      if (step === 'none' || query === location.search.replace(/^\?/, '')) return;
      const address = query ? `?${query}` : location.pathname;
      if (inPlace) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    },
  );
  addEventListener('popstate', () => {
    const { state, notes } = readViewState(location.search);
    const { asked, tab, listTab } = store.state;
    const opened = state.selected !== null && state.selected !== asked.selected;
    const closed = state.selected === null && tab === 'paper';
    store.set({ asked: state, step: 'none', notes, tab: opened ? 'paper' : closed ? listTab : tab });
  });
}
