/** A picture of the ground on a canvas of its own, shown where its points are at any view. */
import type { GroundPicture } from './ground-source.ts';
import type { GroundRequest } from './paint-ground.ts';
import { coversMap, placeGround } from './place-ground.ts';
import type { SizePx, Viewport } from './viewport.ts';

export class PlacedPicture {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #request: GroundRequest | null = null;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.canvas = context.canvas;
    const { style } = this.canvas;
    style.inset = '0 auto auto 0';
    style.transformOrigin = '0 0';
    style.willChange = 'transform';
    // Black until there is a picture: the page's paper shows instead.
    style.visibility = 'hidden';
  }

  /** What the picture shows; null before the first. */
  get request(): GroundRequest | null {
    return this.#request;
  }

  show({ request, pixels }: GroundPicture): void {
    const { widthPx, heightPx, pixelRatio } = request;
    const { canvas } = this;
    if (canvas.width !== widthPx) canvas.width = widthPx;
    if (canvas.height !== heightPx) canvas.height = heightPx;
    canvas.style.width = `${widthPx / pixelRatio}px`;
    canvas.style.height = `${heightPx / pixelRatio}px`;
    const bytes = new Uint8ClampedArray(pixels.buffer, 0, 4 * widthPx * heightPx);
    this.#context.putImageData(new ImageData(bytes, widthPx, heightPx), 0, 0);
    this.#request = request;
  }

  /** @param isVisible what is hidden costs the browser nothing. */
  place(view: Viewport, size: SizePx, isVisible: boolean): void {
    const { style } = this.canvas;
    const visibility = this.#request && isVisible ? '' : 'hidden';
    if (style.visibility !== visibility) style.visibility = visibility;
    if (!this.#request || !isVisible) return;
    const { leftPx, topPx, scale } = placeGround(this.#request, view, size);
    style.transform = `translate(${leftPx}px, ${topPx}px) scale(${scale})`;
  }

  /** Whether the picture, placed at a view, leaves no edge of the map empty. */
  covers(view: Viewport, size: SizePx): boolean {
    return this.#request !== null && coversMap(placeGround(this.#request, view, size), this.#request, size);
  }
}
