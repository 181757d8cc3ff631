/** Flies from one view to another: out, over and in, along the path that feels shortest. */
import type { SizePx, Viewport } from './viewport.ts';

/** Milliseconds: a short step must be seen, a long flight must not be waited for. */
const shortestMs = 180;
const longestMs = 750;
/** For one unit of the path's length. */
const msPerLength = 500;

/** How much a flight prefers going out to going far, ρ of the paper; √2 is what its readers liked best on average. */
const rho = Math.SQRT2;

/** Of the view's width: places nearer than this are one place, and the flight is a zoom. */
const samePlace = 1e-9;

/**
 * The path of van Wijk & Nuij, "Smooth and efficient zooming and panning" (InfoVis 2003). We depart from the paper's
 * notation, as from d3-interpolate's code of it, where they subtract nearly equal numbers: ln(√(b² + 1) − b) is −asinh(b),
 * and cosh r₀ · tanh(ρs + r₀) − sinh r₀ is sinh(ρs) / cosh(ρs + r₀). The plain forms give NaN for a zoom of some hundred
 * times between two places that differ by a rounding error, which any zoom about the middle brings about.
 *
 * @returns the view at t in 0…1 (exactly `from` at 0 and `to` at 1), and how long the flight should take.
 */
export function flightPath(
  from: Viewport,
  to: Viewport,
  size: SizePx,
): { at: (t: number) => Viewport; durationMs: number } {
  const sidePx = Math.max(size.widthPx, size.heightPx, 1);
  const startWidth = sidePx / from.scale;
  const endWidth = sidePx / to.scale;
  const distance = Math.hypot(to.xData - from.xData, to.yData - from.yData);
  const isZoom = distance < samePlace * Math.max(startWidth, endWidth);

  // The paper's r₀ and r₁; without a distance the path is r = ln(w₀ / w) alone.
  const across = rho ** 4 * distance * distance;
  const growth = endWidth * endWidth - startWidth * startWidth;
  const r0 = isZoom ? 0 : -Math.asinh((growth + across) / (2 * startWidth * rho * rho * distance));
  const r1 = isZoom ? 0 : -Math.asinh((growth - across) / (2 * endWidth * rho * rho * distance));
  const length = isZoom ? Math.log(startWidth / endWidth) : r1 - r0;

  const at = (t: number): Viewport => {
    if (t <= 0) return from;
    if (t >= 1) return to;
    const s = t * length;
    const width = isZoom ? startWidth * Math.exp(-s) : (startWidth * Math.cosh(r0)) / Math.cosh(s + r0);
    const share = isZoom ? t : ((startWidth / (rho * rho)) * (Math.sinh(s) / Math.cosh(s + r0))) / distance;
    return {
      xData: from.xData + share * (to.xData - from.xData),
      yData: from.yData + share * (to.yData - from.yData),
      scale: sidePx / width,
    };
  };
  const durationMs = Math.min(longestMs, Math.max(shortestMs, (Math.abs(length) / rho) * msPerLength));
  return { at, durationMs };
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
