/**
 * The ground: shows the last picture where its points are at the present view, and asks for the next one as soon as the
 * last has come. What is drawn above it in the same frame is drawn for the same view, so that nothing swims.
 *
 * A fast zoom outwards or a long throw can leave the picture behind: at the edges a second one shows through, less sharp,
 * of the whole map. It is painted when the map rests.
 */
import { type GroundPicture, type GroundSource, PageGround, WorkerGround } from './ground-source.ts';
import { MotionQuality } from './motion-quality.ts';
import type { GroundRequest, RowLooks } from './paint-ground.ts';
import { frameAround } from './place-ground.ts';
import { PlacedPicture } from './placed-picture.ts';
import type { SizePx, Viewport } from './viewport.ts';

/** How the ground is drawn at a view. */
export type GroundStyle = Omit<GroundRequest, 'view' | 'widthPx' | 'heightPx' | 'pixelRatio'>;
export type GroundScene = GroundStyle & { view: Viewport };

/** What was asked for: a picture of one state of points and looks. */
interface Asked {
  request: GroundRequest;
  version: number;
  isWhole: boolean;
}

export class GroundCanvas {
  readonly #near: PlacedPicture;
  readonly #whole: PlacedPicture;
  readonly #onPicture: () => void;
  readonly #quality = new MotionQuality();
  #source: GroundSource;
  /** What the source was last told; told again to the one that takes its place. */
  #points: Float32Array = new Float32Array(0);
  #looks: RowLooks | null = null;
  #isLooksNews = false;
  /** How often points or looks have changed, and of which state the pictures are. */
  #version = 0;
  #nearVersion = -1;
  #wholeVersion = -1;
  /** The first state with the present points. */
  #pointsVersion = 0;
  #fullRatio = 1;
  #wanted: GroundRequest | null = null;
  /** Only while the map rests. */
  #wantedWhole: GroundRequest | null = null;
  #asked: Asked | null = null;
  #arrived: { picture: GroundPicture; version: number } | null = null;
  #spare: Uint32Array<ArrayBuffer> | null = null;

  /**
   * @param near its canvas shows the picture of what is seen.
   * @param whole its canvas lies under it.
   * @param onPicture a picture has come: `draw` is to be called in the next frame.
   */
  constructor(near: CanvasRenderingContext2D, whole: CanvasRenderingContext2D, onPicture: () => void) {
    this.#near = new PlacedPicture(near);
    this.#whole = new PlacedPicture(whole);
    this.#onPicture = onPicture;
    this.#source = this.#open();
  }

  /** @param points 2 a row; kept, not copied. Looks are to follow; those of the same points stay until then. */
  setPoints(points: Float32Array): void {
    if (points === this.#points) return;
    this.#points = points;
    this.#looks = null;
    this.#pointsVersion = ++this.#version;
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
   * @param whole the scene that shows the whole map.
   * @param fullRatio device pixels per CSS pixel of the screen.
   * @param isMoving whether it may be less sharp for now; `draw` is to be called again when the map stands still.
   */
  draw(scene: GroundScene, whole: GroundScene, size: SizePx, fullRatio: number, isMoving: boolean): void {
    const { view } = scene;
    const { isBlocking } = this.#source;
    const ratio = this.#quality.ratioFor(fullRatio, isMoving, isBlocking);
    this.#fullRatio = fullRatio;
    this.#wanted = { ...scene, ...frameAround(view, size, ratio) };
    this.#wantedWhole = isMoving ? null : { ...whole, ...frameAround(whole.view, size, 1) };
    // Where painting makes the page wait, what is seen of the last picture has to do while the map moves.
    const isPutOff =
      isMoving &&
      isBlocking &&
      this.#quality.isSlow(true) &&
      this.#nearVersion === this.#version &&
      this.#near.covers(view, size);
    if (!isPutOff) this.#askNext();
    this.#showArrived();
    this.#near.place(view, size, true);
    this.#whole.place(view, size, this.#wholeVersion === this.#version && !this.#near.covers(view, size));
    this.#say(ratio === fullRatio && this.#isShown(this.#wanted));
  }

  /** Whether the present points are to be seen, whatever their looks. */
  get showsPoints(): boolean {
    return this.#nearVersion >= this.#pointsVersion;
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
    if (!this.#looks || this.#asked) return;
    if (this.#wanted && !this.#isShown(this.#wanted) && !this.#hasArrived(this.#wanted)) {
      this.#ask({ request: this.#wanted, version: this.#version, isWhole: false }, this.#looks);
    } else if (this.#wantedWhole && !this.#source.isBlocking && !this.#isWholeShown(this.#wantedWhole)) {
      this.#ask({ request: this.#wantedWhole, version: this.#version, isWhole: true }, this.#looks);
    }
  }

  #ask(asked: Asked, looks: RowLooks): void {
    if (this.#isLooksNews) this.#source.setLooks(looks);
    this.#isLooksNews = false;
    this.#asked = asked;
    const spare = this.#spare;
    this.#spare = null;
    this.#source.ask(asked.request, spare);
  }

  #pictureCame(picture: GroundPicture): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#asked = null;
    if (asked.isWhole) {
      this.#whole.show(picture);
      this.#wholeVersion = asked.version;
    } else {
      if (picture.request.pixelRatio === this.#fullRatio) this.#quality.tookAtFull(picture.tookMs);
      if (this.#arrived) this.#spare = this.#arrived.picture.pixels;
      this.#arrived = { picture, version: asked.version };
    }
    if (this.#source.isBlocking) return;
    // At once, not in the next frame: the worker would wait for it.
    this.#askNext();
    if (!asked.isWhole) this.#onPicture();
  }

  #showArrived(): void {
    if (!this.#arrived) return;
    this.#near.show(this.#arrived.picture);
    this.#nearVersion = this.#arrived.version;
    this.#spare = this.#arrived.picture.pixels;
    this.#arrived = null;
  }

  #isShown(request: GroundRequest): boolean {
    return this.#nearVersion === this.#version && isSame(this.#near.request, request);
  }

  #hasArrived(request: GroundRequest): boolean {
    return this.#arrived?.version === this.#version && isSame(this.#arrived.picture.request, request);
  }

  #isWholeShown(request: GroundRequest): boolean {
    return this.#wholeVersion === this.#version && isSame(this.#whole.request, request);
  }

  /** For whoever looks from outside, as tests do: whether what is seen is what will be seen if nothing more happens. */
  #say(isSettled: boolean): void {
    const { dataset } = this.#near.canvas;
    if (dataset.settled !== String(isSettled)) dataset.settled = String(isSettled);
  }
}

function isSame(a: GroundRequest | null, b: GroundRequest): boolean {
  if (a === null) return false;
  const { view: aView, ...aRest } = a;
  const { view: bView, ...bRest } = b;
  const isSameView =
    aView.xData === bView.xData && aView.yData === bView.yData && aView.scale === bView.scale;
  return (
    isSameView && Object.entries(aRest).every(([name, value]) => bRest[name as keyof typeof bRest] === value)
  );
}
