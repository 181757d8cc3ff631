/** Flies from one view to another: out, over and in, along the path that feels shortest. */
import { zoom } from 'd3-zoom';
import type { SizePx, Viewport } from './viewport.ts';

/** Milliseconds: a short step must be seen, a long flight must not be waited for. */
const shortestMs = 180;
const longestMs = 750;

/**
 * The path of van Wijk & Nuij, "Smooth and efficient zooming and panning" (2003), in d3-zoom's implementation.
 *
 * @returns the view at t in 0…1 (exactly `from` at 0 and `to` at 1), and how long the flight should take.
 */
export function flightPath(
  from: Viewport,
  to: Viewport,
  size: SizePx,
): { at: (t: number) => Viewport; durationMs: number } {
  const sidePx = Math.max(size.widthPx, size.heightPx, 1);
  const interpolate = zoom().interpolate();
  const path = interpolate(
    [from.xData, from.yData, sidePx / from.scale],
    [to.xData, to.yData, sidePx / to.scale],
  ) as ((t: number) => [number, number, number]) & { duration?: number };
  return {
    at: (t) => {
      if (t <= 0) return from;
      if (t >= 1) return to;
      const [xData, yData, widthData] = path(t);
      return { xData, yData, scale: sidePx / widthData };
    },
    durationMs: Math.min(longestMs, Math.max(shortestMs, (path.duration ?? 0) * 0.5)),
  };
}

export class ViewAnimation {
  #handle: number | null = null;
  #target: Viewport | null = null;

  /** Where the flight under way ends; null when there is none. */
  get target(): Viewport | null {
    return this.#target;
  }

  /** @param step called once a frame, the last time with exactly `to`. A flight under way is left where it is. */
  start(from: Viewport, to: Viewport, size: SizePx, step: (view: Viewport) => void): void {
    this.cancel();
    const path = flightPath(from, to, size);
    const startMs = performance.now();
    this.#target = to;
    const frame = (): void => {
      const t = Math.min(1, (performance.now() - startMs) / path.durationMs);
      if (t < 1) this.#handle = requestAnimationFrame(frame);
      else this.#end();
      step(path.at(easeInOut(t)));
    };
    this.#handle = requestAnimationFrame(frame);
  }

  cancel(): void {
    if (this.#handle !== null) cancelAnimationFrame(this.#handle);
    this.#end();
  }

  #end(): void {
    this.#handle = null;
    this.#target = null;
  }
}

function easeInOut(t: number): number {
  return t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
}
