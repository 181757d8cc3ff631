/**
 * Who paints the ground: a worker where there is one, so that the page stays free however many points there are;
 * otherwise the page itself, with the same painter. Both are told the same and give the same pixels.
 */
import { GroundPainter, type GroundRequest, type RowLooks } from './paint-ground.ts';

/** What a worker is told. */
export type GroundOrder =
  | { kind: 'points'; points: Float32Array }
  | { kind: 'looks'; looks: RowLooks }
  /** `pixels`: of an earlier picture, to be written again where it has the right length. */
  | { kind: 'paint'; request: GroundRequest; pixels: Uint32Array<ArrayBuffer> | null };

export interface GroundPicture {
  request: GroundRequest;
  pixels: Uint32Array<ArrayBuffer>;
  /** Milliseconds that painting took. */
  tookMs: number;
}

/** One picture is asked for at a time. */
export interface GroundSource {
  /** Whether `ask` paints before it returns, while the page stands still. */
  readonly isBlocking: boolean;
  setPoints(points: Float32Array): void;
  setLooks(looks: RowLooks): void;
  /** @param pixels of an earlier picture that is no longer needed: its memory is used again. */
  ask(request: GroundRequest, pixels: Uint32Array<ArrayBuffer> | null): void;
  close(): void;
}

/** Paints as an order says. */
export function paintPicture(
  painter: GroundPainter,
  request: GroundRequest,
  spare: Uint32Array<ArrayBuffer> | null,
): GroundPicture {
  const startMs = performance.now();
  const length = request.widthPx * request.heightPx;
  const pixels = spare?.length === length ? spare : new Uint32Array(length);
  painter.paint(pixels, request);
  return { request, pixels, tookMs: performance.now() - startMs };
}

/** Paints at once, in the page. */
export class PageGround implements GroundSource {
  readonly isBlocking = true;
  readonly #painter = new GroundPainter();
  readonly #onPicture: (picture: GroundPicture) => void;

  constructor(onPicture: (picture: GroundPicture) => void) {
    this.#onPicture = onPicture;
  }

  setPoints(points: Float32Array): void {
    this.#painter.setPoints(points);
  }

  setLooks(looks: RowLooks): void {
    this.#painter.setLooks(looks);
  }

  ask(request: GroundRequest, pixels: Uint32Array<ArrayBuffer> | null): void {
    this.#onPicture(paintPicture(this.#painter, request, pixels));
  }

  close(): void {}
}

/** Has a worker paint; it keeps copies of points and looks. */
export class WorkerGround implements GroundSource {
  readonly isBlocking = false;
  readonly #worker: Worker;

  /**
   * @param onFailure the worker could not be loaded or has failed; no picture comes from it any more.
   * @throws where the browser has no workers, or allows none here.
   */
  constructor(onPicture: (picture: GroundPicture) => void, onFailure: (reason: string) => void) {
    this.#worker = new Worker(new URL('./ground-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<GroundPicture>) => onPicture(data));
    this.#worker.addEventListener('error', (event) => {
      // Told here, where there is a remedy, and not once more as an error of the page.
      event.preventDefault();
      onFailure(event.message || 'it could not be loaded');
    });
  }

  setPoints(points: Float32Array): void {
    this.#tell({ kind: 'points', points });
  }

  setLooks({ colors, levels, sizes }: RowLooks): void {
    this.#tell({ kind: 'looks', looks: { colors, levels, sizes } });
  }

  ask(request: GroundRequest, pixels: Uint32Array<ArrayBuffer> | null): void {
    this.#tell({ kind: 'paint', request, pixels }, pixels ? [pixels.buffer] : []);
  }

  close(): void {
    this.#worker.terminate();
  }

  #tell(order: GroundOrder, transfer: Transferable[] = []): void {
    this.#worker.postMessage(order, transfer);
  }
}
