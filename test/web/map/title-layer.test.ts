import { describe, expect, it } from 'vitest';
import type { LabelContext } from '../../../web/map/draw-labels.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { PointGrid } from '../../../web/map/point-grid.ts';
import { emptyData } from '../../../web/map/read-map.ts';
import { drawTitles, TitleLayer, type TitleView } from '../../../web/map/title-layer.ts';
import { boundsOf } from '../../../web/map/viewport.ts';
import { recordingContext } from './recording-context.ts';

const theme = mapTheme('light');
const seen: TitleView = {
  ...{ view: { xData: 1, yData: 0, scale: 300 }, size: { widthPx: 1000, heightPx: 600 } },
  ...{ names: [], visibleNames: [], pointRadiusPx: 5, fontFamily: 'serif', rightPx: () => 1000 },
};

/** Two papers, 300 pixels apart. */
function opened(titles: Map<number, string>) {
  const points = Float32Array.of(0, 0, 1, 0);
  const layer = new TitleLayer(
    (row) => titles.get(row) ?? null,
    (text) => text.length * 6,
  );
  const grid = new PointGrid(points);
  layer.setData({ ...emptyData, rows: 2, points }, () => grid, boundsOf(points));
  layer.setLooks({ levels: Uint8Array.of(1, 1), hits: null, ranked: false, sizes: null });
  return layer;
}

describe('TitleLayer', () => {
  it('wants what it does not know, and fades in what it does', () => {
    const titles = new Map([[1, 'A known title']]);
    const layer = opened(titles);
    expect(layer.at(seen, 1000)).toBe(true);
    expect(layer.wanted).toEqual([0]);
    titles.set(0, 'Another');
    expect(layer.at(seen, 2000)).toBe(true);
    expect(layer.wanted).toEqual([]);
    expect(new Map(layer.visible.map(({ row, opacity }) => [row, opacity]))).toEqual(
      new Map([
        [1, 1],
        [0, 0],
      ]),
    );
    expect(layer.at(seen, 3000)).toBe(false);
    expect(layer.visible.map(({ opacity }) => opacity)).toEqual([1, 1]);
  });

  it('fades out the title of a point that turns pale, and at once where nothing is to move', () => {
    const layer = opened(new Map([[1, 'A known title']]));
    layer.at(seen, Infinity);
    layer.setLooks({ levels: Uint8Array.of(1, 0), hits: [0], ranked: true, sizes: null });
    expect(layer.at(seen, 1000)).toBe(true);
    expect(layer.visible.map(({ row }) => row)).toEqual([1]);
    expect(layer.at(seen, Infinity)).toBe(false);
    expect(layer.visible).toEqual([]);
  });

  it('draws titles on a halo, and knows whose is at a place', () => {
    const layer = opened(new Map([[1, 'A known title']]));
    layer.at(seen, Infinity);
    const context = recordingContext<LabelContext>();
    drawTitles(context, { titles: layer.visible, theme });
    expect(context.calls.map(({ name, args }) => [name, args[0]])).toEqual([
      ['strokeText', 'A known title'],
      ['fillText', 'A known title'],
    ]);
    expect(context.calls[0].strokeStyle).toBe(theme.paperCss);
    const [, xPx, yPx] = context.calls[1].args as [string, number, number];
    expect(layer.rowAt(xPx + 10, yPx)).toBe(1);
    expect(layer.rowAt(xPx + 10, yPx + 40)).toBeNull();
    expect(layer.atRest(seen)).toEqual(layer.visible);
  });
});
