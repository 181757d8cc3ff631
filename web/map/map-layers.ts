/**
 * The canvases of the map, one above the other, as large as their container and as sharp as the screen:
 *
 *     whole     the same as the ground, of the whole map: seen where the ground has been left behind
 *     ground    opaque pixels: shading and points; larger than the rest, and moved on its own (`ground-canvas.ts`)
 *     names     topic names
 *     overlay   rings, lines, numbers; takes the focus and all gestures
 */
import { GroundCanvas } from './ground-canvas.ts';
import type { SizePx } from './viewport.ts';

/** Above 2 device pixels per CSS pixel the eye gains nothing, and every frame costs more than twice as much. */
const maxPixelRatio = 2;

export class MapLayers {
  readonly overlayElement: HTMLCanvasElement;
  readonly ground: GroundCanvas;
  readonly names: CanvasRenderingContext2D;
  readonly overlay: CanvasRenderingContext2D;
  /** CSS pixels. */
  size: SizePx = { widthPx: 1, heightPx: 1 };
  /** Device pixels per CSS pixel. */
  pixelRatio = 1;

  readonly #root: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #onResize: () => void;
  readonly #abort = new AbortController();

  /**
   * @param onResize called when size or sharpness has changed; names and overlay are blank then.
   * @param onGround called when the ground is to be drawn again: a picture of it has come.
   */
  constructor(container: HTMLElement, onResize: () => void, onGround: () => void) {
    this.#onResize = onResize;
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    this.#root = document.createElement('div');
    this.#root.style.cssText = 'position: absolute; inset: 0; overflow: hidden; isolation: isolate';
    // Written pixel by pixel, so kept where the processor can write.
    const ground = this.#addCanvas({ alpha: false, willReadFrequently: true });
    const whole = this.#addCanvas({ alpha: false, willReadFrequently: true });
    this.ground = new GroundCanvas(ground, whole, onGround);
    // Under the ground, by which the root is the bottom of all.
    whole.canvas.style.zIndex = '-1';
    this.names = this.#addCanvas();
    this.overlay = this.#addCanvas();
    this.overlayElement = this.overlay.canvas;
    // The ground and the names are a picture of what the overlay's label says.
    ground.canvas.setAttribute('aria-hidden', 'true');
    whole.canvas.setAttribute('aria-hidden', 'true');
    this.names.canvas.setAttribute('aria-hidden', 'true');
    container.append(this.#root);
    this.#measure();
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(this.#root);
    this.#watchPixelRatio();
  }

  /** Blanks a layer and sets it to CSS pixels. */
  begin(layer: CanvasRenderingContext2D): void {
    layer.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0);
    layer.clearRect(0, 0, this.size.widthPx, this.size.heightPx);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#abort.abort();
    this.ground.close();
    this.#root.remove();
  }

  #addCanvas(settings?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
    const canvas = document.createElement('canvas');
    canvas.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%; display: block';
    this.#root.append(canvas);
    const context = canvas.getContext('2d', settings);
    if (!context)
      throw new Error('The map cannot be drawn: this browser gives no 2D canvas. Try another browser.');
    return context;
  }

  #resize(): void {
    const { size, pixelRatio } = this;
    this.#measure();
    if (
      size.widthPx !== this.size.widthPx ||
      size.heightPx !== this.size.heightPx ||
      pixelRatio !== this.pixelRatio
    ) {
      this.#onResize();
    }
  }

  #measure(): void {
    this.size = {
      widthPx: Math.max(1, this.#root.clientWidth),
      heightPx: Math.max(1, this.#root.clientHeight),
    };
    this.pixelRatio = Math.min(maxPixelRatio, window.devicePixelRatio || 1);
    const width = Math.max(1, Math.round(this.size.widthPx * this.pixelRatio));
    const height = Math.max(1, Math.round(this.size.heightPx * this.pixelRatio));
    for (const { canvas } of [this.names, this.overlay]) {
      // A canvas that is given a size is blanked, even if it had that size already.
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
  }

  /** A ratio has no event of its own: a media query for the present one tells when it ends, once. */
  #watchPixelRatio(): void {
    const { signal } = this.#abort;
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        this.#resize();
        this.#watchPixelRatio();
      },
      { once: true, signal },
    );
  }
}
