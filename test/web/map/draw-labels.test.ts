import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawLabels,
  type LabelContext,
  labelAt,
  type MapLabel,
  visibleLabels,
} from '../../../web/map/draw-labels.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { isShownAt } from '../../../web/map/place-labels.ts';
import { setLabel } from '../../../web/map/set-label.ts';
import { panBy, toPx } from '../../../web/map/viewport.ts';
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

const inFull = (list: readonly MapLabel[], leaving: number[] = []) => ({
  opacities: new Map(list.map(({ id }) => [id, 1])),
  leaving: new Set(leaving),
});

describe('visibleLabels', () => {
  const shown = (list: MapLabel[], at = view) =>
    visibleLabels(list, inFull(list), at, size).map(({ label: { id } }) => id);

  it('leaves out what lies wholly outside, keeps what is cut', () => {
    const half = label(1).widthPx / 2;
    expect(shown([label(1, { xData: (200 + half - 2) / 10 })])).toEqual([1]);
    expect(shown([label(1, { xData: (200 + half + 2) / 10 })])).toEqual([]);
    expect(shown([label(1, { yData: -40 })])).toEqual([]);
  });

  it('draws coarse names last, on top', () => {
    expect(shown([label(1), label(2, { level: 2 }), label(3, { level: 1 })])).toEqual([2, 3, 1]);
  });

  it('never shows or hides a name by panning while it is wholly in view', () => {
    const far = fc.integer({ min: -60, max: 60 });
    const lists = fc
      .array(fc.record({ xData: far, yData: far, level: fc.integer({ min: 0, max: 2 }) }), { maxLength: 30 })
      .map((list) => list.map((one, id) => label(id, one)));
    const moves = fc.array(fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -90, max: 90 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(lists, moves, (list, steps) => {
        const drawn = list.filter(({ range }) => isShownAt(range, view.scale));
        let at = view;
        for (const [dx, dy] of steps) {
          at = panBy(at, dx, dy);
          const ids = new Set(shown(drawn, at));
          for (const one of drawn) {
            const { xPx, yPx } = toPx(at, size, one.xData, one.yData);
            const isWhole =
              Math.abs(xPx - size.widthPx / 2) + one.widthPx / 2 <= size.widthPx / 2 &&
              Math.abs(yPx - size.heightPx / 2) + one.heightPx / 2 <= size.heightPx / 2;
            if (isWhole) expect(ids.has(one.id), `name ${one.id}`).toBe(true);
          }
        }
      }),
    );
  });

  it('draws a name that goes only where none stands in its room', () => {
    const list = [label(1), label(2, { xData: 1 }), label(3, { yData: 10 })];
    const visible = visibleLabels(list, inFull(list, [2, 3]), view, size);
    expect(visible.map(({ label: { id } }) => id)).toEqual([1, 3]);
  });
});

describe('labelAt', () => {
  it('finds a name within its box only', () => {
    const visible = visibleLabels([label(4)], inFull([label(4)]), view, size);
    expect(labelAt(visible, 200, 150)?.id).toBe(4);
    expect(labelAt(visible, 200, 150 + label(4).heightPx)).toBeNull();
  });
});

describe('drawLabels', () => {
  it('draws every line over its halo, halos first, and leaves the opacity at 1', () => {
    const context = recordingContext<LabelContext>();
    const two = label(1, setLabel('sparse attention mechanisms, very long sequences', 0, 1, 'serif', width));
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
