/**
 * Drawing an area on the map with pointer, finger or pen: freely, or a box. While it goes on, the gestures of the map
 * rest: it listens at the map's frame, before them, and lets nothing through.
 */
import type { PlacePx } from './draw-overlay.ts';
import { simplifyOutline } from './simplify-outline.ts';

export type AreaShape = 'lasso' | 'box';

export interface AreaEvents {
  /** The outline so far; empty: there is none. */
  changed(outline: readonly PlacePx[]): void;
  /** An outline with some extent was closed; at least 3 corners. */
  drawn(outline: PlacePx[]): void;
  /** Drawing was asked for and then not done. */
  given(): void;
}

/** An outline within a square of this side is a click that trembled. */
const leastExtentPx = 6;

export class AreaDrawing {
  readonly #frame: HTMLElement;
  readonly #events: AreaEvents;
  /** What the next press draws; null: the map's own gestures. */
  #shape: AreaShape | null = null;
  #drawing: { shape: AreaShape; pointerId: number; places: PlacePx[] } | null = null;
  /** The click that the browser makes of a drawing's end is not one. */
  #swallowsClick = false;

  constructor(frame: HTMLElement, events: AreaEvents) {
    this.#frame = frame;
    this.#events = events;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => frame.addEventListener(name, listener, { capture: true, passive: false });
    on('pointerdown', (event) => this.#press(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#release(event));
    on('pointercancel', (event) => {
      if (event.pointerId === this.#drawing?.pointerId) this.cancel();
    });
    on('mousedown', (event) => {
      if (this.#drawing) event.stopPropagation();
    });
    on('touchstart', (event) => {
      if (!this.#drawing) return;
      event.stopPropagation();
      // No fling comes of it, in which the browser would swallow the tap that follows.
      event.preventDefault();
    });
    for (const name of ['click', 'dblclick'] as const) {
      on(name, (event) => {
        if (this.#swallowsClick) event.stopPropagation();
      });
    }
  }

  get isOn(): boolean {
    return this.#shape !== null || this.#drawing !== null;
  }

  /** The next press on the map begins an area. */
  start(shape: AreaShape): void {
    this.#shape = shape;
    this.#frame.classList.add('is-drawing');
  }

  /** Back to the map's own gestures; what was drawn so far is gone. */
  cancel(): void {
    if (!this.isOn) return;
    this.#end();
    this.#events.given();
  }

  #end(): void {
    this.#shape = null;
    this.#drawing = null;
    this.#frame.classList.remove('is-drawing');
    this.#events.changed([]);
  }

  #press(event: PointerEvent): void {
    this.#swallowsClick = false;
    if (this.#drawing) {
      // A second finger.
      event.stopPropagation();
      return;
    }
    // With Shift a mouse draws a box at once, as in most programs with areas.
    const shape = this.#shape ?? (event.shiftKey && event.pointerType === 'mouse' ? 'box' : null);
    if (shape === null || event.button !== 0) return;
    event.stopPropagation();
    this.#frame.setPointerCapture(event.pointerId);
    this.#drawing = { shape, pointerId: event.pointerId, places: [this.#placeOf(event)] };
  }

  #move(event: PointerEvent): void {
    if (!this.#drawing) return;
    event.stopPropagation();
    if (event.pointerId !== this.#drawing.pointerId) return;
    this.#drawing.places.push(this.#placeOf(event));
    this.#events.changed(this.#outline());
  }

  #release(event: PointerEvent): void {
    if (event.pointerId !== this.#drawing?.pointerId) return;
    event.stopPropagation();
    const outline = simplifyOutline(this.#outline());
    const wasAsked = this.#shape !== null;
    // A press with Shift that did not move is the map's own click.
    this.#swallowsClick = wasAsked || hasExtent(outline);
    this.#end();
    if (hasExtent(outline)) this.#events.drawn(outline);
    else if (wasAsked) this.#events.given();
  }

  #outline(): PlacePx[] {
    const { shape, places } = this.#drawing!;
    return shape === 'lasso' ? places : boxOf(places[0], places[places.length - 1]);
  }

  /** Within the frame. */
  #placeOf(event: PointerEvent): PlacePx {
    const { left, top } = this.#frame.getBoundingClientRect();
    return { xPx: event.clientX - left, yPx: event.clientY - top };
  }
}

/** The four corners in order around. */
export function boxOf(a: PlacePx, b: PlacePx): PlacePx[] {
  return [a, { xPx: b.xPx, yPx: a.yPx }, b, { xPx: a.xPx, yPx: b.yPx }];
}

function hasExtent(outline: readonly PlacePx[]): boolean {
  if (outline.length < 3) return false;
  const xs = outline.map(({ xPx }) => xPx);
  const ys = outline.map(({ yPx }) => yPx);
  return (
    Math.max(...xs) - Math.min(...xs) >= leastExtentPx && Math.max(...ys) - Math.min(...ys) >= leastExtentPx
  );
}
