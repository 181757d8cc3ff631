/**
 * What a hand means on the map: the point, the topic's name or the paper's title under the pointer, a finger, or the cross
 * of keyboard users; and what a click on it does.
 */
import type { MapLayers } from './map-layers.ts';
import type { MapPicture } from './map-picture.ts';
import type { Viewport } from './viewport.ts';

export interface MapEvents {
  /** A point is under the pointer, a resting finger, or the keyboard's cross (its place, CSS pixels); null: none any more. */
  hover(row: number | null, xPx: number, yPx: number): void;
  /** A point or a title was clicked, tapped or entered; null: a click beside all. The map does not select by itself. */
  select(row: number | null): void;
  /** At most once a frame. */
  viewChanged(view: Viewport): void;
  /** In the frame that shows the points of new data first. */
  pointsShown(): void;
  /** A topic's name was clicked. */
  topicPicked(topicId: number): void;
  /** Rows whose titles the map has room for and does not know, none among it; at each frame in which names are drawn. */
  titlesWanted(rows: readonly number[]): void;
}

export type Layer = 'ground' | 'names' | 'overlay';

/** How far from a point's edge a pointer may be and still mean it; CSS pixels. */
export const reachPx = { mouse: 5, touch: 16, keyboard: 60 };
/** A second click may turn the first into a double click within this time, as in most systems. */
const doubleClickMs = 300;

export class MapAim {
  readonly #layers: MapLayers;
  readonly #picture: MapPicture;
  readonly #events: MapEvents;
  readonly #mark: (...layers: Layer[]) => void;
  /** Whether keys moved the view last: then the middle of the map is what the person aims with. */
  #isByKeyboard = false;
  #deselectTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param mark asks for layers to be drawn anew. */
  constructor(layers: MapLayers, picture: MapPicture, events: MapEvents, mark: (...layers: Layer[]) => void) {
    this.#layers = layers;
    this.#picture = picture;
    this.#events = events;
    this.#mark = mark;
  }

  pointedAt(xPx: number, yPx: number, isTouch: boolean): void {
    this.stopKeyboard();
    // A name lies above the points, so it is what is meant.
    const topic = isTouch ? null : this.#picture.topicAt(xPx, yPx);
    if (topic !== null) this.hover(null, topic);
    else this.hover(this.#rowMeant(xPx, yPx, isTouch));
  }

  /** @param hasMoved whether its place has changed, even if it is the same row. */
  hover(row: number | null, topic: number | null = null, hasMoved = false): void {
    const picture = this.#picture;
    this.#layers.overlayElement.style.cursor = row !== null || topic !== null ? 'pointer' : 'grab';
    if (topic !== picture.hoveredTopic) {
      picture.hoveredTopic = topic;
      this.#mark('names');
    }
    if (row === picture.hoveredRow && !(hasMoved && row !== null)) return;
    if (row !== picture.hoveredRow) this.#mark('overlay');
    picture.hoveredRow = row;
    const { xPx, yPx } = row === null ? { xPx: 0, yPx: 0 } : picture.positionOf(row);
    this.#events.hover(row, xPx, yPx);
  }

  clicked(xPx: number, yPx: number, isTouch: boolean): void {
    this.keepSelection();
    const topic = this.#picture.topicAt(xPx, yPx);
    if (topic !== null) {
      this.#events.topicPicked(topic);
      return;
    }
    const row = this.#rowMeant(xPx, yPx, isTouch);
    if (row !== null) this.#events.select(row);
    // Beside all points: perhaps the first half of a double click, which is to zoom and not to lose the selection.
    else this.#deselectTimer = setTimeout(() => this.#events.select(null), doubleClickMs);
  }

  /** The click before was no click beside all points. */
  keepSelection(): void {
    clearTimeout(this.#deselectTimer);
  }

  focused(): void {
    if (this.#layers.overlayElement.matches(':focus-visible')) this.byKeyboard();
  }

  byKeyboard(): void {
    this.#isByKeyboard = true;
    this.#mark('overlay');
  }

  stopKeyboard(): void {
    if (!this.#isByKeyboard) return;
    this.#isByKeyboard = false;
    this.hover(null);
    this.#mark('overlay');
  }

  entered(): void {
    const row = this.#rowInTheMiddle();
    if (row !== null) this.#events.select(row);
  }

  /** What was under a resting pointer is another point now; what the cross aims at is found when it is drawn. */
  viewMoved(): void {
    if (!this.#isByKeyboard) this.hover(null);
  }

  /** Before the overlay is drawn. */
  aimCross(hasViewMoved: boolean): void {
    this.#picture.showCross = this.#isByKeyboard;
    if (this.#isByKeyboard) this.hover(this.#rowInTheMiddle(), null, hasViewMoved);
  }

  /** A title stands beside its point and over others: what is on a point itself means that, then titles, then what is near. */
  #rowMeant(xPx: number, yPx: number, isTouch: boolean): number | null {
    const picture = this.#picture;
    return (
      picture.rowAt(xPx, yPx, 0) ??
      picture.titles.rowAt(xPx, yPx) ??
      picture.rowAt(xPx, yPx, isTouch ? reachPx.touch : reachPx.mouse)
    );
  }

  #rowInTheMiddle(): number | null {
    const { widthPx, heightPx } = this.#layers.size;
    return this.#picture.rowAt(widthPx / 2, heightPx / 2, reachPx.keyboard);
  }
}
