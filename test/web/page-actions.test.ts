import { describe, expect, it } from 'vitest';
import { pageActions } from '../../web/page-actions.ts';
import { PageStore } from '../../web/page-state.ts';

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

  it('opens a topic in its panel and on the map', () => {
    const { store, zoomedTo, actions } = page();
    actions.openTopic(4);
    expect([store.state.tab, store.state.openTopic, zoomedTo]).toEqual(['topics', 4, [4]]);
  });
});
