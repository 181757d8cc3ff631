import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { atOnce, inTurns, type Work } from '../src/in-turns.ts';

/** Adds up numbers, pausing after each; `said` has what became of it. */
function* sum(numbers: Iterable<number>, said: string[] = []): Work<number> {
  try {
    let total = 0;
    for (const number of numbers) {
      total += number;
      yield;
    }
    said.push('done');
    return total;
  } finally {
    said.push('closed');
  }
}

const never = new AbortController().signal;

describe('work that may pause', () => {
  it('comes to the same at once and in turns', async () => {
    expect(atOnce(sum([1, 2, 3]))).toBe(6);
    expect(await inTurns(sum([1, 2, 3]), never)).toBe(6);
    expect(await inTurns(sum([]), never)).toBe(0);
  });

  it('begins after its caller, and lets others have their turn before it is done', async () => {
    const seen: string[] = [];
    function* slow(): Work<void> {
      seen.push('begun');
      for (let step = 0; step < 5; step++) {
        const until = performance.now() + 10;
        while (performance.now() < until);
        yield;
      }
      seen.push('done');
    }
    const working = inTurns(slow(), never);
    seen.push('caller');
    await nextTurn();
    await nextTurn();
    seen.push('other');
    await working;
    expect(seen).toEqual(['caller', 'begun', 'other', 'done']);
  });

  it('is left where it is told to stop, and closes what it has open', async () => {
    const stop = new AbortController();
    const said: string[] = [];
    function* endless(): Generator<number> {
      for (;;) yield 1;
    }
    const working = inTurns(sum(endless(), said), stop.signal);
    await nextTurn();
    stop.abort(new Error('enough'));
    await expect(working).rejects.toThrow('enough');
    expect(said).toEqual(['closed']);
  });

  it('throws what goes wrong in it', async () => {
    function* wrong(): Work<void> {
      yield;
      throw new Error('wrong');
    }
    expect(() => atOnce(wrong())).toThrow('wrong');
    await expect(inTurns(wrong(), never)).rejects.toThrow('wrong');
  });
});
