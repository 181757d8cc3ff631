import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakLines,
  drawLabels,
  type LabelContext,
  LabelFades,
  labelAt,
  type MapLabel,
  setLabel,
  visibleLabels,
} from '../../../web/map/draw-labels.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { recordingContext } from './recording-context.ts';

/** Every letter is 7 pixels wide. */
const width = (text: string) => text.length * 7;
const size = { widthPx: 400, heightPx: 300 };
const view = { xData: 0, yData: 0, scale: 10 };
const theme = mapTheme('light');

const label = (id: number, change: Partial<MapLabel> = {}): MapLabel => ({
  ...setLabel(`topic ${id}`, 0, 1, 'serif', width),
  id,
  level: 0,
  xData: 0,
  yData: 0,
  range: { fromScale: 5, toScale: 20 },
  color: '#112233',
  ...change,
});

describe('breakLines', () => {
  it('keeps words in their order, whole phrases from the first on, and no line wider than the widest word or the limit', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,14},?$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, (list) => {
        const lines = breakLines(list.join(' '), width, 140);
        const limit = Math.max(140, ...list.map(width));
        for (const line of lines) if (!line.endsWith(' …')) expect(width(line)).toBeLessThanOrEqual(limit);
        expect(lines.length).toBeLessThanOrEqual(3);
        const shown = lines.join(' ');
        const all = list.join(' ');
        if (!shown.endsWith(' …')) expect(shown === all || all.startsWith(`${shown}, `)).toBe(true);
      }),
    );
  });

  it('breaks after a comma rather than within a phrase, and evenly', () => {
    expect(breakLines('sparse attention, long sequences', width, 140)).toEqual([
      'sparse attention,',
      'long sequences',
    ]);
    expect(breakLines('molecular property prediction', width, 140)).toHaveLength(2);
  });

  it('gives up the last phrases of a name that takes too many lines, not words of them', () => {
    const name = 'deep learning theory, gradient descent dynamics, wide networks';
    expect(breakLines(name, width, 80).join(' ')).toBe('deep learning theory');
  });

  it('leaves a long word whole and shortens what takes too many lines', () => {
    expect(breakLines('electroencephalographically', width, 100)).toEqual(['electroencephalographically']);
    const lines = breakLines('one two three four five six seven eight nine ten', width, 60);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/ …$/);
  });

  it('gives one empty line for an empty name', () => {
    expect(breakLines('  ', width, 100)).toEqual(['']);
  });
});

describe('setLabel', () => {
  const sizeOf = (level: number, share: number, factor?: number) =>
    Number(/([\d.]+)px/.exec(setLabel('name', level, share, 'serif', width, factor).font)![1]);

  it('sets heavier topics and coarser levels larger', () => {
    expect(sizeOf(0, 1)).toBeGreaterThan(sizeOf(0, 0));
    expect(sizeOf(0, 0)).toBeGreaterThan(sizeOf(1, 0));
    expect(sizeOf(1, 0)).toBeGreaterThan(sizeOf(2, 0));
    expect(sizeOf(5, 0)).toBe(sizeOf(2, 0));
  });

  it('never sets letters too small to read', () => {
    expect(sizeOf(2, 0, 0.5)).toBeGreaterThanOrEqual(11);
  });

  it('measures the box of all lines', () => {
    const { lines, widthPx, heightPx, lineHeightPx } = setLabel(
      'sparse attention, long sequences, retrieval',
      1,
      0,
      'serif',
      width,
    );
    expect(widthPx).toBe(Math.max(...lines.map(width)));
    expect(heightPx).toBe(lines.length * lineHeightPx);
  });
});

describe('LabelFades', () => {
  it('fades a name in when the scale first shows it, and drops it at once', () => {
    const fades = new LabelFades();
    const labels = [label(1)];
    expect(fades.at(labels, 10, 1000)).toEqual({ opacities: new Map([[1, 0]]), isFading: true });
    const half = fades.at(labels, 10, 1090).opacities.get(1)!;
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
    expect(fades.at(labels, 10, 1500)).toEqual({ opacities: new Map([[1, 1]]), isFading: false });
    expect(fades.at(labels, 30, 1500).opacities.size).toBe(0);
    expect(fades.at(labels, 10, 1600).opacities.get(1)).toBe(0);
  });

  it('shows names in full at once for people who want no motion', () => {
    expect(new LabelFades().at([label(1)], 10, Infinity)).toEqual({
      opacities: new Map([[1, 1]]),
      isFading: false,
    });
  });
});

describe('visibleLabels', () => {
  const shown = (list: MapLabel[], at = view) =>
    visibleLabels(list, new Map(list.map(({ id }) => [id, 1])), at, size).map(({ label: { id } }) => id);

  it('leaves out what lies wholly outside, keeps what is cut', () => {
    const half = label(1).widthPx / 2;
    expect(shown([label(1, { xData: (200 + half - 2) / 10 })])).toEqual([1]);
    expect(shown([label(1, { xData: (200 + half + 2) / 10 })])).toEqual([]);
    expect(shown([label(1, { yData: -40 })])).toEqual([]);
  });

  it('draws coarse names last, on top', () => {
    expect(shown([label(1), label(2, { level: 2 }), label(3, { level: 1 })])).toEqual([2, 3, 1]);
  });

  it('shows the same names after panning, as long as they stay in view', () => {
    const list = [label(1), label(2, { xData: 3, yData: 3 })];
    expect(shown(list, { ...view, xData: 2 })).toEqual(shown(list));
  });
});

describe('labelAt', () => {
  it('finds a name within its box only', () => {
    const visible = visibleLabels([label(4)], new Map([[4, 1]]), view, size);
    expect(labelAt(visible, 200, 150)?.id).toBe(4);
    expect(labelAt(visible, 200, 150 + label(4).heightPx)).toBeNull();
  });
});

describe('drawLabels', () => {
  it('draws every line over its halo, halos first, and leaves the opacity at 1', () => {
    const context = recordingContext<LabelContext>();
    const two = label(1, setLabel('sparse attention, long sequences', 0, 1, 'serif', width));
    drawLabels(context, {
      labels: [{ label: two, xPx: 100, yPx: 80, opacity: 1 }],
      theme,
      hoveredId: null,
      opacity: 0.5,
    });
    expect(context.calls.map(({ name }) => name)).toEqual([
      'strokeText',
      'strokeText',
      'fillText',
      'fillText',
    ]);
    expect(context.calls.map(({ args }) => args[0])).toEqual([...two.lines, ...two.lines]);
    expect(context.calls[0].strokeStyle).toBe(theme.paperCss);
    expect(context.calls[2]).toMatchObject({ fillStyle: '#112233', globalAlpha: 0.5, font: two.font });
    expect(context.globalAlpha).toBe(1);
  });

  it('draws the hovered name in full ink', () => {
    const context = recordingContext<LabelContext>();
    drawLabels(context, {
      labels: [{ label: label(1), xPx: 100, yPx: 80, opacity: 1 }],
      theme,
      hoveredId: 1,
      opacity: 0.5,
    });
    expect(context.calls.at(-1)).toMatchObject({ fillStyle: theme.inkCss, globalAlpha: 1 });
  });
});
