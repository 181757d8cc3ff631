/** What a person can do, as functions that panels and keys share; all of it ends in the page's state. */
import type { Region } from '../src/server/api-types.ts';
import type { PageStore } from './page-state.ts';
import { roundedRegion } from './region-text.ts';
import { emptyFilter, firstView, type ViewFilter } from './view-state.ts';

export type Mark = 'like' | 'unlike';

export interface PageActions {
  openPaper(id: string): void;
  closePaper(): void;
  /** Puts the paper on one side of the tray, takes it off where it is there already. */
  toggleMark(id: string, mark: Mark): void;
  unmark(id: string): void;
  /** Asks for papers like those of a topic; a second time no longer. */
  toggleNearTopic(topic: number): void;
  /** Asks for papers like those in an area of the map (in data space, 3 to 200 corners); null: no longer. */
  nearRegion(region: Region | null): void;
  clearTray(): void;
  filter(patch: Partial<ViewFilter>): void;
  toggleFacet(name: string, value: string): void;
  toggleTopicFilter(topic: number): void;
  /** Only papers in an area of the map (in data space, 3 to 200 corners); null: of all of it. */
  filterRegion(region: Region | null): void;
  clearFilters(): void;
  /** The topic that is opened next is compared with this one; null: none is, after all. */
  chooseToCompare(topic: number | null): void;
  endComparison(): void;
  /** Opens the topic in its panel and shows its papers' place on the map. */
  openTopic(topic: number): void;
}

/** @param zoomToTopic moves the map; does nothing while there is none. */
export function pageActions(store: PageStore, zoomToTopic: (topic: number) => void): PageActions {
  const asked = () => store.state.asked;
  const filter = (patch: Partial<ViewFilter>) => store.ask({ filter: { ...asked().filter, ...patch } });
  return {
    openPaper(id) {
      // In one step, so that the pane is on screen when its turn comes to take the focus.
      store.set({ asked: { ...asked(), selected: id }, step: 'push', tab: 'paper' });
    },
    closePaper() {
      if (asked().selected === null) return;
      const { tab, listTab } = store.state;
      store.set({
        asked: { ...asked(), selected: null },
        step: 'push',
        tab: tab === 'paper' ? listTab : tab,
      });
    },
    toggleMark(id, mark) {
      const marked = asked()[mark].includes(id);
      const without = { like: except(asked().like, id), unlike: except(asked().unlike, id) };
      store.ask(marked ? without : { ...without, [mark]: [...without[mark], id] });
      if (!marked && mark === 'like' && store.state.tab === 'topics') store.set({ tab: 'results' });
    },
    unmark(id) {
      store.ask({ like: except(asked().like, id), unlike: except(asked().unlike, id) });
    },
    toggleNearTopic(topic) {
      const { near } = asked();
      const isNear = near.topics.includes(topic);
      const topics = isNear ? near.topics.filter((id) => id !== topic) : [...near.topics, topic];
      store.ask({ near: { ...near, topics } });
      if (!isNear && store.state.tab === 'topics') store.set({ tab: 'results' });
    },
    nearRegion(region) {
      store.ask({ near: { ...asked().near, region: region && roundedRegion(region) } });
    },
    clearTray() {
      store.ask({ like: [], unlike: [], near: firstView.near, weights: firstView.weights });
    },
    filter,
    toggleFacet(name, value) {
      const facets = { ...asked().filter.facets };
      const values = facets[name] ?? [];
      facets[name] = values.includes(value) ? except(values, value) : [...values, value];
      if (facets[name].length === 0) delete facets[name];
      filter({ facets });
    },
    toggleTopicFilter(topic) {
      const topics = asked().filter.topics;
      filter({ topics: topics.includes(topic) ? topics.filter((id) => id !== topic) : [...topics, topic] });
    },
    filterRegion(region) {
      filter({ region: region && roundedRegion(region) });
    },
    clearFilters() {
      store.ask({ filter: emptyFilter });
    },
    chooseToCompare(topic) {
      store.set({ comparing: topic });
    },
    endComparison() {
      store.ask({ compare: null });
    },
    openTopic(topic) {
      const { comparing } = store.state;
      if (comparing !== null && comparing !== topic) {
        store.set({ comparing: null, tab: 'topics' });
        store.ask({ compare: [comparing, topic] });
        return;
      }
      store.set({ openTopic: topic, tab: 'topics' });
      zoomToTopic(topic);
    },
  };
}

function except(ids: string[], id: string): string[] {
  return ids.filter((other) => other !== id);
}
