/** A small card beside the pointer: title, topic and year of the point under it. Titles are fetched when rested on. */
import { byId, element } from '../element.ts';
import { Latest } from '../latest.ts';
import { mapCover } from '../map-cover.ts';
import { shownValue } from '../page-state.ts';
import type { PaperHead } from '../paper-heads.ts';
import type { PanelParts } from './panel-parts.ts';
import { topicNames } from './topic-names.ts';
import { versionCount } from './version-list.ts';

/** Resting this long on a point asks for its title: sweeping over the map asks for nothing. */
const restMs = 60;
/** Between pointer and card, so that the card does not cover its point. */
const gapPx = 14;

/** How many other rows are the same paper. */
export function otherVersions(representative: Int32Array | null, row: number): number {
  if (!representative) return 0;
  let count = 0;
  for (const of of representative) if (of === representative[row]) count++;
  return count - 1;
}

export class HoverCard {
  private readonly card = byId('hover-card');
  private readonly parts: PanelParts;
  private readonly latest = new Latest();
  private rest: ReturnType<typeof setTimeout> | undefined;
  private row: number | null = null;

  constructor(parts: PanelParts) {
    this.parts = parts;
  }

  /** @param xPx, yPx of the pointer within the map. */
  show(row: number | null, xPx: number, yPx: number): void {
    if (row !== this.row) {
      this.row = row;
      clearTimeout(this.rest);
      this.latest.cancel();
      if (row !== null) this.fill(row);
    }
    this.card.hidden = row === null || this.card.childElementCount === 0;
    if (!this.card.hidden) this.place(xPx, yPx);
  }

  private fill(row: number): void {
    const { store, heads } = this.parts;
    this.card.replaceChildren();
    const known = heads.knownRow(row);
    if (known) {
      this.draw(known.title, known.year);
      return;
    }
    this.draw('…', shownValue(store.state.map)?.years[row] || null);
    this.rest = setTimeout(() => void this.fetch(row), restMs);
  }

  private async fetch(row: number): Promise<void> {
    try {
      const result = await this.latest.run((signal) => this.parts.heads.ofRows([row], signal));
      const head: PaperHead | undefined = result.current ? result.answer[0] : undefined;
      if (head && this.row === row) this.draw(head.title, head.year);
    } catch {
      // A click asks again and shows the failure in the pane, with what to do.
      if (this.row === row) this.draw('The title could not be fetched.', null);
    }
  }

  private draw(title: string, year: number | null): void {
    const { state } = this.parts.store;
    const map = shownValue(state.map);
    const finest = map?.topicLevels.at(-1)?.[this.row ?? 0] ?? -1;
    const others = this.row === null ? 0 : otherVersions(map?.representative ?? null, this.row);
    const about = [
      topicNames(state)(finest) ?? '',
      year ? String(year) : '',
      others > 0 ? versionCount(others) : '',
    ]
      .filter(Boolean)
      .join(' · ');
    this.card.replaceChildren(
      element('p', { class: 'hover-title', text: title, dir: 'auto' }),
      ...(about ? [element('p', { class: 'hover-about', text: about })] : []),
    );
  }

  private place(xPx: number, yPx: number): void {
    const stage = this.card.parentElement?.getBoundingClientRect();
    if (!stage) return;
    const { offsetWidth, offsetHeight } = this.card;
    const right = stage.width - mapCover().rightPx;
    const left = xPx + gapPx + offsetWidth > right ? xPx - gapPx - offsetWidth : xPx + gapPx;
    const top = yPx + gapPx + offsetHeight > stage.height ? yPx - gapPx - offsetHeight : yPx + gapPx;
    this.card.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }
}
