import { describe, expect, it } from 'vitest';
import { DrawSchedule } from '../../../web/map/draw-schedule.ts';

function frames() {
  const waiting = new Map<number, () => void>();
  let next = 1;
  return {
    request(callback: () => void) {
      waiting.set(next, callback);
      return next++;
    },
    cancel(handle: number) {
      waiting.delete(handle);
    },
    waiting,
    pass() {
      const callbacks = [...waiting.values()];
      waiting.clear();
      for (const callback of callbacks) callback();
    },
  };
}

describe('DrawSchedule', () => {
  it('draws once a frame, all layers that were marked and no others', () => {
    const source = frames();
    const drawn: string[][] = [];
    const schedule = new DrawSchedule<'a' | 'b' | 'c'>((layers) => drawn.push([...layers].sort()), source);
    schedule.mark('b');
    schedule.mark('a', 'b');
    expect(source.waiting.size).toBe(1);
    source.pass();
    source.pass();
    expect(drawn).toEqual([['a', 'b']]);
  });

  it('leaves what drawing marks to the next frame', () => {
    const source = frames();
    let count = 0;
    const schedule: DrawSchedule<'a'> = new DrawSchedule(() => {
      count++;
      if (count < 3) schedule.mark('a');
    }, source);
    schedule.mark('a');
    source.pass();
    expect(count).toBe(1);
    source.pass();
    source.pass();
    source.pass();
    expect(count).toBe(3);
  });

  it('draws nothing after it was cancelled, until something is marked again', () => {
    const source = frames();
    const drawn: string[][] = [];
    const schedule = new DrawSchedule<'a' | 'b'>((layers) => drawn.push([...layers]), source);
    schedule.mark('a');
    schedule.cancel();
    source.pass();
    expect(drawn).toEqual([]);
    schedule.mark('b');
    source.pass();
    expect(drawn).toEqual([['b']]);
  });
});
