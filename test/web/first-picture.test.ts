import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pointsFirst } from '../../web/first-picture.ts';
import { emptyData } from '../../web/map/read-map.ts';
import { PageStore } from '../../web/page-state.ts';

const map = (rows: number) => ({ map: { status: 'ready' as const, value: { ...emptyData, rows } } });
const failedTopics = { topics: { status: 'failed' as const, sentence: 'No.' } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page() {
  const store = new PageStore();
  const busy: string[] = [];
  const panel = {
    setAttribute: (name: string) => void busy.push(`${name} on`),
    removeAttribute: (name: string) => void busy.push(`${name} off`),
  };
  const shown = pointsFirst(store, panel);
  const told: string[] = [];
  store.subscribePatiently(
    (state) => [state.map.status],
    ({ map }) => told.push(map.status),
  );
  return { store, shown, told, busy };
}

describe('pointsFirst', () => {
  it('has panels wait for the frame after the one that shows the points, and says that they are busy', async () => {
    const { store, shown, told, busy } = page();
    store.set(map(3));
    expect([told, busy]).toEqual([['idle'], ['aria-busy on']]);
    shown();
    expect(told).toEqual(['idle']);
    vi.advanceTimersByTime(0);
    expect(told).toEqual(['idle', 'ready']);
    await vi.waitFor(() => expect(busy).toEqual(['aria-busy on', 'aria-busy off']));
  });

  it('has them wait once only', () => {
    const { store, shown, told } = page();
    store.set(map(3));
    shown();
    vi.advanceTimersByTime(0);
    store.set({ map: { status: 'loading', previous: null } });
    store.set(map(4));
    expect(told).toEqual(['idle', 'ready', 'loading', 'ready']);
  });

  it('has them wait no longer than 400 ms for a picture, from the last answer that it needs', () => {
    const { store, told } = page();
    store.set(map(3));
    vi.advanceTimersByTime(300);
    store.set(failedTopics);
    vi.advanceTimersByTime(399);
    expect(told).toEqual(['idle']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['idle', 'ready']);
  });

  it('has nobody wait for a map without papers, or for one that failed', () => {
    for (const answer of [map(0), { map: { status: 'failed' as const, sentence: 'No.' } }]) {
      const { store, told, busy } = page();
      store.set(answer);
      expect([told.length, busy]).toEqual([2, []]);
    }
  });
});
