import { describe, expect, it } from 'vitest';
import {
  drawOverlay,
  isBlank,
  type OverlayContext,
  type OverlayScene,
} from '../../../web/map/draw-overlay.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { recordingContext } from './recording-context.ts';

const theme = mapTheme('light');
const nothing: OverlayScene = {
  size: { widthPx: 400, heightPx: 300 },
  theme,
  fontFamily: 'serif',
  pointRadiusPx: 4,
  selected: null,
  neighbors: [],
  hits: [],
  liked: [],
  disliked: [],
  library: [],
  collection: [],
  added: [],
  hovered: null,
  areas: [],
  question: null,
  showCross: false,
};
const point = (xPx: number, yPx: number) => ({ xPx, yPx, color: '#123456' });
const callsOf = (scene: Partial<OverlayScene>) => {
  const context = recordingContext<OverlayContext>();
  drawOverlay(context, { ...nothing, ...scene });
  expect(context.globalAlpha).toBe(1);
  return context.calls;
};

describe('drawOverlay', () => {
  it('draws nothing for an empty scene, which is blank', () => {
    expect(callsOf({})).toEqual([]);
    expect(isBlank(nothing)).toBe(true);
  });

  it.each([
    { selected: point(1, 1) },
    { hovered: point(1, 1) },
    { hits: [point(1, 1)] },
    { liked: [point(1, 1)] },
    { disliked: [point(1, 1)] },
    { showCross: true },
  ])('draws something for a scene that is not blank: %o', (scene) => {
    expect(isBlank({ ...nothing, ...scene })).toBe(false);
    expect(callsOf(scene).length).toBeGreaterThan(0);
  });

  it('numbers the hits from 1, the best drawn last', () => {
    const calls = callsOf({ hits: [point(50, 50), point(200, 100), point(300, 200)] });
    expect(calls.filter(({ name }) => name === 'fillText').map(({ args }) => args[0])).toEqual([
      '3',
      '2',
      '1',
    ]);
  });

  it('draws a ring around each hit', () => {
    const hits = [point(50, 50), point(200, 100)];
    const rings = callsOf({ hits }).filter(({ name }) => name === 'arc');
    for (const { xPx, yPx } of hits)
      expect(rings.filter(({ args }) => args[0] === xPx && args[1] === yPx)).toHaveLength(2);
  });

  it('draws a line to each neighbour, dashed to those far on the map, stronger to more similar ones', () => {
    const calls = callsOf({
      selected: point(100, 100),
      neighbors: [
        { ...point(120, 100), similarity: 0.9, isFar: false },
        { ...point(380, 20), similarity: 0.5, isFar: true },
      ],
    });
    // Each line is drawn twice, on a wider one of paper; a stroke follows its curve.
    const lines = calls.filter(
      (call, i) => calls[i - 1]?.name === 'quadraticCurveTo' && call.name === 'stroke',
    );
    const inks = lines.filter(({ strokeStyle }) => strokeStyle === theme.accentCss);
    expect(lines).toHaveLength(4);
    expect(inks.map(({ dash }) => dash.length > 0)).toEqual([true, false]);
    expect(inks[1].lineWidth).toBeGreaterThan(inks[0].lineWidth);
    expect(inks[1].globalAlpha).toBeGreaterThan(inks[0].globalAlpha);
    const ends = calls.filter(({ name }) => name === 'quadraticCurveTo').map(({ args }) => args.slice(2));
    expect(ends).toContainEqual([120, 100]);
    expect(ends).toContainEqual([380, 20]);
  });

  it('draws no lines without a selected paper', () => {
    const neighbors = [{ ...point(1, 1), similarity: 1, isFar: false }];
    expect(callsOf({ neighbors })).toEqual([]);
  });

  it('tells liked from disliked by their sign, not only by colour', () => {
    const strokes = (scene: Partial<OverlayScene>) =>
      callsOf(scene).filter(({ name }) => name === 'lineTo').length;
    expect(strokes({ liked: [point(50, 50)] })).toBe(2);
    expect(strokes({ disliked: [point(50, 50)] })).toBe(1);
  });

  it('draws the selected point in its own colour, above the lines', () => {
    const calls = callsOf({
      selected: point(100, 100),
      neighbors: [{ ...point(1, 1), similarity: 1, isFar: false }],
    });
    const disc = calls.findLastIndex(({ name, fillStyle }) => name === 'fill' && fillStyle === '#123456');
    expect(disc).toBeGreaterThan(calls.findLastIndex(({ name }) => name === 'quadraticCurveTo'));
  });

  it.each(['above', 'below'] as const)('marks where the question stands, with its name %s', (side) => {
    const flag = { xPx: 130, yPx: side === 'above' ? 36 : 144 };
    const calls = callsOf({ question: { xPx: 120, yPx: 90, side, flag } });
    const [name] = calls.filter(({ name }) => name === 'fillText');
    expect(name.args[0]).toBe('your question');
    expect(name.args[1]).toBe(130);
    expect(Math.abs((name.args[2] as number) - flag.yPx)).toBeLessThan(1);
    expect(calls.find(({ name }) => name === 'moveTo')?.args).toEqual([120, 90]);
  });

  it('puts the cross in the middle', () => {
    for (const { args } of callsOf({ showCross: true }).filter(({ name }) => name === 'moveTo'))
      expect(Math.hypot((args[0] as number) - 200, (args[1] as number) - 150)).toBe(5);
  });
});
