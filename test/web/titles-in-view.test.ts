import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PaperHead } from '../../web/paper-heads.ts';
import { TitlesInView } from '../../web/titles-in-view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const headOf = (row: number): PaperHead => ({ row, id: `paper-${row}`, title: `Title ${row}`, year: null });

function opened(answer: (rows: readonly number[]) => Promise<PaperHead[]>) {
  const ofRows = vi.fn((rows: readonly number[]) => answer(rows));
  const came = vi.fn();
  const missing: boolean[] = [];
  const titles = new TitlesInView({ ofRows }, came, (areMissing) => missing.push(areMissing));
  return { titles, ofRows, came, missing };
}

describe('TitlesInView', () => {
  it('asks for the rows of the last view only, at once, when nothing was wanted anew for a while', async () => {
    const { titles, ofRows, came } = opened(async (rows) => rows.map(headOf));
    for (let frame = 0; frame < 60; frame++) {
      titles.want([frame, frame + 1]);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(ofRows).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(ofRows.mock.calls.map(([rows]) => rows)).toEqual([[59, 60]]);
    expect(came).toHaveBeenCalledOnce();
  });

  it('asks for nothing where the view that came to rest wants nothing', async () => {
    const { titles, ofRows } = opened(async () => []);
    titles.want([1]);
    titles.want([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ofRows).not.toHaveBeenCalled();
  });

  it('says that they are missing after a failure, until they come or none are wanted', async () => {
    let isDown = true;
    const { titles, missing } = opened(async (rows) => {
      if (isDown) throw new Error('no server');
      return rows.map(headOf);
    });
    titles.want([1]);
    await vi.advanceTimersByTimeAsync(1000);
    titles.want([]);
    expect(missing).toEqual([true, false]);
    titles.want([2]);
    await vi.advanceTimersByTimeAsync(1000);
    isDown = false;
    await titles.again();
    expect(missing).toEqual([true, false, true, false]);
  });

  it('says nothing came where none did, and asks again at the next rest after a failure', async () => {
    let isDown = true;
    const { titles, ofRows, came } = opened(async (rows) => {
      if (isDown) throw new Error('no server');
      return rows.map(headOf);
    });
    titles.want([1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(came).not.toHaveBeenCalled();
    isDown = false;
    titles.want([1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ofRows).toHaveBeenCalledTimes(2);
    expect(came).toHaveBeenCalledOnce();
  });
});
