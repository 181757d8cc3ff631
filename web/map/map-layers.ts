/**
 * The canvases of the map, one above the other, as large as their container and as sharp as the screen:
 *
 *     ground    opaque pixels: shading and points, written as an ImageData
 *     names     topic names
 *     overlay   rings, lines, numbers; takes the focus and all gestures
 */
import type { SizePx } from './viewport.ts';

/** Above 2 device pixels per CSS pixel the eye gains nothing, and every frame costs more than twice as much. */
const maxPixelRatio = 2;

export class MapLayers {
  readonly overlayElement: HTMLCanvasElement;
  readonly names: CanvasRenderingContext2D;
  readonly overlay: CanvasRenderingContext2D;
  /** CSS pixels. */
  size: SizePx = { widthPx: 1, heightPx: 1 };
  /** Device pixels per CSS pixel. */
  pixelRatio = 1;

  readonly #root: HTMLElement;
  readonly #ground: CanvasRenderingContext2D;
  readonly #observer: ResizeObserver;
  readonly #onResize: () => void;
  readonly #abort = new AbortController();
  #image: ImageData | null = null;

  /** @param onResize called when size or sharpness has changed; everything is blank then. */
  constructor(container: HTMLElement, onResize: () => void) {
    this.#onResize = onResize;
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    this.#root = document.createElement('div');
    this.#root.style.cssText = 'position: absolute; inset: 0; overflow: hidden';
    // Written pixel by pixel, so kept where the processor can write.
    this.#ground = this.#addCanvas({ alpha: false, willReadFrequently: true });
    this.names = this.#addCanvas();
    this.overlay = this.#addCanvas();
    this.overlayElement = this.overlay.canvas;
    // The ground and the names are a picture of what the overlay's label says.
    this.#ground.canvas.setAttribute('aria-hidden', 'true');
    this.names.canvas.setAttribute('aria-hidden', 'true');
    container.append(this.#root);
    this.#measure();
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(this.#root);
    this.#watchPixelRatio();
  }

  /**
   * The ground's pixels at a ratio of their own (device pixels per CSS pixel), to be written in full and then shown with
   * `showGround`; the browser stretches them over the map.
   */
  groundPixels(ratio: number): { pixels: Uint32Array; widthPx: number; heightPx: number } {
    const { canvas } = this.#ground;
    this.#setSize(canvas, ratio);
    const { width, height } = canvas;
    if (this.#image?.width !== width || this.#image.height !== height)
      this.#image = new ImageData(width, height);
    return { pixels: new Uint32Array(this.#image.data.buffer), widthPx: width, heightPx: height };
  }

  showGround(): void {
    if (this.#image) this.#ground.putImageData(this.#image, 0, 0);
  }

  /** Blanks a layer and sets it to CSS pixels. */
  begin(layer: CanvasRenderingContext2D): void {
    layer.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0);
    layer.clearRect(0, 0, this.size.widthPx, this.size.heightPx);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#abort.abort();
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
    for (const { canvas } of [this.names, this.overlay]) this.#setSize(canvas, this.pixelRatio);
  }

  /** A canvas that is given a size is blanked, even if it had that size already. */
  #setSize(canvas: HTMLCanvasElement, ratio: number): void {
    const width = Math.max(1, Math.round(this.size.widthPx * ratio));
    const height = Math.max(1, Math.round(this.size.heightPx * ratio));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
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
