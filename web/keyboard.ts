/** The keys of the page; `panels/help-dialog.ts` lists them. Arrows and Enter on the map are the map's own. */
import type { MapStage } from './map-stage.ts';
import type { PageActions } from './page-actions.ts';
import type { PageStore } from './page-state.ts';
import type { HitList } from './panels/hit-list.ts';
import { readStored, writeStored } from './theme.ts';

const storageKey = 'nearby-letter-keys';

export interface KeyboardParts {
  store: PageStore;
  actions: PageActions;
  hits: HitList;
  map: MapStage;
  views: { back(): void; forward(): void };
  search: { focus(): void };
  help: { open(): void };
  areas: { open(): void };
  collections: { open(): void };
}

/** Whether keys of a single letter work: people who dictate or tremble turn them off (WCAG 2.1.4). */
export const letterKeys = {
  enabled: readStored(storageKey) !== 'off',
  set(enabled: boolean): void {
    letterKeys.enabled = enabled;
    writeStored(storageKey, enabled ? 'on' : 'off');
  },
};

export function connectKeyboard(parts: KeyboardParts): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    // An open dialog has the keyboard to itself; its Esc is the browser's.
    if (document.querySelector('dialog[open]')) return;
    const done =
      special(event.key, target, parts) ||
      (letterKeys.enabled && !isWriting(target) && letter(event.key, target, parts));
    if (done) event.preventDefault();
  });
}

/** Keys that mean one thing everywhere they apply. */
function special(key: string, target: HTMLElement, parts: KeyboardParts): boolean {
  const { hits } = parts;
  const inHits = target.closest('#hits') !== null;
  const inSearch = target.id === 'search-text';
  switch (key) {
    case 'Escape':
      return closeTopmost(parts);
    case 'ArrowDown':
      if (inHits || inSearch) hits.move(1);
      return inHits || inSearch;
    case 'ArrowUp':
      if (inHits) hits.move(-1);
      return inHits;
    default:
      return false;
  }
}

/** One thing at a time: the choice that waits for a second topic, the open paper, the comparison. */
function closeTopmost({ store, actions }: KeyboardParts): boolean {
  const { asked, comparing } = store.state;
  if (comparing !== null) actions.chooseToCompare(null);
  else if (asked.selected !== null) actions.closePaper();
  else if (asked.compare !== null) actions.endComparison();
  else return false;
  return true;
}

function letter(key: string, target: HTMLElement, parts: KeyboardParts): boolean {
  const { store, actions, hits, map } = parts;
  switch (key) {
    case '/':
      parts.search.focus();
      return true;
    case '?':
      parts.help.open();
      return true;
    case 'j':
    case 'k':
      store.set({ tab: 'results' });
      hits.move(key === 'j' ? 1 : -1);
      return true;
    case 'l':
    case 'd': {
      const inPane = target.closest('#paper') !== null;
      const id = (inPane ? null : hits.current()) ?? store.state.asked.selected;
      if (id !== null) actions.toggleMark(id, key === 'l' ? 'like' : 'unlike');
      return id !== null;
    }
    case 'n': {
      const neighbor = document.querySelector<HTMLElement>('#paper .neighbor a');
      neighbor?.focus();
      return neighbor !== null;
    }
    case 's':
      parts.areas.open();
      return true;
    case 'c':
      parts.collections.open();
      return true;
    case 'm':
      map.focus();
      return true;
    case '+':
    case '=':
      map.zoom(1);
      return true;
    case '-':
    case '−':
      map.zoom(-1);
      return true;
    case '0':
      map.fit();
      return true;
    case '[':
      parts.views.back();
      return true;
    case ']':
      parts.views.forward();
      return true;
    default:
      return false;
  }
}

/** Radio buttons and boxes take no letters, fields and lists of choices do. */
function isWriting(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
