import { describe, expect, it } from 'vitest';
import { ViewHistory } from '../../web/view-history.ts';

const at = (xData: number, scale = 10) => ({ xData, yData: 0, scale });

describe('ViewHistory', () => {
  it('goes back through the views and forward again, and no farther', () => {
    const history = new ViewHistory(null);
    history.visited(at(5));
    history.visited(at(50));
    expect([history.back(), history.back(), history.back()]).toEqual([at(5), null, undefined]);
    expect([history.forward(), history.forward(), history.forward()]).toEqual([at(5), at(50), undefined]);
    expect({ back: history.canGoBack, forward: history.canGoForward }).toEqual({
      back: true,
      forward: false,
    });
  });

  it('forgets what was ahead when the map is moved', () => {
    const history = new ViewHistory(null);
    for (const x of [5, 50, 500]) history.visited(at(x));
    history.back();
    history.back();
    history.visited(at(-5));
    expect(history.forward()).toBeUndefined();
    expect(history.back()).toEqual(at(5));
  });

  it('takes the view that it went to, come to rest a little beside it, for the same', () => {
    const history = new ViewHistory(null);
    history.visited(at(5));
    history.visited(at(50));
    history.back();
    history.visited(at(5.0001, 10.0002));
    expect(history.canGoForward).toBe(true);
    history.visited(at(5, 11));
    expect(history.canGoForward).toBe(false);
  });

  it('keeps the last hundred', () => {
    const history = new ViewHistory(null);
    for (let x = 1; x <= 300; x++) history.visited(at(x * 100));
    let steps = 0;
    while (history.back() !== undefined) steps++;
    expect(steps).toBe(99);
  });
});
