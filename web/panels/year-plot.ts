/** The bars of the year brush and what is under the hand: a window that is drawn, moved and resized, and two sliders. */
import { element } from '../element.ts';
import { rangeInWords, type YearBins, type YearRange } from '../years/year-bins.ts';

export interface PlotEvents {
  moved(low: number, high: number): void;
  /** The hand let go. */
  ended(): void;
  /** The system took the pointer away. */
  cancelled(): void;
}

/** So near to an end of the window, a pointer takes hold of that end. */
const gripPx = 9;
/** Of a bar's room, how much it fills. */
const barShare = 0.78;

type Grip =
  | { kind: 'low' | 'high' | 'new'; anchor: number }
  | { kind: 'whole'; from: number; low: number; high: number };

export class YearPlot {
  readonly element: HTMLElement;
  private readonly events: PlotEvents;
  private readonly bars = svg('svg', {
    class: 'year-bars',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  private readonly stage: HTMLElement;
  private readonly low = slider('low', 'Earliest year');
  private readonly high = slider('high', 'Latest year');
  private bins: YearBins | null = null;
  private share: Int32Array | null = null;
  private shareScale: 'same' | 'own' = 'same';
  private window = { low: 0, high: 0 };
  private grip: Grip | null = null;

  constructor(events: PlotEvents) {
    this.events = events;
    this.stage = element('div', { class: 'year-stage' });
    this.stage.append(this.bars);
    this.element = element(
      'div',
      { class: 'year-plot' },
      this.stage,
      element('div', { class: 'year-thumbs' }, this.low, this.high),
    );
    this.stage.addEventListener('pointerdown', (event) => this.take(event));
    this.stage.addEventListener('pointermove', (event) => this.follow(event));
    this.stage.addEventListener('pointerup', (event) => this.letGo(event));
    this.stage.addEventListener('pointercancel', () => {
      this.grip = null;
      this.events.cancelled();
    });
  }

  setBins(bins: YearBins): void {
    this.bins = bins;
    this.share = null;
    this.element.style.setProperty('--bars', String(this.years));
    for (const input of [this.low, this.high]) {
      input.min = String(bins.from);
      input.max = String(bins.to);
    }
    this.draw();
  }

  /** @param counts of what is asked, a bar each; null: of nothing. @param scale its own where it is of a few only. */
  setShare(counts: Int32Array | null, scale: 'same' | 'own'): void {
    this.share = counts;
    this.shareScale = scale;
    this.draw();
  }

  setRange(low: number, high: number, range: YearRange): void {
    this.window = { low, high };
    this.low.value = String(low);
    this.high.value = String(high);
    this.low.setAttribute('aria-valuetext', range.from === null ? `${low}, no limit` : String(range.from));
    this.high.setAttribute('aria-valuetext', range.to === null ? `${high}, no limit` : String(range.to));
    // Where both stand at the upper end, only the lower one can still be moved: it lies on top.
    this.low.style.zIndex = this.bins && low >= this.bins.to ? '1' : '';
    this.stage.title = rangeInWords(range) ?? 'All years';
    this.draw();
  }

  /** @param moved by a slider: held by a hand, let go of by it, or by keys, of which more may follow. */
  sliders(moved: (low: number, high: number, by: 'held' | 'released' | 'keys') => void): void {
    let held = false;
    for (const input of [this.low, this.high]) {
      const tell = (by: 'held' | 'released' | 'keys') => {
        const [low, high] = [this.low.valueAsNumber, this.high.valueAsNumber];
        // The one that is moved takes the other along.
        if (input === this.low) moved(low, Math.max(low, high), by);
        else moved(Math.min(low, high), high, by);
      };
      input.addEventListener('pointerdown', () => {
        held = true;
      });
      input.addEventListener('input', () => tell(held ? 'held' : 'keys'));
      input.addEventListener('change', () => {
        if (held) tell('released');
        held = false;
      });
    }
  }

  private draw(): void {
    const { bins } = this;
    if (!bins) return;
    const years = bins.to - bins.from + 1;
    this.bars.setAttribute('viewBox', `0 0 ${years} 1`);
    const width = bins.yearsPerBar * barShare;
    const most = Math.max(1, ...bins.counts);
    const mostShare = this.shareScale === 'own' ? Math.max(1, ...(this.share ?? [])) : most;
    const { low, high } = this.window;
    const drawn: SVGElement[] = [];
    if (low > bins.from || high < bins.to) {
      const place = { x: low - bins.from, width: high - low + 1, y: 0, height: 1 };
      drawn.push(svg('rect', { class: 'year-window', ...place }));
    }
    bins.counts.forEach((count, i) => {
      const first = bins.from + i * bins.yearsPerBar;
      const x = first - bins.from + (bins.yearsPerBar - width) / 2;
      const isIn = first + bins.yearsPerBar > low && first <= high;
      const bar = (name: string, height: number) =>
        svg('rect', { class: `${name}${isIn ? '' : ' out'}`, x, width, y: 1 - height, height });
      if (count > 0) drawn.push(bar('year-all', Math.max(0.02, count / most)));
      const share = this.share?.[i] ?? 0;
      if (share > 0) drawn.push(bar('year-share', Math.max(0.02, share / mostShare)));
    });
    this.bars.replaceChildren(...drawn);
  }

  /** The place under a pointer: the whole number is its year; beyond the ends too. */
  private placeAt(event: PointerEvent): number {
    const { left, width } = this.bars.getBoundingClientRect();
    return this.bins!.from + ((event.clientX - left) / width) * this.years;
  }

  private get years(): number {
    return this.bins!.to - this.bins!.from + 1;
  }

  private take(event: PointerEvent): void {
    const { bins, window } = this;
    if (!bins || event.button !== 0) return;
    const place = this.placeAt(event);
    const yearsPerPx = this.years / this.bars.getBoundingClientRect().width;
    const near = (end: number) => Math.abs(place - end) <= gripPx * yearsPerPx;
    const isWindow = window.low > bins.from || window.high < bins.to;
    if (isWindow && near(window.low)) this.grip = { kind: 'low', anchor: window.high };
    else if (isWindow && near(window.high + 1)) this.grip = { kind: 'high', anchor: window.low };
    else if (isWindow && place > window.low && place < window.high + 1)
      this.grip = { kind: 'whole', from: place, ...window };
    else this.grip = { kind: 'new', anchor: this.yearAt(place) };
    this.stage.setPointerCapture(event.pointerId);
    // Not the start of a selection of text, or of dragging what is selected.
    event.preventDefault();
  }

  private follow(event: PointerEvent): void {
    const { grip, bins } = this;
    if (!grip || !bins) return;
    if (grip.kind === 'whole') {
      const wanted = Math.round(this.placeAt(event) - grip.from);
      const by = Math.max(bins.from - grip.low, Math.min(bins.to - grip.high, wanted));
      this.events.moved(grip.low + by, grip.high + by);
    } else {
      const end = this.yearAt(this.placeAt(event));
      this.events.moved(Math.min(end, grip.anchor), Math.max(end, grip.anchor));
    }
  }

  /** A press without a move: the one year that was pressed. */
  private letGo(event: PointerEvent): void {
    const { grip } = this;
    this.grip = null;
    if (!grip) return;
    if (grip.kind === 'new' && this.yearAt(this.placeAt(event)) === grip.anchor)
      this.events.moved(grip.anchor, grip.anchor);
    this.events.ended();
  }

  private yearAt(place: number): number {
    const { from, to } = this.bins!;
    return Math.max(from, Math.min(to, Math.floor(place)));
  }
}

function slider(which: 'low' | 'high', label: string): HTMLInputElement {
  return element('input', {
    ...{
      type: 'range',
      step: 1,
      'aria-label': label,
      'data-key': `years:${which}`,
      class: `year-thumb ${which}`,
    },
  });
}

function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
