/** The views of the map that one came from, to go back to and forward again; apart from the browser's history of questions. */
import type { Viewport } from './map/viewport.ts';

/** Views that are kept: more than anyone goes back by single steps. */
const mostViews = 100;
/** Two views of which one is this much nearer, or moved by this share of what a screen shows, are one. */
const sameShare = 0.01;
/** About as wide as a screen, CSS pixels. */
const screenPx = 1000;

/** null: the whole map. */
export type SeenView = Viewport | null;

export class ViewHistory {
  #views: SeenView[];
  #at = 0;

  constructor(first: SeenView) {
    this.#views = [first];
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at + 1 < this.#views.length;
  }

  /** A view that the map came to rest at; what was ahead of the one before is forgotten. */
  visited(view: SeenView): void {
    if (isSame(this.#views[this.#at], view)) return;
    this.#views = [...this.#views.slice(0, this.#at + 1), view].slice(-mostViews);
    this.#at = this.#views.length - 1;
  }

  /** @returns undefined where there is none. */
  back(): SeenView | undefined {
    return this.canGoBack ? this.#views[--this.#at] : undefined;
  }

  forward(): SeenView | undefined {
    return this.canGoForward ? this.#views[++this.#at] : undefined;
  }
}

function isSame(a: SeenView, b: SeenView): boolean {
  if (a === null || b === null) return a === b;
  const movedPx = Math.hypot(a.xData - b.xData, a.yData - b.yData) * Math.min(a.scale, b.scale);
  return movedPx < sameShare * screenPx && Math.abs(Math.log(a.scale / b.scale)) < sameShare;
}
