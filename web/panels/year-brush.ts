/**
 * The years as bars with a brush over them: drawn and moved by mouse or finger on the bars, by two sliders under them, by
 * typing, and by a button that plays. While it moves only the map follows, by what the page knows; when it comes to
 * rest, the question is asked, as one step in the history.
 */
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { prefersStillness } from '../map/gestures.ts';
import { type PageState, type PageStore, shownValue } from '../page-state.ts';
import { firstWindow, movedWindow } from '../years/play-years.ts';
import {
  countBars,
  countWithin,
  countYears,
  rangeInWords,
  rangeOf,
  thumbsOf,
  type YearBins,
  type YearRange,
  yearBins,
} from '../years/year-bins.ts';
import { paperCount } from './paper-count.ts';
import { YearPlot } from './year-plot.ts';

/** A window stands this long: time to see what lights up, and 30 years in half a minute. */
const frameMs = 1000;
/** Of the frames of a run every so many is read out: a screen reader needs three seconds for one. */
const spokenFrames = 3;
/** Keys and steps have come to rest after this time. */
const restMs = 500;

export interface YearBrush {
  readonly element: HTMLElement;
  /** Stops what plays: the brush is out of sight. */
  stop(): void;
}

export function yearBrush(store: PageStore): YearBrush {
  let bins: YearBins | null = null;
  let papers: { year: number; count: number }[] = [];
  let playing: ReturnType<typeof setInterval> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let frames = 0;
  /** The field that holds what was not taken over yet. */
  let typing: HTMLInputElement | null = null;

  const plot = new YearPlot({
    /** @param low, high years. */
    moved: (low, high) => bins && preview(rangeOf(bins, low, high)),
    ended: () => commit(),
    cancelled: () => store.set({ brushed: null }),
  });
  const caption = element('p', { class: 'year-caption' });
  const scale = element('p', { class: 'year-scale', 'aria-hidden': 'true' });
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  const typed = { from: yearInput('from'), to: yearInput('to') };
  const button = (name: string, label: string, does: () => void) =>
    element('button', {
      ...{ type: 'button', class: 'icon-button small', 'data-key': `years:${name}` },
      ...{ 'aria-label': label, title: label, onclick: does },
    });
  const earlier = button('earlier', 'Earlier years', () => step(-1));
  const play = button('play', 'Play the years', () => (playing === undefined ? start() : stop()));
  const later = button('later', 'Later years', () => step(1));
  earlier.append(icon('earlier'));
  later.append(icon('later'));
  const controls = element('div', { class: 'year-controls' }, earlier, play, later);
  const note = element('p', { class: 'empty' });
  const fieldset = element(
    'fieldset',
    { class: 'years' },
    element('legend', { text: 'Year' }),
    plot.element,
    scale,
    element(
      'div',
      { class: 'year-row' },
      element('label', { class: 'year-field' }, 'from', typed.from),
      element('label', { class: 'year-field' }, 'to', typed.to),
      controls,
    ),
    caption,
    note,
    status,
  );

  function yearInput(end: 'from' | 'to'): HTMLInputElement {
    const input = element('input', {
      ...{ type: 'number', inputmode: 'numeric', min: -9999, max: 9999 },
      'data-key': `years:typed-${end}`,
      oninput: () => (typing = input),
      onchange: () => {
        if (!input.validity.valid) return;
        typing = null;
        stop();
        preview({ ...range(), [end]: input.value === '' ? null : Number(input.value) });
        commit();
      },
    });
    return input;
  }

  const asked = (): YearRange => {
    const { yearFrom, yearTo } = store.state.asked.filter;
    return { from: yearFrom, to: yearTo };
  };
  const range = (): YearRange => store.state.brushed ?? asked();

  function preview(brushed: YearRange): void {
    clearTimeout(rest);
    const { brushed: before } = store.state;
    // A hand moves many times within one year: the map is drawn anew for another year only.
    if (before?.from !== brushed.from || before.to !== brushed.to) store.set({ brushed });
  }

  /** Asks for what is brushed. */
  function commit(): void {
    clearTimeout(rest);
    const { brushed, asked: view } = store.state;
    if (brushed === null) return;
    const { from, to } = brushed;
    const isNew = from !== asked().from || to !== asked().to;
    const filter = { ...view.filter, yearFrom: from, yearTo: to };
    store.set({ brushed: null, ...(isNew ? { asked: { ...view, filter }, step: 'push' as const } : {}) });
    say();
  }

  function step(bars: -1 | 1): void {
    stop();
    const moved = bins && movedWindow(bins, range(), bars);
    if (!moved) return;
    preview(moved);
    rest = setTimeout(commit, restMs);
  }

  function start(): void {
    if (!bins) return;
    const atEnd = movedWindow(bins, range(), 1) === null;
    const hasWindow = rangeInWords(range()) !== null;
    preview(atEnd || !hasWindow ? firstWindow(bins, range()) : range());
    frames = 0;
    playing = setInterval(playOn, frameMs);
    showPlaying();
    say();
  }

  function playOn(): void {
    const moved = bins && movedWindow(bins, range(), 1);
    if (!moved) {
      stop();
      return;
    }
    preview(moved);
    if (++frames % spokenFrames === 0) say();
  }

  function stop(): void {
    if (playing === undefined) return;
    clearInterval(playing);
    playing = undefined;
    showPlaying();
    commit();
  }

  function showPlaying(): void {
    const isPlaying = playing !== undefined;
    play.replaceChildren(icon(isPlaying ? 'pause' : 'play'));
    const label = isPlaying ? 'Pause' : 'Play the years';
    play.setAttribute('aria-label', label);
    play.title = label;
  }

  /** What the window holds, in words. */
  function summary(): string {
    const counts = store.state.counted && shownValue(store.state.counts);
    const count = countWithin(range(), counts?.years ?? papers);
    const nearest = counts?.counted === 'nearest' ? ' of the nearest' : '';
    return `${rangeInWords(range()) ?? 'All years'}: ${paperCount(count)}${nearest}`;
  }

  function say(): void {
    if (bins) status.textContent = summary();
  }

  function showMap(state: PageState): void {
    const data = shownValue(state.map);
    papers = data ? countYears(data.years) : [];
    bins = data ? yearBins(data.years) : null;
    fieldset.hidden = data === null;
    const withBrush = bins !== null && bins.to > bins.from;
    for (const part of [plot.element, scale, controls, caption]) part.hidden = !withBrush;
    note.hidden = withBrush;
    for (const { parentElement } of [typed.from, typed.to])
      if (parentElement) parentElement.hidden = bins === null;
    note.textContent = bins
      ? `Every paper that has a year is of ${bins.from}.`
      : 'No paper of this corpus has a year.';
    if (!bins) return;
    plot.setBins(bins);
    scale.replaceChildren(
      element('span', { text: bins.before > 0 ? `≤ ${bins.from}` : bins.from }),
      element('span', { text: bins.after > 0 ? `≥ ${bins.to}` : bins.to }),
    );
  }

  function showCounts(state: PageState): void {
    const counts = shownValue(state.counts);
    const isAsked = state.counted !== null && counts !== null;
    plot.setShare(
      bins && isAsked ? countBars(bins, counts.years) : null,
      counts?.counted === 'nearest' ? 'own' : 'same',
    );
  }

  function showRange(): void {
    if (!bins) return;
    const shown = range();
    const { low, high } = thumbsOf(bins, shown);
    plot.setRange(low, high, shown);
    for (const end of ['from', 'to'] as const) {
      // What is being typed is the person's: counts that come meanwhile do not take it away.
      const isTyped = typing === typed[end] && document.activeElement === typing;
      if (!isTyped) typed[end].value = String(shown[end] ?? '');
    }
    caption.textContent = summary();
    earlier.toggleAttribute('disabled', movedWindow(bins, shown, -1) === null);
    later.toggleAttribute('disabled', movedWindow(bins, shown, 1) === null);
  }

  plot.sliders((low, high, by) => {
    if (!bins) return;
    if (playing !== undefined) stop();
    preview(rangeOf(bins, low, high));
    if (by === 'released') commit();
    else if (by === 'keys') rest = setTimeout(commit, restMs);
  });
  play.hidden = prefersStillness();
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', () => {
    stop();
    play.hidden = prefersStillness();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stop();
  });
  showPlaying();
  store.subscribePatiently((state) => [state.map], showMap);
  store.subscribePatiently((state) => [state.map, state.counts, state.counted], showCounts);
  store.subscribe(
    (state) => [state.asked.filter.yearFrom, state.asked.filter.yearTo],
    () => {
      // Somebody else has chosen years (back, a chip, the keys): what was brushed is past.
      clearTimeout(rest);
      clearInterval(playing);
      playing = undefined;
      showPlaying();
      if (store.state.brushed) store.set({ brushed: null });
    },
  );
  store.subscribePatiently(
    (state) => [
      state.map,
      state.counts,
      state.brushed,
      state.asked.filter.yearFrom,
      state.asked.filter.yearTo,
    ],
    showRange,
  );
  return { element: fieldset, stop };
}
