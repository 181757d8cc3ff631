import { describe, expect, it } from 'vitest';
import type { MapLabel } from '../../../web/map/draw-labels.ts';
import { LabelFades } from '../../../web/map/label-fades.ts';
import { setLabel } from '../../../web/map/set-label.ts';

const label = (id: number): MapLabel => ({
  ...setLabel(`topic ${id}`, 0, 1, 'serif', (text) => text.length * 7),
  id,
  level: 0,
  xData: 0,
  yData: 0,
  range: { fromScale: 5, toScale: 20 },
  color: '#112233',
});

describe('LabelFades', () => {
  it('fades a name in when the scale first shows it, and out when it no longer does', () => {
    const fades = new LabelFades();
    const labels = [label(1)];
    expect(fades.at(labels, 10, 1000)).toEqual({
      opacities: new Map([[1, 0]]),
      leaving: new Set(),
      isFading: true,
    });
    const half = fades.at(labels, 10, 1090).opacities.get(1)!;
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
    expect(fades.at(labels, 10, 1500)).toEqual({
      opacities: new Map([[1, 1]]),
      leaving: new Set(),
      isFading: false,
    });
    expect(fades.at(labels, 30, 1500)).toMatchObject({ opacities: new Map([[1, 1]]), leaving: new Set([1]) });
    expect(fades.at(labels, 30, 1560).opacities.get(1)).toBeLessThan(0.9);
    expect(fades.at(labels, 30, 1560)).toMatchObject({ leaving: new Set([1]), isFading: true });
    expect(fades.at(labels, 30, 1700)).toEqual({
      opacities: new Map(),
      leaving: new Set(),
      isFading: false,
    });
  });

  it('turns round from where it is, without a jump', () => {
    const fades = new LabelFades();
    const labels = [label(1)];
    fades.at(labels, 10, 0);
    const before = fades.at(labels, 10, 90).opacities.get(1)!;
    expect(fades.at(labels, 30, 90).opacities.get(1)).toBeCloseTo(before, 9);
    expect(fades.at(labels, 10, 90).opacities.get(1)).toBeCloseTo(before, 9);
  });

  it('shows names in full at once for people who want no motion', () => {
    const fades = new LabelFades();
    const full = { opacities: new Map([[1, 1]]), leaving: new Set(), isFading: false };
    expect(fades.at([label(1)], 10, Infinity)).toEqual(full);
    expect(fades.at([label(1)], 30, Infinity)).toEqual({ ...full, opacities: new Map() });
  });
});
