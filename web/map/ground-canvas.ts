/**
 * The ground's canvas: shows the last picture where its points are at the present view, and asks for the next one as soon
 * as the last has come. What is drawn above it in the same frame is drawn for the same view, so that nothing swims.
 */
import { type GroundPicture, type GroundSource, PageGround, WorkerGround } from './ground-source.ts';
import { MotionQuality } from './motion-quality.ts';
import type { GroundRequest, RowLooks } from './paint-ground.ts';
import { coversMap, frameAround, placeGround } from './place-ground.ts';
import type { SizePx, Viewport } from './viewport.ts';

/** How the ground is drawn at a view. */
export type GroundStyle = Omit<GroundRequest, 'view' | 'widthPx' | 'heightPx' | 'pixelRatio'>;

export class GroundCanvas {
  readonly #context: CanvasRenderingContext2D;
  readonly #onPicture: () => void;
  readonly #quality = new MotionQuality();
  #source: GroundSource;
  /** What the source was last told; told again to the one that takes its place. */
  #points: Float32Array = new Float32Array(0);
  #looks: RowLooks | null = null;
  #isLooksNews = false;
  /** How often points or looks have changed: a picture is of one state of them. */
  #version = 0;
  #wanted: { request: GroundRequest; fullRatio: number } | null = null;
  #asked: { request: GroundRequest; fullRatio: number; version: number } | null = null;
  #arrived: { picture: GroundPicture; version: number } | null = null;
  #shown: { request: GroundRequest; version: number } | null = null;
  #spare: Uint32Array<ArrayBuffer> | null = null;

  /** @param onPicture a picture has come: `draw` is to be called in the next frame. */
  constructor(context: CanvasRenderingContext2D, onPicture: () => void) {
    this.#context = context;
    this.#onPicture = onPicture;
    const { style } = context.canvas;
    style.inset = '0 auto auto 0';
    style.transformOrigin = '0 0';
    style.willChange = 'transform';
    // Black until the first picture: the page's paper shows instead.
    style.visibility = 'hidden';
    this.#source = this.#open();
  }

  /** @param points 2 a row; kept, not copied. Looks are to follow. */
  setPoints(points: Float32Array): void {
    this.#points = points;
    this.#looks = null;
    this.#version++;
    this.#source.setPoints(points);
  }

  /** @param looks one a row of the points; kept, not copied. Sent when next drawn: several may follow each other. */
  setLooks(looks: RowLooks): void {
    this.#looks = looks;
    this.#isLooksNews = true;
    this.#version++;
  }

  /**
   * Shows the ground at a view.
   *
   * @param fullRatio device pixels per CSS pixel of the screen.
   * @param isMoving whether it may be less sharp for now; `draw` is to be called again when the map stands still.
   */
  draw(view: Viewport, size: SizePx, style: GroundStyle, fullRatio: number, isMoving: boolean): void {
    const { isBlocking } = this.#source;
    const ratio = this.#quality.ratioFor(fullRatio, isMoving, isBlocking);
    this.#wanted = { request: { ...frameAround(view, size, ratio), ...style }, fullRatio };
    // Where painting makes the page wait, what is seen of the last picture has to do while the map moves.
    const isPutOff = isMoving && isBlocking && this.#quality.isSlow(true) && this.#covers(view, size);
    if (!isPutOff) this.#askNext();
    this.#showArrived();
    this.#place(view, size);
    this.#say(ratio === fullRatio && this.#isShown(this.#wanted.request));
  }

  close(): void {
    this.#source.close();
  }

  #open(): GroundSource {
    const onPicture = (picture: GroundPicture) => this.#pictureCame(picture);
    try {
      return new WorkerGround(onPicture, (reason) => this.#workerFailed(reason));
    } catch (failure) {
      console.info('The map is drawn without a worker, which makes large ones slower to move.', failure);
      return new PageGround(onPicture);
    }
  }

  #workerFailed(reason: string): void {
    if (this.#source.isBlocking) return;
    console.warn(`The map is drawn without its worker from now on: ${reason}.`);
    this.#source.close();
    this.#source = new PageGround((picture) => this.#pictureCame(picture));
    this.#source.setPoints(this.#points);
    this.#isLooksNews = true;
    this.#asked = null;
    this.#onPicture();
  }

  #askNext(): void {
    const wanted = this.#wanted;
    if (!wanted || !this.#looks || this.#asked || this.#isShown(wanted.request)) return;
    const arrived = this.#arrived;
    if (arrived?.version === this.#version && isSame(arrived.picture.request, wanted.request)) return;
    if (this.#isLooksNews) this.#source.setLooks(this.#looks);
    this.#isLooksNews = false;
    this.#asked = { ...wanted, version: this.#version };
    const spare = this.#spare;
    this.#spare = null;
    this.#source.ask(wanted.request, spare);
  }

  #pictureCame(picture: GroundPicture): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#asked = null;
    if (picture.request.pixelRatio === asked.fullRatio) this.#quality.tookAtFull(picture.tookMs);
    if (this.#arrived) this.#spare = this.#arrived.picture.pixels;
    this.#arrived = { picture, version: asked.version };
    if (this.#source.isBlocking) return;
    // At once, not in the next frame: the worker would wait for it.
    this.#askNext();
    this.#onPicture();
  }

  #showArrived(): void {
    if (!this.#arrived) return;
    const { picture, version } = this.#arrived;
    const { request, pixels } = picture;
    const { widthPx, heightPx, pixelRatio } = request;
    const { canvas } = this.#context;
    if (canvas.width !== widthPx) canvas.width = widthPx;
    if (canvas.height !== heightPx) canvas.height = heightPx;
    canvas.style.width = `${widthPx / pixelRatio}px`;
    canvas.style.height = `${heightPx / pixelRatio}px`;
    canvas.style.visibility = '';
    const bytes = new Uint8ClampedArray(pixels.buffer, 0, 4 * widthPx * heightPx);
    this.#context.putImageData(new ImageData(bytes, widthPx, heightPx), 0, 0);
    this.#shown = { request, version };
    this.#spare = pixels;
    this.#arrived = null;
  }

  #place(view: Viewport, size: SizePx): void {
    if (!this.#shown) return;
    const { leftPx, topPx, scale } = placeGround(this.#shown.request, view, size);
    this.#context.canvas.style.transform = `translate(${leftPx}px, ${topPx}px) scale(${scale})`;
  }

  /** For whoever looks from outside, as tests do: whether what is seen is what will be seen if nothing more happens. */
  #say(isSettled: boolean): void {
    const { dataset } = this.#context.canvas;
    if (dataset.settled !== String(isSettled)) dataset.settled = String(isSettled);
  }

  #covers(view: Viewport, size: SizePx): boolean {
    if (this.#shown?.version !== this.#version) return false;
    const { request } = this.#shown;
    return coversMap(placeGround(request, view, size), request, size);
  }

  #isShown(request: GroundRequest): boolean {
    return this.#shown?.version === this.#version && isSame(this.#shown.request, request);
  }
}

function isSame({ view: a, ...first }: GroundRequest, { view: b, ...second }: GroundRequest): boolean {
  return (
    a.xData === b.xData &&
    a.yData === b.yData &&
    a.scale === b.scale &&
    Object.entries(first).every(([name, value]) => second[name as keyof typeof second] === value)
  );
}
