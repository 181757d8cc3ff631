import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long enough that yielding costs nothing, short enough that a server in the same process still answers. */
const sliceMs = 20;

/**
 * Works from `from` to `end` and lets the event loop run in between: native code and WebAssembly are synchronous.
 * What is computed does not depend on where the slices end.
 *
 * @param step does the next piece of work and says where the one after it begins.
 * @param report is told after each slice how far the work is, and once at the end.
 */
export async function inSlices(
  from: number,
  end: number,
  step: (at: number) => number,
  report: (at: number) => void,
): Promise<void> {
  let at = from;
  while (at < end) {
    const until = performance.now() + sliceMs;
    do at = step(at);
    while (at < end && performance.now() < until);
    report(at);
    await nextTurn();
  }
}
