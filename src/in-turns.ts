/**
 * Long work that is written once, as a generator that yields where it may pause, and done at once or in turns with whatever
 * else the process has to do: a server that reads a large file answers meanwhile.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Work<Result> = Generator<void, Result, void>;

/** Long enough that the turns cost nothing, short enough that nobody who asks notices. */
const turnMs = 5;

export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/**
 * Begins in the next turn of the event loop.
 * @param stop aborted: nothing more of it is done.
 * @throws what the work throws; the reason of `stop`.
 */
export async function inTurns<Result>(work: Work<Result>, stop: AbortSignal): Promise<Result> {
  try {
    for (;;) {
      await nextTurn();
      stop.throwIfAborted();
      const until = performance.now() + turnMs;
      do {
        const step = work.next();
        if (step.done) return step.value;
      } while (performance.now() < until);
    }
  } finally {
    // What it has open it closes; of work that has ended this does nothing.
    work.return(undefined as never);
  }
}
