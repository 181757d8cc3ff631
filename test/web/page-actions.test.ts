import { describe, expect, it } from 'vitest';
import { pageActions } from '../../web/page-actions.ts';
import { PageStore } from '../../web/page-state.ts';
import { readViewState, writeViewState } from '../../web/view-state.ts';

function page() {
  const store = new PageStore();
  const zoomedTo: number[] = [];
  return { store, zoomedTo, actions: pageActions(store, (topic) => zoomedTo.push(topic)) };
}

describe('pageActions', () => {
  it('moves a paper from one side of the tray to the other, and off it at the second time', () => {
    const { store, actions } = page();
    actions.toggleMark('a', 'like');
    actions.toggleMark('a', 'unlike');
    expect(store.state.asked).toMatchObject({ like: [], unlike: ['a'] });
    actions.toggleMark('a', 'unlike');
    expect(store.state.asked).toMatchObject({ like: [], unlike: [] });
  });

  it('puts a topic on the tray and off it, and goes from the topics to the results', () => {
    const { store, actions } = page();
    store.set({ tab: 'topics' });
    actions.toggleNearTopic(3);
    expect([store.state.tab, store.state.asked.near.topics]).toEqual(['results', [3]]);
    actions.toggleNearTopic(3);
    expect(store.state.asked.near.topics).toEqual([]);
  });

  it('keeps an area of the map as a part and as a filter, in the address too', () => {
    const { store, actions } = page();
    const drawn: [number, number][] = [
      [0.123456, 1],
      [2, -3.00004],
      [4, 5],
    ];
    actions.nearRegion(drawn);
    actions.filterRegion(drawn);
    expect(writeViewState(store.state.asked)).toBe('near.region=0.1235,1,2,-3,4,5&region=0.1235,1,2,-3,4,5');
    expect(readViewState(writeViewState(store.state.asked)).state).toEqual(store.state.asked);
    actions.nearRegion(null);
    actions.clearFilters();
    expect(writeViewState(store.state.asked)).toBe('');
  });

  it('clears the tray of all that makes a question by example, and of its weights', () => {
    const { store, actions } = page();
    actions.toggleMark('a', 'like');
    actions.toggleNearTopic(3);
    store.ask({ weights: { text: 1, like: 2, unlike: 1, near: 0 } });
    actions.clearTray();
    expect(writeViewState(store.state.asked)).toBe('');
  });

  it('drops a facet with its last value', () => {
    const { store, actions } = page();
    actions.toggleFacet('list', '1');
    actions.toggleFacet('list', '2');
    expect(store.state.asked.filter.facets).toEqual({ list: ['1', '2'] });
    actions.toggleFacet('list', '1');
    actions.toggleFacet('list', '2');
    expect(store.state.asked.filter.facets).toEqual({});
  });

  it('goes back from a closed paper to the list it was opened from', () => {
    const { store, actions } = page();
    store.set({ tab: 'topics' });
    actions.openPaper('a');
    expect(store.state.tab).toBe('paper');
    actions.closePaper();
    expect([store.state.tab, store.state.asked.selected]).toEqual(['topics', null]);
  });

  it('compares a topic with the one that is chosen next, in the address too', () => {
    const store = new PageStore();
    const shown: number[] = [];
    const actions = pageActions(store, (topic) => shown.push(topic));
    actions.chooseToCompare(3);
    actions.openTopic(3);
    expect(store.state.asked.compare).toBeNull();
    actions.openTopic(17);
    expect(store.state).toMatchObject({ asked: { compare: [3, 17] }, comparing: null, tab: 'topics' });
    actions.endComparison();
    expect(store.state.asked.compare).toBeNull();
    actions.chooseToCompare(3);
    actions.chooseToCompare(null);
    actions.openTopic(17);
    expect([store.state.asked.compare, shown]).toEqual([null, [3, 17]]);
  });

  it('opens a topic in its panel and on the map', () => {
    const { store, zoomedTo, actions } = page();
    actions.openTopic(4);
    expect([store.state.tab, store.state.openTopic, zoomedTo]).toEqual(['topics', 4, [4]]);
  });
});
