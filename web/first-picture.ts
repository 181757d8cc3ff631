/**
 * The points come first: from the answer that brings them to the frame that shows them, panels wait that take long to draw
 * (years, filters, topics, examples). After it each is drawn in a task of its own.
 */
import type { PageStore } from './page-state.ts';

/** No longer than this: topics may take seconds on a server that has just started, the first picture of a million points one. */
const mostMs = 400;

/** @returns to be called in the frame that shows the points. */
export function pointsFirst(store: PageStore): () => void {
  let isShown = false;
  let longest: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(
    (state) => [state.map, state.topics],
    ({ map }) => {
      if (isShown || map.status !== 'ready' || map.value.rows === 0) return;
      store.hold();
      clearTimeout(longest);
      longest = setTimeout(() => void store.release(), mostMs);
    },
  );
  return () => {
    if (isShown) return;
    isShown = true;
    clearTimeout(longest);
    // After this frame.
    setTimeout(() => void store.release());
  };
}
