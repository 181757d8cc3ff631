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
