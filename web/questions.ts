/**
 * What the page asks the server, and when: the corpus once at the start, the rest whenever the view asks for something
 * else. Answers and failures go into the page's state; panels show them.
 */
import type { Hits, PaperDetail } from '../src/server/api-types.ts';
import { type Api, ApiFailure, sentenceOf } from './api.ts';
import { Latest } from './latest.ts';
import { readColumn, readMap } from './map/read-map.ts';
import { idle, type PageState, type PageStore, type Remote, shownValue } from './page-state.ts';
import type { PaperHeads } from './paper-heads.ts';
import { RecentAnswers } from './recent-answers.ts';
import { facetOfSize } from './size-by.ts';
import {
  facetCountsRequestOf,
  searchRequestOf,
  similarityRequestOf,
  suggestRequestOf,
  type ViewState,
} from './view-state.ts';

/** Neighbours shown of the open paper, in its pane and as lines on the map. */
const shownNeighbors = 10;
/**
 * Of hits further down, the nearest sentence is not asked for: the server looks for it in all hits before as well, and a
 * model with layers takes a tenth of a second a hit.
 */
const hitsWithSentence = 10;

export type QuestionKind =
  | 'info'
  | 'map'
  | 'topics'
  | 'facets'
  | 'counts'
  | 'answer'
  | 'paper'
  | 'neighbors'
  | 'nearest'
  | 'reasons'
  | 'suggestions'
  | 'comparison'
  | 'similarity'
  | 'numbers';
type ValueOf<Kind extends QuestionKind> = PageState[Kind] extends Remote<infer Value> ? Value : never;

export class Questions {
  private readonly store: PageStore;
  private readonly api: Api;
  private readonly heads: PaperHeads;
  private readonly latest = new Map<QuestionKind, Latest>();
  /** So that what was open once opens again, also when the server has gone. */
  private readonly opened = new RecentAnswers<PaperDetail>();
  private readonly openedNear = new RecentAnswers<Hits>();

  constructor(store: PageStore, api: Api, heads: PaperHeads) {
    this.store = store;
    this.api = api;
    this.heads = heads;
  }

  /** What the whole page is about. To be called first of all: the answers come while the page is put together. */
  askCorpus(): void {
    for (const kind of ['map', 'topics', 'info', 'facets'] as const) this.ask(kind);
  }

  /** From now on, whatever the view asks for. */
  start(): void {
    this.store.subscribe(
      (state) => [JSON.stringify(searchRequestOf(state.asked))],
      () => this.ask('answer'),
    );
    this.store.subscribe(
      ({ counted, asked }) => [
        counted && JSON.stringify(facetCountsRequestOf(asked, counted.names, counted.find)),
      ],
      ({ counted }) => {
        if (counted) this.ask('counts');
      },
    );
    this.store.subscribe(
      (state) => [state.asked.selected],
      () => {
        this.ask('paper');
        this.ask('neighbors');
      },
    );
    this.store.subscribe(
      (state) => [state.asked.selected, state.answer.status === 'ready' ? state.answer : null],
      () => this.ask('nearest'),
    );
    this.store.subscribe(
      (state) => [shownValue(state.answer)],
      () => {
        // Hits of another answer have other reasons; those that are open ask anew.
        this.forget('reasons');
        this.store.set({ explained: 0 });
      },
    );
    this.store.subscribe(
      (state) => [state.explained],
      ({ explained }) => {
        if (explained > 0) this.ask('reasons');
      },
    );
    this.store.subscribe(
      (state) => [state.suggesting, JSON.stringify(suggestRequestOf(state.asked))],
      () => this.ask('suggestions'),
    );
    this.store.subscribe(
      ({ asked }) => [asked.compare],
      () => this.ask('comparison'),
    );
    this.store.subscribe(
      ({ asked }) => [showsSimilarity(asked), JSON.stringify(similarityRequestOf(asked))],
      () => this.ask('similarity'),
    );
    this.store.subscribe(
      ({ asked }) => [asked.sizeBy],
      () => this.ask('numbers'),
    );
  }

  /** Asks (again) for what the present state wants of this kind; the "try again" of every failure. */
  ask(kind: QuestionKind): void {
    switch (kind) {
      case 'info':
        void this.run(kind, (signal) => this.api.info(signal));
        break;
      case 'map':
        void this.run(kind, async (signal) => readMap(await this.api.map(signal)));
        break;
      case 'topics':
        void this.run(kind, (signal) => this.api.topics(signal));
        break;
      case 'facets':
        void this.run(kind, (signal) => this.api.facets(signal));
        break;
      case 'counts': {
        const { asked, counted } = this.store.state;
        const request = counted && facetCountsRequestOf(asked, counted.names, counted.find);
        if (request) void this.run(kind, (signal) => this.api.facetCounts(request, signal));
        break;
      }
      case 'answer':
        this.askAnswer();
        break;
      case 'paper':
      case 'neighbors':
        this.askPaper(kind);
        break;
      case 'nearest':
        this.askNearestSentence();
        break;
      case 'reasons':
        this.askReasons();
        break;
      case 'suggestions':
        this.askSuggestions();
        break;
      case 'comparison': {
        const { compare } = this.store.state.asked;
        if (compare) void this.run(kind, (signal) => this.api.compareTopics(...compare, signal));
        else this.forget(kind);
        break;
      }
      case 'similarity':
        this.askSimilarity();
        break;
      case 'numbers':
        this.askNumbers();
        break;
    }
  }

  private askAnswer(): void {
    const request = searchRequestOf(this.store.state.asked);
    if (!request) {
      this.forget('answer');
      return;
    }
    void this.run('answer', async (signal) => {
      try {
        const answer = await this.api.search(request, signal);
        this.heads.remember(answer.hits);
        // A text is answered in spite of unknown examples, with a note of them.
        if (answer.notes.length > 0) await this.dropUnknown();
        return answer;
      } catch (failure) {
        if (failure instanceof ApiFailure && failure.code === 'unknown-paper') await this.dropUnknown();
        throw failure;
      }
    });
  }

  /**
   * An address may name examples of another corpus, and the server refuses a question all of whose examples are unknown:
   * they are left out with a note, and what remains is asked (which overtakes the question that was refused).
   */
  private async dropUnknown(): Promise<void> {
    const { like, unlike } = this.store.state.asked;
    const unknown = new Set<string>();
    for (const id of [...like, ...unlike]) {
      await this.heads.ofId(id).catch((failure: unknown) => {
        if (failure instanceof ApiFailure && failure.code === 'unknown-paper') unknown.add(id);
      });
    }
    if (unknown.size === 0 || this.store.state.asked.like !== like) return;
    const named = [...unknown].map((id) => `There is no paper "${id}" in this corpus; it was left out.`);
    const known = (id: string) => !unknown.has(id);
    this.store.set({ notes: [...this.store.state.notes, ...named] });
    this.store.ask({ like: like.filter(known), unlike: unlike.filter(known) }, 'replace');
  }

  private askPaper(kind: 'paper' | 'neighbors'): void {
    const id = this.store.state.asked.selected;
    if (id === null) {
      this.forget(kind);
    } else if (kind === 'paper') {
      void this.run(kind, async (signal) => {
        const paper = await this.opened.of(id, () => this.api.paper(id, signal));
        this.heads.remember([paper]);
        return paper;
      });
    } else {
      void this.run(kind, async (signal) => {
        const neighbors = await this.openedNear.of(id, () => this.api.similar(id, shownNeighbors, signal));
        this.heads.remember(neighbors.hits);
        return neighbors;
      });
    }
  }

  /** Of the open paper, where it is a hit: which sentence is nearest to what was asked. */
  private askNearestSentence(): void {
    const { asked, answer } = this.store.state;
    const request = searchRequestOf(asked);
    const place =
      answer.status === 'ready' ? answer.value.hits.findIndex(({ id }) => id === asked.selected) : -1;
    if (!request || place < 0 || place >= hitsWithSentence) {
      this.forget('nearest');
      return;
    }
    void this.run('nearest', async (signal) => {
      const { hits } = await this.api.search({ ...request, k: place + 1, explain: true }, signal);
      const hit = hits.find(({ id }) => id === asked.selected);
      const sentence = hit?.why.sentence;
      return sentence ? { id: hit.id, start: sentence.start, end: sentence.end } : null;
    });
  }

  private askReasons(): void {
    const { asked, answer, explained } = this.store.state;
    const request = searchRequestOf(asked);
    if (!request || answer.status !== 'ready') return;
    void this.run('reasons', (signal) =>
      this.api.search({ ...request, k: explained, explain: true }, signal),
    );
  }

  private askSuggestions(): void {
    const { asked, suggesting } = this.store.state;
    const request = suggestRequestOf(asked);
    if (!request || !suggesting) {
      this.forget('suggestions');
      return;
    }
    void this.run('suggestions', async (signal) => {
      const answer = await this.api.suggest(request, signal);
      this.heads.remember(answer.hits);
      return answer;
    });
  }

  private askSimilarity(): void {
    const { asked } = this.store.state;
    const request = similarityRequestOf(asked);
    if (!request || !showsSimilarity(asked)) {
      this.forget('similarity');
      return;
    }
    void this.run('similarity', async (signal) => {
      try {
        return readColumn(await this.api.similarity(request, signal), 'similarity');
      } catch (failure) {
        if (!(failure instanceof ApiFailure && failure.code === 'empty-query')) throw failure;
        const sentence = 'No paper is near to fields and excluded words alone. Add words or papers.';
        throw new ApiFailure(failure.status, failure.code, sentence, { cause: failure });
      }
    });
  }

  private askNumbers(): void {
    // Those of another facet would be shown as if they were of this one.
    this.forget('numbers');
    const facet = facetOfSize(this.store.state.asked.sizeBy);
    if (facet === null) return;
    void this.run('numbers', async (signal) => readColumn(await this.api.numbers(facet, signal), 'numbers'));
  }

  private forget(kind: QuestionKind): void {
    this.latest.get(kind)?.cancel();
    this.store.set({ [kind]: idle });
  }

  private async run<Kind extends QuestionKind>(
    kind: Kind,
    ask: (signal: AbortSignal) => Promise<ValueOf<Kind>>,
  ): Promise<void> {
    const latest = this.latest.get(kind) ?? new Latest();
    this.latest.set(kind, latest);
    this.store.set({ [kind]: { status: 'loading', previous: shownValue<unknown>(this.store.state[kind]) } });
    try {
      const result = await latest.run(ask);
      if (result.current) this.store.set({ [kind]: { status: 'ready', value: result.answer } });
    } catch (failure) {
      this.store.set({ [kind]: { status: 'failed', sentence: failureSentence(kind, failure) } });
    }
  }
}

const showsSimilarity = ({ colorBy, sizeBy }: ViewState) =>
  colorBy === 'similarity' || sizeBy === 'similarity';

function failureSentence(kind: QuestionKind, failure: unknown): string {
  // What `readMap` and `readColumn` throw is a sentence for the person already.
  const readable =
    (kind === 'map' || kind === 'similarity' || kind === 'numbers') &&
    failure instanceof Error &&
    !(failure instanceof ApiFailure);
  return readable ? failure.message : sentenceOf(failure);
}
