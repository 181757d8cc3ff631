/** Ties the map to the page's state: what is asked and answered is drawn, what is done on the map is asked. */

import { sentenceOf } from './api.ts';
import { byId } from './element.ts';
import { Latest } from './latest.ts';
import { papersOf } from './library.ts';
import { litRows } from './lit-rows.ts';
import { boxOf } from './map/area-drawing.ts';
import type { PlacePx } from './map/draw-overlay.ts';
import type { MapSnapshot } from './map/map-snapshot.ts';
import { MapView } from './map/map-view.ts';
import type { MapArea } from './map/overlay-scene.ts';
import type { MapData } from './map/read-map.ts';
import type { SizePx, Viewport } from './map/viewport.ts';
import { mapCover } from './map-cover.ts';
import type { PageActions } from './page-actions.ts';
import { type PageState, type PageStore, shownValue } from './page-state.ts';
import type { HoverCard } from './panels/hover-card.ts';
import type { PaperHeads } from './paper-heads.ts';
import { questionInWords, questionPlace } from './question-mark.ts';
import { sizesOf } from './size-by.ts';
import { TitlesInView } from './titles-in-view.ts';
import { searchRequestOf } from './view-state.ts';

/** Moving the map is written to the address when it comes to rest. */
const restMs = 300;
/** One press of a zoom button. */
const zoomStep = 1.5;
/** An open paper nearer than this to the edge of what is seen is brought to the middle: its lines lead around it. */
const edgePx = 48;
/** Of a topic's papers, those nearest to its middle are zoomed to: a few far ones would show the whole map again. */
const coreShare = 0.85;

/** New papers have marks while these tell them from others: more hide each other, and where most are new none is special. */
const mostMarked = { papers: 2000, share: 1 / 3 };

export interface MapStageParts {
  store: PageStore;
  actions: PageActions;
  heads: PaperHeads;
  hoverCard: HoverCard;
  /** Called in the frame that shows the points of new data first. */
  pointsShown: () => void;
}

export class MapStage {
  private readonly parts: MapStageParts;
  private readonly container = byId('map');
  private readonly map: MapView;
  private readonly titles: TitlesInView;
  private readonly opening = new Latest();
  private readonly watchers: ((view: Viewport, size: SizePx) => void)[] = [];
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** How often the map was given data: 0 while there is nothing to move; each time, all else is to be told again. */
  private given = 0;
  /** The data that the map has together with its topics. */
  private shown: MapData | null = null;
  /** How often topics were named since. */
  private named = 0;
  /** The data that was fitted beside its legend, as a number of `given`. */
  private cleared = 0;
  /** Whose point was brought into sight: once a paper, then the view is the person's. */
  private sighted: string | null = null;
  /** The person moved the map: from then on its view belongs to the address. */
  private moved = false;

  constructor(parts: MapStageParts) {
    this.parts = parts;
    const events = {
      hover: (row: number | null, xPx: number, yPx: number) => parts.hoverCard.show(row, xPx, yPx),
      select: (row: number | null) => void this.select(row),
      viewChanged: (view: Viewport) => this.viewChanged(view),
      topicPicked: (topic: number) => parts.actions.openTopic(topic),
      pointsShown: () => parts.pointsShown(),
      titlesWanted: (rows: readonly number[]) => this.titles.want(rows),
    };
    const asks = { covered: mapCover, titleOf: (row: number) => parts.heads.knownRow(row)?.title ?? null };
    this.map = new MapView(this.container, events, asks);
    this.titles = new TitlesInView(
      parts.heads,
      () => this.map.titlesCame(),
      (areTitlesMissing) => {
        if (areTitlesMissing !== parts.store.state.areTitlesMissing) parts.store.set({ areTitlesMissing });
      },
    );
    // The link that skips to the map leads to its frame; the keys are the map's own.
    this.container.addEventListener('focus', () => this.focus());
    for (const kind of ['pointerdown', 'wheel', 'keydown'] as const) {
      this.container.addEventListener(kind, () => this.noteMove(), { capture: true, passive: true });
    }
  }

  /** Draws what the state says, from now on. */
  connect(): void {
    const { store } = this.parts;
    store.subscribe(
      (state) => [state.map, state.topics],
      (state) => this.showData(state),
    );
    store.subscribe(
      (state) => [
        this.given,
        this.named,
        state.asked.colorBy,
        state.theme,
        state.asked.colorBy === 'similarity' && shownValue(state.similarity),
      ],
      (state) => {
        if (this.given === 0) return;
        const { colorBy } = state.asked;
        store.set({ legend: this.map.setColoring(colorBy, state.theme, shownValue(state.similarity)) });
        if (this.cleared === this.given) return;
        this.cleared = this.given;
        // How much of the map the legend covers is known when it has been drawn, which is after this.
        queueMicrotask(() => this.map.refit());
      },
    );
    store.subscribe(
      (state) => [this.given, sizesOf(state)],
      (state) => {
        if (this.given > 0) this.map.setSizes(sizesOf(state)?.sizes ?? null);
      },
    );
    store.subscribe(
      (state) => [this.given, state.legend, state.asked.hidden],
      (state) => {
        if (this.given > 0) this.map.setHidden(new Set(state.asked.hidden));
      },
    );
    store.subscribe(
      (state) => [
        ...[this.given, state.answer, state.brushed, state.info],
        ...[state.asked.filter, state.asked.compare],
      ],
      (state) => {
        const lit = litRows(state);
        // The papers of topics that are compared are lit, but no answer in an order.
        if (this.given === 0) return;
        this.map.setHits(lit, state.answer.status !== 'idle');
        const most = Math.min(mostMarked.papers, mostMarked.share * (shownValue(state.map)?.rows ?? 0));
        const areMarked = state.asked.filter.addedSince !== null && lit && lit.length <= most;
        this.map.setOverlay({ added: areMarked ? Array.from(lit) : [] });
      },
    );
    store.subscribe(
      (state) => [this.given, state.answer, searchRequestOf(state.asked) === null],
      (state) => {
        const data = shownValue(state.map);
        if (this.given === 0 || !data) return;
        const place = questionPlace(state);
        this.map.setQuestion(place, questionInWords(place, data, shownValue(state.topics)?.topics ?? []));
      },
    );
    store.subscribe(
      (state) => [this.given, state.paper, state.neighbors, state.asked.selected],
      (state) => this.showSelected(state),
    );
    store.subscribe(
      (state) => [this.given, state.asked.like, state.asked.unlike],
      (state) => this.showMarks(state),
    );
    store.subscribe(
      (state) => [this.given, state.asked.filter.region, state.asked.near.region],
      ({ asked }) => {
        const areas: MapArea[] = [];
        if (asked.filter.region) areas.push({ kind: 'filter', corners: asked.filter.region });
        if (asked.near.region) areas.push({ kind: 'near', corners: asked.near.region });
        this.map.setOverlay({ areas });
      },
    );
    store.subscribe(
      (state) => [this.given, state.library],
      ({ library }) => {
        if (this.given > 0) this.map.setOverlay({ library: library?.shown ? papersOf(library).rows : [] });
      },
    );
    store.subscribe(
      (state) => [this.given, state.shownCollection],
      ({ shownCollection }) => {
        const collection = shownCollection?.shown ? shownCollection.rows : [];
        if (this.given > 0) this.map.setOverlay({ collection });
      },
    );
    store.subscribe(
      // Not `given`: `showData` has done it, and once more would undo what brought the open paper into sight.
      (state) => [state.asked.view],
      ({ asked, step }) => {
        // Only history and the address move the map; a move of the map itself comes back here and is done already.
        if (this.given > 0 && step === 'none') this.showView(asked.view, true);
      },
    );
  }

  zoom(direction: 1 | -1): void {
    this.noteMove();
    this.map.zoomBy(direction > 0 ? zoomStep : 1 / zoomStep);
  }

  fit(): void {
    this.moved = false;
    clearTimeout(this.rest);
    this.map.fit(true);
    this.parts.store.ask({ view: null }, 'replace');
  }

  watchView(listener: (view: Viewport, size: SizePx) => void): void {
    this.watchers.push(listener);
  }

  centre(xData: number, yData: number): void {
    this.noteMove();
    this.map.setView({ ...this.map.view, xData, yData });
  }

  /** Flies to a view that one came from; null: all of the map. */
  goTo(view: Viewport | null): void {
    this.showView(view, true);
    this.parts.store.ask({ view }, 'replace');
  }

  zoomToTopic(topic: number): void {
    const data = shownValue(this.parts.store.state.map);
    const level = data?.topicLevels.find((rows) => rows.includes(topic));
    if (!data || !level) return;
    const rows: number[] = [];
    for (let row = 0; row < data.rows; row++) if (level[row] === topic) rows.push(row);
    const { points } = data;
    const middle = (axis: 0 | 1) => median(rows.map((row) => points[2 * row + axis]));
    const [x, y] = [middle(0), middle(1)];
    const farness = (row: number) => Math.hypot(points[2 * row] - x, points[2 * row + 1] - y);
    const core = rows
      .map((row) => ({ row, far: farness(row) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, Math.ceil(rows.length * coreShare))
      .map(({ row }) => row);
    this.noteMove();
    this.map.zoomToRows(core);
  }

  /** Asks for the titles in view again. */
  askTitles(): void {
    void this.titles.again();
  }

  snapshot(): MapSnapshot {
    return this.map.snapshot();
  }

  showDrawing(outline: readonly PlacePx[]): void {
    this.map.setOverlay({ drawing: outline });
  }

  /** The corners of an outline on the map, in data space. */
  regionOf(outline: readonly PlacePx[]): [xData: number, yData: number][] {
    return outline.map((place) => this.map.dataAt(place));
  }

  /** All that is seen of the map beside what lies over it. */
  seenOutline(): PlacePx[] {
    const { widthPx, heightPx } = this.map.size;
    return boxOf({ xPx: 0, yPx: 0 }, { xPx: widthPx - mapCover().rightPx, yPx: heightPx });
  }

  focus(): void {
    this.container.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  private showData(state: PageState): void {
    const data = shownValue(state.map);
    if (!data) return;
    // Colours and labels need both; where topics fail, the map is drawn without names.
    const settled = state.topics.status === 'ready' || state.topics.status === 'failed';
    if (!settled) {
      this.map.expectPoints(data.points);
      return;
    }
    const topics = shownValue(state.topics)?.topics ?? [];
    if (data === this.shown) {
      // Only names have changed: the view, and all that is on the map, stays.
      this.map.setTopics(topics);
      this.named++;
      return;
    }
    this.map.setData(data, topics);
    this.shown = topics.length > 0 ? data : null;
    this.given++;
    // All of it is shown when its legend has been drawn.
    this.moved = false;
    if (state.asked.view) this.showView(state.asked.view, false);
  }

  private showView(view: Viewport | null, animate: boolean): void {
    clearTimeout(this.rest);
    this.moved = view !== null;
    if (view) this.map.setView(view, animate);
    else this.map.fit(animate);
  }

  private showSelected({ paper, neighbors, asked }: PageState): void {
    if (this.given === 0) return;
    if (asked.selected === null || paper.status === 'failed') {
      this.sighted = null;
      this.map.setSelected(null, []);
      return;
    }
    const row = this.parts.heads.knownId(asked.selected)?.row;
    if (row === undefined) return;
    const near = neighbors.status === 'ready' ? neighbors.value.hits : [];
    this.map.setSelected(
      row,
      near.map((hit) => ({ row: hit.row, similarity: hit.similarity })),
    );
    if (this.sighted !== asked.selected) this.bringIntoSight(row);
    this.sighted = asked.selected;
  }

  /** Pans where the open paper's point is off the map or under its pane. */
  private bringIntoSight(row: number): void {
    const place = this.map.positionOf(row);
    const stage = this.container.getBoundingClientRect();
    const right = stage.width - mapCover().rightPx;
    const isSeenAcross = place.xPx > edgePx && place.xPx < right - 2 * edgePx;
    const isSeenDown = place.yPx > edgePx && place.yPx < stage.height - edgePx;
    if (isSeenAcross && isSeenDown) return;
    this.noteMove();
    this.map.panBy(right / 2 - place.xPx, stage.height / 2 - place.yPx);
  }

  private async showMarks({ asked }: PageState): Promise<void> {
    if (this.given === 0) return;
    const { heads, store } = this.parts;
    const rowsOf = async (ids: string[]) => {
      const found = await Promise.allSettled(ids.map((id) => heads.ofId(id)));
      // Ids that are not in this corpus are named in the tray.
      return found.flatMap((head) => (head.status === 'fulfilled' ? [head.value.row] : []));
    };
    const marks = { liked: await rowsOf(asked.like), disliked: await rowsOf(asked.unlike) };
    if (store.state.asked.like === asked.like && store.state.asked.unlike === asked.unlike)
      this.map.setOverlay({ marks });
  }

  private async select(row: number | null): Promise<void> {
    const { actions, heads, store } = this.parts;
    if (row === null) return actions.closePaper();
    try {
      const result = await this.opening.run((signal) => heads.ofRows([row], signal));
      if (result.current && result.answer[0]) actions.openPaper(result.answer[0].id);
    } catch (failure) {
      store.set({ notes: [`The paper could not be opened. ${sentenceOf(failure)}`] });
    }
  }

  private noteMove(): void {
    this.moved = true;
  }

  private viewChanged(view: Viewport): void {
    for (const watcher of this.watchers) watcher(view, this.map.size);
    this.parts.hoverCard.show(null, 0, 0);
    clearTimeout(this.rest);
    if (!this.moved) return;
    this.rest = setTimeout(() => this.parts.store.ask({ view }, 'replace'), restMs);
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
