import { describe, expect, it } from 'vitest';
import type { MapLabel, VisibleLabel } from '../../../web/map/draw-labels.ts';
import { wordOf } from '../../../web/map/oklch.ts';
import { type OverlayState, overlayScene } from '../../../web/map/overlay-scene.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { boundsOf } from '../../../web/map/viewport.ts';

const points = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? i / 2 : 0));
const state: OverlayState = {
  points,
  colors: Uint32Array.from({ length: 20 }, (_, row) => wordOf(row, 0, 0)),
  bounds: boundsOf(points),
  view: { xData: 0, yData: 0, scale: 10 },
  size: { widthPx: 400, heightPx: 300 },
  theme: mapTheme('light'),
  fontFamily: 'serif',
  pointRadiusPx: 3,
  selected: null,
  neighbors: [],
  hits: null,
  marks: { liked: [], disliked: [] },
  library: [],
  collection: [],
  added: [],
  hovered: null,
  areas: [],
  drawing: [],
  question: null,
  names: [],
  titles: [],
  showCross: false,
};

describe('overlayScene', () => {
  it('puts rows where the view has them, in their colour', () => {
    const { hovered } = overlayScene({ ...state, hovered: 2 });
    expect(hovered).toEqual({ xPx: 220, yPx: 150, color: '#020000' });
  });

  it('calls a neighbour far whose distance is large for the whole map, whatever the zoom', () => {
    const neighbors = [1, 3, 4, 19].map((row) => ({ row, similarity: 0.8 }));
    for (const scale of [1, 100]) {
      const scene = overlayScene({ ...state, view: { ...state.view, scale }, selected: 0, neighbors });
      expect(scene.neighbors.map(({ isFar }) => isFar)).toEqual([false, false, true, true]);
    }
  });

  it('has the flag of the question on the side where it hides less of the names', () => {
    const question = { xData: 0, yData: 0 };
    const label: MapLabel = {
      ...{ id: 1, level: 0, lines: ['bees'], font: '14px serif', lineHeightPx: 17, color: '#000000' },
      ...{ widthPx: 90, heightPx: 17, xData: 0, yData: 0, range: { fromScale: 0, toScale: Infinity } },
    };
    const named = (xPx: number, yPx: number) => ({ label, xPx, yPx, opacity: 1 });
    const side = (...names: VisibleLabel[]) => overlayScene({ ...state, question, names }).question?.side;
    expect(side()).toBe('above');
    expect(side(named(200, 90))).toBe('below');
    expect(side(named(200, 210))).toBe('above');
    expect(side(named(200, 90), named(200, 204))).toBe('above');
  });

  it('has the flag of the question whole on the map, and beside titles', () => {
    const flagOf = (xPx: number, yPx: number, titles: OverlayState['titles'] = []) => {
      const question = { xData: (xPx - 200) / 10, yData: (150 - yPx) / 10 };
      return overlayScene({ ...state, question, titles }).question!;
    };
    expect(flagOf(200, 150).flag).toEqual({ xPx: 200, yPx: 96 });
    for (const xPx of [0, 10, 390, 400]) {
      const { flag, ...tip } = flagOf(xPx, 150);
      expect(tip.xPx).toBe(xPx);
      expect(Math.min(flag.xPx, 400 - flag.xPx)).toBeGreaterThan(50);
    }
    expect(flagOf(200, 20).side).toBe('below');
    expect(flagOf(200, 280).side).toBe('above');
    // Off the map, it goes with its place.
    expect(flagOf(-80, 150).flag.xPx).toBe(-80);
    const title = {
      ...{ lines: ['a title'], font: '11px serif', lineHeightPx: 14, widthPx: 120, heightPx: 14 },
    };
    const titled = (side: 'left' | 'right', xPx: number) => [
      { row: 1, title, xPx, yPx: 96, side, opacity: 1 },
    ];
    expect(flagOf(200, 150, titled('right', 190)).side).toBe('below');
    expect(flagOf(200, 150, titled('left', 210)).side).toBe('below');
    expect(flagOf(200, 150, titled('right', 280)).side).toBe('above');
  });

  it('rings at most ten hits, in their order', () => {
    const scene = overlayScene({ ...state, hits: [7, 3, 0, 1, 2, 4, 5, 6, 8, 9, 10, 11] });
    expect(scene.hits).toHaveLength(10);
    expect(scene.hits[0].xPx).toBe(270);
  });

  it('has no neighbours without a selected row, and the row is no neighbour of itself', () => {
    const neighbors = [
      { row: 5, similarity: 1 },
      { row: 6, similarity: 0.9 },
    ];
    expect(overlayScene({ ...state, neighbors }).neighbors).toEqual([]);
    expect(overlayScene({ ...state, selected: 5, neighbors }).neighbors).toHaveLength(1);
  });
});
