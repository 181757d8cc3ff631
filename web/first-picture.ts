/**
 * The points come first: from the answer that brings them to the frame that shows them, panels wait that take long to draw
 * (years, filters, topics, examples). After it each is drawn in a task of its own.
 */
import { type PageStore, shownValue } from './page-state.ts';

/** No longer than this: topics may take seconds on a server that has just started, the first picture of a million points one. */
const mostMs = 400;

/**
 * @param panel is said to be busy meanwhile.
 * @returns to be called in the frame that shows the points.
 */
export function pointsFirst(
  store: PageStore,
  panel: Pick<Element, 'setAttribute' | 'removeAttribute'>,
): () => void {
  let isShown = false;
  let longest: ReturnType<typeof setTimeout> | undefined;
  const release = async () => {
    clearTimeout(longest);
    await store.release();
    if (!store.isHeld) panel.removeAttribute('aria-busy');
  };
  store.subscribe(
    (state) => [state.map, state.topics],
    ({ map }) => {
      if (isShown || !shownValue(map)?.rows) return;
      store.hold();
      panel.setAttribute('aria-busy', 'true');
      clearTimeout(longest);
      longest = setTimeout(() => void release(), mostMs);
    },
  );
  return () => {
    if (isShown) return;
    isShown = true;
    // After this frame.
    setTimeout(() => void release());
  };
}
