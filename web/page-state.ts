/** The one place where the page keeps what it shows. Panels read it, subscribe to parts of it, and draw. */
import type {
  FacetCounts,
  Facets,
  Hits,
  Info,
  PaperDetail,
  TopicComparison,
  Topics,
} from '../src/server/api-types.ts';
import type { Collection } from './collections.ts';
import type { Library } from './library.ts';
import type { Legend } from './map/coloring.ts';
import type { MapData } from './map/read-map.ts';
import type { Theme } from './theme.ts';
import { firstView, type ViewState } from './view-state.ts';
import type { YearRange } from './years/year-bins.ts';

/** Something asked of the server. `previous` stays on screen, dimmed, while its successor is on its way. */
export type Remote<Value> =
  | { status: 'idle' }
  | { status: 'loading'; previous: Value | null }
  | { status: 'ready'; value: Value }
  | { status: 'failed'; sentence: string };

/** A sentence as a place in its paper's abstract, from `start` to before `end`. */
export interface NearestSentence {
  id: string;
  start: number;
  end: number;
}

export type Tab = 'results' | 'paper' | 'tray' | 'topics';

/** How a change enters the browser's history: a new entry, in place of the last one, or one entry for a run of typing. */
export type HistoryStep = 'push' | 'replace' | 'typing' | 'none';

export interface PageState {
  asked: ViewState;
  /** How `asked` last changed. */
  step: HistoryStep;
  theme: Theme;
  tab: Tab;
  /** The last of the two that a wide window shows in its panel; it follows `tab`. */
  listTab: 'results' | 'topics';
  /** The topic that is open in the topics panel. */
  openTopic: number | null;
  info: Remote<Info>;
  map: Remote<MapData>;
  topics: Remote<Topics>;
  facets: Remote<Facets>;
  /** Facets whose values are counted for what is asked; null while the filters are folded away and none is. */
  counted: { names: string[]; find: { name: string; text: string } | null } | null;
  counts: Remote<FacetCounts>;
  /** Years that the brush is moved over: the map shows them, nobody is asked until it rests. */
  brushed: YearRange | null;
  answer: Remote<Hits>;
  paper: Remote<PaperDetail>;
  neighbors: Remote<Hits>;
  /** The first so many hits of the answer are to say in full why they are there. */
  explained: number;
  /** These hits, explained. */
  reasons: Remote<Hits>;
  /** Of the open paper, the sentence nearest to what was asked; null where there is none. */
  nearest: Remote<NearestSentence | null>;
  /** Whether papers to rate next are asked for. */
  suggesting: boolean;
  suggestions: Remote<Hits>;
  /** The topic that another one, chosen next, is to be compared with; null while none is. */
  comparing: number | null;
  comparison: Remote<TopicComparison>;
  /** How near each row is to what is asked; asked for only where it is shown. */
  similarity: Remote<Float32Array>;
  /** One a row of what points are sized by, NaN unknown. */
  numbers: Remote<Float32Array>;
  legend: Legend | null;
  /** Titles that the map has room for could not be fetched. */
  areTitlesMissing: boolean;
  /** The person's own bibliography, matched; in memory only, gone with the page. */
  library: Library | null;
  /** The person's collections, as this browser keeps them, and what is to be known of its storage. */
  collections: readonly Collection[];
  collectionsProblem: string | null;
  /** The collection that is on the map, with the rows of its papers; gone with the page. */
  shownCollection: { name: string; rows: readonly number[]; shown: boolean } | null;
  /** The server has another corpus than the page: only a reload helps. */
  isOutdated: boolean;
  /** Sentences about the page as a whole: parts of the address that were left out. */
  notes: string[];
}

export const idle = { status: 'idle' } as const;

const firstState: PageState = {
  asked: firstView,
  step: 'none',
  theme: 'light',
  tab: 'results',
  listTab: 'results',
  openTopic: null,
  info: idle,
  map: idle,
  topics: idle,
  facets: idle,
  counted: null,
  counts: idle,
  brushed: null,
  answer: idle,
  paper: idle,
  neighbors: idle,
  explained: 0,
  reasons: idle,
  nearest: idle,
  suggesting: false,
  suggestions: idle,
  comparing: null,
  comparison: idle,
  similarity: idle,
  numbers: idle,
  legend: null,
  areTitlesMissing: false,
  library: null,
  collections: [],
  collectionsProblem: null,
  shownCollection: null,
  isOutdated: false,
  notes: [],
};

type Select = (state: PageState) => readonly unknown[];

interface Subscription {
  isPatient: boolean;
  select: Select;
  last: readonly unknown[];
  listener: (state: PageState) => void;
}

export class PageStore {
  private current: PageState;
  private readonly subscriptions: Subscription[] = [];
  private telling = false;
  /** Those who are told nothing for now. */
  private waiting = new Set<Subscription>();

  constructor(initial: Partial<PageState> = {}) {
    this.current = { ...firstState, ...initial };
  }

  get state(): Readonly<PageState> {
    return this.current;
  }

  set(patch: Partial<PageState>): void {
    const listTab = patch.tab === 'results' || patch.tab === 'topics' ? patch.tab : this.current.listTab;
    this.current = { ...this.current, listTab, ...patch };
    this.tell();
  }

  /** Changes what is asked for, and so the address. */
  ask(patch: Partial<ViewState>, step: HistoryStep = 'push'): void {
    this.set({ asked: { ...this.current.asked, ...patch }, step });
  }

  /** Calls `listener` now, and again after every change of one of the selected parts (compared by identity). */
  subscribe(select: Select, listener: (state: PageState) => void, isPatient = false): void {
    this.subscriptions.push({ isPatient, select, last: select(this.current), listener });
    listener(this.current);
  }

  /** As `subscribe`, for what takes long to draw: it waits while the store is held. */
  subscribePatiently(select: Select, listener: (state: PageState) => void): void {
    this.subscribe(select, listener, true);
  }

  /** Who subscribed patiently is told nothing until `release`. */
  hold(): void {
    this.waiting = new Set(this.subscriptions.filter(({ isPatient }) => isPatient));
  }

  get isHeld(): boolean {
    return this.waiting.size > 0;
  }

  /** Tells them what has changed, each in a task of its own, so that frames and input come between. */
  async release(): Promise<void> {
    const { waiting } = this;
    for (const subscription of waiting) {
      waiting.delete(subscription);
      this.tell();
      await nextTask();
      // Held anew meanwhile.
      if (this.waiting !== waiting) return;
    }
  }

  /** A listener may set state: then all are looked at again afterwards, so that none hears states out of order. */
  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    try {
      for (let changed = true; changed; ) {
        changed = false;
        for (const subscription of this.subscriptions) {
          if (this.waiting.has(subscription)) continue;
          const parts = subscription.select(this.current);
          if (parts.every((part, i) => Object.is(part, subscription.last[i]))) continue;
          subscription.last = parts;
          changed = true;
          subscription.listener(this.current);
        }
      }
    } finally {
      this.telling = false;
    }
  }
}

/** Not a timer: nested ones are kept apart by 4 ms each. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** What can be shown of it: the value, or the one before it while the next is on its way. */
export function shownValue<Value>(remote: Remote<Value>): Value | null {
  if (remote.status === 'ready') return remote.value;
  return remote.status === 'loading' ? remote.previous : null;
}
