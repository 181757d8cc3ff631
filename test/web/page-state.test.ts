import { describe, expect, it } from 'vitest';
import { PageStore, shownValue } from '../../web/page-state.ts';

describe('PageStore', () => {
  it('tells a listener at once and then only of changes to the parts it selected', () => {
    const store = new PageStore();
    const seen: string[] = [];
    store.subscribe(
      (state) => [state.tab],
      (state) => seen.push(state.tab),
    );
    store.set({ theme: 'dark' });
    store.set({ tab: 'topics' });
    store.set({ tab: 'topics' });
    expect(seen).toEqual(['results', 'topics']);
  });

  it('ends with every listener knowing the last state, also where a listener sets state', () => {
    const store = new PageStore();
    const seen: string[] = [];
    store.subscribe(
      (state) => [state.tab],
      (state) => seen.push(state.tab),
    );
    store.subscribe(
      (state) => [state.openTopic],
      ({ openTopic }) => openTopic !== null && store.set({ tab: 'topics' }),
    );
    store.set({ openTopic: 3 });
    expect(seen.at(-1)).toBe('topics');
  });

  it('lets the patient wait while it is held, and tells each of them once, in tasks of their own', async () => {
    const store = new PageStore();
    const told: string[] = [];
    const tell = (who: string) => (state: { openTopic: number | null }) =>
      told.push(`${who} ${state.openTopic}`);
    store.subscribePatiently((state) => [state.openTopic], tell('slow'));
    store.subscribe((state) => [state.openTopic], tell('map'));
    store.subscribePatiently((state) => [state.openTopic], tell('other'));
    told.length = 0;
    store.hold();
    store.set({ openTopic: 1 });
    store.set({ openTopic: 2 });
    expect(told).toEqual(['map 1', 'map 2']);
    const released = store.release();
    expect(told).toEqual(['map 1', 'map 2', 'slow 2']);
    // Between two of them: those who have had their turn are told as always.
    store.set({ openTopic: 3 });
    expect(told.slice(3)).toEqual(['slow 3', 'map 3']);
    await released;
    expect(told.slice(5)).toEqual(['other 3']);
    store.set({ openTopic: 4 });
    expect(told.slice(6)).toEqual(['slow 4', 'map 4', 'other 4']);
  });

  it('keeps the patient waiting where it is held anew while it releases them', async () => {
    const store = new PageStore();
    const told: (number | null)[] = [];
    store.subscribePatiently(
      (state) => [state.tab],
      () => {},
    );
    store.subscribePatiently(
      (state) => [state.openTopic],
      ({ openTopic }) => told.push(openTopic),
    );
    store.hold();
    store.set({ openTopic: 1 });
    const released = store.release();
    store.hold();
    await released;
    expect(told).toEqual([null]);
    await store.release();
    expect(told).toEqual([null, 1]);
  });

  it('remembers which list a wide window shows beside the paper', () => {
    const store = new PageStore();
    store.set({ tab: 'topics' });
    store.set({ tab: 'paper' });
    expect(store.state.listTab).toBe('topics');
  });

  it('keeps the rest of the view when one part is asked for', () => {
    const store = new PageStore();
    store.ask({ text: 'graphs' });
    store.ask({ selected: 'a' }, 'replace');
    expect(store.state.asked).toMatchObject({ text: 'graphs', selected: 'a' });
    expect(store.state.step).toBe('replace');
  });
});

describe('shownValue', () => {
  it('gives the value, or the one before it while the next is on its way', () => {
    expect(shownValue({ status: 'ready', value: 1 })).toBe(1);
    expect(shownValue({ status: 'loading', previous: 2 })).toBe(2);
    expect(shownValue({ status: 'failed', sentence: 'no' })).toBeNull();
    expect(shownValue({ status: 'idle' })).toBeNull();
  });
});
