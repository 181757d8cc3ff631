/** Collects what has to be drawn again and does it once, in the next frame of the screen. */

export interface FrameSource {
  request(callback: () => void): number;
  cancel(handle: number): void;
}

const screenFrames: FrameSource = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export class DrawSchedule<Layer extends string> {
  readonly #draw: (layers: ReadonlySet<Layer>) => void;
  readonly #frames: FrameSource;
  #due = new Set<Layer>();
  #handle: number | null = null;

  /** @param draw called at most once a frame, with the layers that changed since the last call. */
  constructor(draw: (layers: ReadonlySet<Layer>) => void, frames: FrameSource = screenFrames) {
    this.#draw = draw;
    this.#frames = frames;
  }

  mark(...layers: Layer[]): void {
    for (const layer of layers) this.#due.add(layer);
    this.#handle ??= this.#frames.request(() => this.#frame());
  }

  /** Nothing that was marked is drawn any more. */
  cancel(): void {
    if (this.#handle !== null) this.#frames.cancel(this.#handle);
    this.#handle = null;
    this.#due.clear();
  }

  #frame(): void {
    // Emptied before drawing: what drawing itself marks belongs to the next frame.
    const due = this.#due;
    this.#due = new Set();
    this.#handle = null;
    this.#draw(due);
  }
}
