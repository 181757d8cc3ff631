/**
 * Turns what a person does on the canvas into views, places and intentions: wheel, drag, pinch, double click and double
 * tap by d3-zoom; click and tap; pointing; long press; keys. It knows nothing of points or drawing.
 *
 * d3-zoom keeps the view as x' = k·x + tx, y' = k·y + ty. With (x, y) = (xData, −yData) its k is our scale, so the two are
 * exact translations of each other. Whoever moves the view moves d3's; ours follows from it, and is what stays when the
 * size of the map changes: d3 would keep its top left corner where it is, people expect the middle to stay.
 */
import { pointer, type Selection, select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { ViewAnimation } from './view-animation.ts';
import { clampView, panBy, type SizePx, type ViewLimits, type Viewport, zoomAt } from './viewport.ts';

export interface GestureEvents {
  /** The view is another one. `byPerson`: by a gesture or key on the map, not by `moveTo`. */
  viewMoved(byPerson: boolean): void;
  /** The pointer is over a place, with no button down; or a finger rests there. */
  pointedAt(xPx: number, yPx: number, isTouch: boolean): void;
  pointerLeft(): void;
  clicked(xPx: number, yPx: number, isTouch: boolean): void;
  /** The second click of two: what the first one has asked for was not meant. */
  doubleClicked(): void;
  /** A key moved the view: its middle is now what the person looks at. */
  keyMoved(): void;
  /** Enter: the middle is meant. */
  entered(): void;
  /** The key for "show everything". */
  fitAsked(): void;
}

/** CSS pixels that a press may wander and still be a click: a trackpad's click does. */
const clickDistancePx = 4;
const longPressMs = 450;
/** A finger is never still; more than this and it is a drag. */
const longPressDistancePx = 8;
const keyPanPx = 80;
const keyZoomFactor = 1.5;
const doubleClickFactor = 2;

export class Gestures {
  readonly #element: HTMLElement;
  readonly #sizeOf: () => SizePx;
  readonly #events: GestureEvents;
  readonly #selection: Selection<HTMLElement, unknown, null, undefined>;
  readonly #zoom: ZoomBehavior<HTMLElement, unknown>;
  readonly #animation = new ViewAnimation();
  readonly #abort = new AbortController();
  #view: Viewport = { xData: 0, yData: 0, scale: 1 };
  #limits: ViewLimits | null = null;
  #press: { xPx: number; yPx: number; timer: ReturnType<typeof setTimeout> } | null = null;
  #wasLongPress = false;
  #isMovedByPerson = false;

  constructor(element: HTMLElement, sizeOf: () => SizePx, events: GestureEvents) {
    this.#element = element;
    this.#sizeOf = sizeOf;
    this.#events = events;
    this.#selection = select(element);
    this.#zoom = zoom<HTMLElement, unknown>()
      .clickDistance(clickDistancePx)
      .extent(() => {
        const { widthPx, heightPx } = sizeOf();
        return [
          [0, 0],
          [widthPx, heightPx],
        ];
      })
      .constrain((transform) => this.#constrain(transform))
      .on('start', (event: D3ZoomEvent<HTMLElement, unknown>) => {
        if (event.sourceEvent) this.#animation.cancel();
      })
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
        const byPerson = Boolean(event.sourceEvent) || this.#isMovedByPerson;
        this.#view = toView(event.transform, sizeOf());
        events.viewMoved(byPerson);
      });
    this.#selection
      .call(this.#zoom)
      .on('dblclick.zoom', (event: MouseEvent | TouchEvent) => this.#doubleClick(event));
    // Otherwise the browser would scroll or zoom the page with the same fingers.
    element.style.touchAction = 'none';
    this.#listen();
  }

  get view(): Viewport {
    return this.#view;
  }

  /** Where the view is going: the end of a flight under way, else where it is. */
  get targetView(): Viewport {
    return this.#animation.target ?? this.view;
  }

  setLimits(limits: ViewLimits): void {
    this.#limits = limits;
    this.#zoom.scaleExtent([limits.minScale, limits.maxScale]);
  }

  /** Moves within the limits; flies there if `animate`, unless the person asked the system for less motion. */
  moveTo(view: Viewport, animate: boolean, byPerson = false): void {
    const target = this.#limits ? clampView(view, this.#limits) : view;
    if (animate && !prefersStillness()) {
      this.#animation.start(this.view, target, this.#sizeOf(), (step) => this.#apply(step, byPerson));
    } else {
      this.#animation.cancel();
      this.#apply(target, byPerson);
    }
  }

  /** After a change of size: the same view in the new size, within the new limits. A flight under way ends. */
  keepMiddle(): void {
    this.moveTo(this.#view, false);
  }

  destroy(): void {
    this.#abort.abort();
    this.#animation.cancel();
    this.#endPress();
    this.#selection.on('.zoom', null);
  }

  #apply(view: Viewport, byPerson: boolean): void {
    this.#isMovedByPerson = byPerson;
    this.#zoom.transform(this.#selection, toTransform(view, this.#sizeOf()));
    this.#isMovedByPerson = false;
  }

  #constrain(transform: ZoomTransform): ZoomTransform {
    if (!this.#limits) return transform;
    const size = this.#sizeOf();
    const view = toView(transform, size);
    const clamped = clampView(view, this.#limits);
    return clamped.xData === view.xData && clamped.yData === view.yData && clamped.scale === view.scale
      ? transform
      : toTransform(clamped, size);
  }

  #doubleClick(event: MouseEvent | TouchEvent): void {
    event.preventDefault();
    // d3-zoom takes a tap and a long press soon after it for a double tap.
    if (this.#wasLongPress) return;
    const at = 'changedTouches' in event ? event.changedTouches[0] : event;
    const [xPx, yPx] = pointer(at, this.#element);
    this.#events.doubleClicked();
    const factor = event.shiftKey ? 1 / doubleClickFactor : doubleClickFactor;
    this.moveTo(zoomAt(this.targetView, factor, xPx, yPx, this.#sizeOf()), true, true);
  }

  #listen(): void {
    const { signal } = this.#abort;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => this.#element.addEventListener(name, listener, { signal });

    on('pointermove', (event) => {
      const [xPx, yPx] = pointer(event, this.#element);
      if (event.pointerType === 'touch') {
        const press = this.#press;
        if (press && Math.hypot(xPx - press.xPx, yPx - press.yPx) > longPressDistancePx) this.#endPress();
      } else if (event.buttons === 0) {
        this.#events.pointedAt(xPx, yPx, false);
      }
    });
    on('pointerleave', (event) => {
      if (event.pointerType !== 'touch') this.#events.pointerLeft();
    });
    on('pointerdown', (event) => {
      this.#wasLongPress = false;
      // A second finger is a pinch.
      if (event.pointerType === 'touch' && event.isPrimary) this.#startPress(event);
      else this.#endPress();
    });
    on('pointerup', () => this.#endPress());
    on('pointercancel', () => this.#endPress());
    on('click', (event) => {
      if (this.#wasLongPress || event.detail > 1) return;
      const [xPx, yPx] = pointer(event, this.#element);
      this.#events.clicked(xPx, yPx, (event as PointerEvent).pointerType === 'touch');
    });
    on('contextmenu', (event) => {
      if (this.#press || this.#wasLongPress) event.preventDefault();
    });
    on('keydown', (event) => this.#key(event));
  }

  #startPress(event: PointerEvent): void {
    this.#endPress();
    this.#events.pointerLeft();
    const [xPx, yPx] = pointer(event, this.#element);
    const timer = setTimeout(() => {
      this.#press = null;
      this.#wasLongPress = true;
      this.#events.pointedAt(xPx, yPx, true);
    }, longPressMs);
    this.#press = { xPx, yPx, timer };
  }

  #endPress(): void {
    if (this.#press) clearTimeout(this.#press.timer);
    this.#press = null;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const size = this.#sizeOf();
    const zoomed = (factor: number) =>
      zoomAt(this.targetView, factor, size.widthPx / 2, size.heightPx / 2, size);
    // Shift goes three times as far. The view moves towards the arrow, so the picture moves the other way.
    const stepPx = keyPanPx * (event.shiftKey ? 3 : 1);
    switch (event.key) {
      case 'ArrowLeft':
        this.moveTo(panBy(this.targetView, stepPx, 0), false, true);
        break;
      case 'ArrowRight':
        this.moveTo(panBy(this.targetView, -stepPx, 0), false, true);
        break;
      case 'ArrowUp':
        this.moveTo(panBy(this.targetView, 0, stepPx), false, true);
        break;
      case 'ArrowDown':
        this.moveTo(panBy(this.targetView, 0, -stepPx), false, true);
        break;
      case '+':
      case '=':
        this.moveTo(zoomed(keyZoomFactor), true, true);
        break;
      case '-':
      case '_':
        this.moveTo(zoomed(1 / keyZoomFactor), true, true);
        break;
      case '0':
        this.#events.fitAsked();
        break;
      case 'Enter':
        this.#events.entered();
        break;
      default:
        return;
    }
    event.preventDefault();
    if (event.key !== 'Enter') this.#events.keyMoved();
  }
}

/** Whether the person has asked the system for less motion. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** d3's transform of a view; y is turned because d3's grows downwards. */
export function toTransform(view: Viewport, size: SizePx): ZoomTransform {
  return zoomIdentity
    .translate(size.widthPx / 2 - view.xData * view.scale, size.heightPx / 2 + view.yData * view.scale)
    .scale(view.scale);
}

/** The inverse of `toTransform`. */
export function toView(transform: ZoomTransform, size: SizePx): Viewport {
  return {
    xData: (size.widthPx / 2 - transform.x) / transform.k,
    yData: (transform.y - size.heightPx / 2) / transform.k,
    scale: transform.k,
  };
}
