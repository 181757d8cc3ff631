import { describe, expect, it } from 'vitest';
import { ComingLabels } from '../../../web/map/coming-labels.ts';
import type { MapLabel } from '../../../web/map/draw-labels.ts';

const label = (id: number): MapLabel => ({
  ...{ id, level: 0, xData: 0, yData: 0, range: { fromScale: 0, toScale: Infinity }, color: '#000000' },
  ...{ lines: ['a'], font: '', lineHeightPx: 10, widthPx: 10, heightPx: 10 },
});
const ids = (labels: readonly MapLabel[]) => labels.map(({ id }) => id);

/** Ten names of which every third finds no place; each takes one millisecond of the clock. */
function makeComing() {
  let nowMs = 0;
  let begun = 0;
  const coming = new ComingLabels(
    function* () {
      begun++;
      for (let id = 0; id < 10; id++) {
        nowMs++;
        yield id % 3 === 2 ? null : label(id);
      }
    },
    () => nowMs,
  );
  return { coming, begun: () => begun };
}

describe('ComingLabels', () => {
  it('makes those of a new map a few at a time, the first ones first, and keeps them', async () => {
    const { coming, begun } = makeComing();
    coming.renew(Promise.resolve());
    await Promise.resolve();
    expect(ids(coming.next(4))).toEqual([0, 1, 3]);
    expect(coming.areComing).toBe(true);
    expect(ids(coming.next(4))).toEqual([0, 1, 3, 4, 6, 7]);
    expect(ids(coming.next(100))).toEqual([0, 1, 3, 4, 6, 7, 9]);
    expect(coming.areComing).toBe(false);
    expect(ids(coming.next(0))).toEqual([0, 1, 3, 4, 6, 7, 9]);
    expect(begun()).toBe(1);
  });

  it('makes none before the typeface is there, and then those of the last map only', async () => {
    const { coming } = makeComing();
    let arrive = () => {};
    coming.renew(Promise.resolve());
    coming.renew(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    await Promise.resolve();
    expect(coming.next(100)).toEqual([]);
    expect(coming.areComing).toBe(true);
    arrive();
    await Promise.resolve();
    expect(coming.next(100)).toHaveLength(7);
  });

  it('makes all at once when they were there before, so that none is missing for a frame', async () => {
    const { coming, begun } = makeComing();
    coming.renew(Promise.resolve());
    await Promise.resolve();
    coming.next(100);
    coming.forget();
    expect(coming.areComing).toBe(false);
    expect(coming.next(1)).toHaveLength(7);
    expect(begun()).toBe(2);
  });

  it('begins again when the size changes while they come, and gives all to whoever cannot wait', async () => {
    const { coming } = makeComing();
    coming.renew(new Promise(() => {}));
    expect(coming.all()).toHaveLength(7);
    coming.renew(Promise.resolve());
    await Promise.resolve();
    coming.next(4);
    coming.forget();
    expect(ids(coming.next(2))).toEqual([0, 1]);
    expect(coming.all()).toHaveLength(7);
  });
});
