import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { MapSnapshot } from '../../../web/map/map-snapshot.ts';
import { wordOf } from '../../../web/map/oklch.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { pictureFooter } from '../../../web/map/picture-footer.ts';
import { maxVectorPoints, pictureSvg, pointPaths } from '../../../web/map/picture-svg.ts';
import { pointLevel, sizeFactors } from '../../../web/map/splat-points.ts';
import { SvgContext } from '../../../web/map/svg-context.ts';

const theme = mapTheme('light');
const colors = [wordOf(255, 0, 0), wordOf(0, 0, 255)];
const hostile = '</text><script>alert(1)</script>" onload="x" & \u0000\u000b\ud800 end';

/** `rows` points on a line through the picture, red and blue in turn. */
function snapshotOf(rows: number, changes: Partial<MapSnapshot> = {}): MapSnapshot {
  const size = { widthPx: 600, heightPx: 400 };
  return {
    size,
    ...{ theme, fontFamily: '"Some \'Font\'", serif', view: { xData: 0, yData: 0, scale: 1 } },
    points: Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? ((i / 2) % 500) - 250 : 10)),
    colors: Uint32Array.from({ length: rows }, (_, row) => colors[row % 2]),
    levels: new Uint8Array(rows).fill(pointLevel.normal),
    sizes: null,
    ground: { radiusPx: 3, opacity: 0.8, faintOpacity: 0.2, shade: 0.1, paper: theme.paper },
    titles: { titles: [], theme },
    labels: {
      ...{ theme, hoveredId: null, opacity: 1 },
      labels: [
        {
          label: {
            ...{
              id: 0,
              level: 0,
              xData: 0,
              yData: 0,
              color: '#123456',
              range: { fromScale: 0, toScale: Infinity },
            },
            ...{ lines: ['ice & <snow>', hostile], font: '600 14px serif' },
            ...{ lineHeightPx: 17, widthPx: 90, heightPx: 34 },
          },
          ...{ xPx: 300, yPx: 200, opacity: 1 },
        },
      ],
    },
    overlay: {
      ...{ size, theme, fontFamily: 'serif', pointRadiusPx: 3, selected: null, neighbors: [], liked: [] },
      hits: [{ xPx: 100, yPx: 100, color: '#ff0000' }],
      ...{
        disliked: [],
        library: [],
        collection: [{ xPx: 50, yPx: 50 }],
        added: [],
        question: { xPx: 99, yPx: 99, side: 'above', flag: { xPx: 99, yPx: 45 } },
      },
      ...{ hovered: null, areas: [], showCross: false },
    },
    legend: {
      ...{ title: 'Topic', kind: 'categories' as const },
      entries: Array.from({ length: 20 }, (_, code) => ({
        ...{ label: code === 0 ? hostile : `topic ${code}`, color: '#ff0000', count: 30 - code, code },
      })),
    },
    hidden: new Set([3]),
    ...changes,
  };
}

const measure = (text: string) => 7 * text.length;
const footerOf = (snapshot: MapSnapshot) => pictureFooter(snapshot, 'sample · 601 papers', measure);
const svgOf = (snapshot: MapSnapshot) =>
  pictureSvg(snapshot, {
    title: 'Map of <sample>',
    footer: footerOf(snapshot),
    shading: () => 'data:image/png;base64,SHADING',
    raster: () => 'data:image/png;base64,RASTER',
  });

describe('pictureSvg', () => {
  it('is well-formed with texts as texts, whatever names and legend say', () => {
    const svg = svgOf(snapshotOf(10));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toContain('<script');
    const parsed = new XMLParser({ ignoreAttributes: false, preserveOrder: false }).parse(svg).svg;
    const texts: string[] = parsed.text.map((text: { '#text': unknown }) => String(text['#text']));
    expect(texts).toContain('ice & <snow>');
    expect(texts).toContain('sample · 601 papers');
    expect(texts).toContain('topic 1 (29)');
    expect(texts).toContain('your question');
    expect(parsed.title).toBe('Map of <sample>');
    const inRoot = Object.keys(parsed).filter((name) => name.startsWith('@_on'));
    expect(inRoot).toEqual([]);
    expect(svg).not.toMatch(/<[a-z]+[^>]* onload=/);
  });

  it('has a path for each colour at each level, with every point that is in view', () => {
    const snapshot = snapshotOf(10);
    snapshot.levels[0] = pointLevel.lifted;
    snapshot.levels[1] = pointLevel.faint;
    snapshot.points[4] = 5000;
    const paths = pointPaths(snapshot)!;
    const counts = paths.map((path) => [
      path.match(/stroke="(#\w+)"/)?.[1],
      path.match(/M/g)?.length,
      Number(path.match(/stroke-opacity="([\d.]+)"/)?.[1]),
    ]);
    expect(counts).toEqual([
      ['#0000ff', 1, 0.2],
      ['#0000ff', 4, 0.8],
      ['#ff0000', 3, 0.8],
      ['#ff0000', 1, 1],
    ]);
    expect(svgOf(snapshot)).toContain('SHADING');
  });

  it('draws points that are sized as wide as their size, the larger first', () => {
    const sizes = new Uint8Array(10).fill(0);
    sizes[4] = sizeFactors.length - 1;
    const widths = pointPaths(snapshotOf(10, { sizes }))!.map((path) => [
      Number(path.match(/stroke-width="([\d.]+)"/)?.[1]),
      path.match(/M/g)?.length,
    ]);
    const diameterPx = (factor: number) => expect.closeTo(2 * 3 * factor, 1);
    expect(widths).toEqual([
      [diameterPx(sizeFactors[sizeFactors.length - 1]), 1],
      [diameterPx(sizeFactors[0]), 4],
      [diameterPx(sizeFactors[0]), 5],
    ]);
  });

  it('stays small at its limit, and holds a picture of the points beyond', () => {
    const most = svgOf(snapshotOf(maxVectorPoints));
    expect(most.length).toBeLessThan(2_000_000);
    expect(most).not.toContain('RASTER');
    const more = svgOf(snapshotOf(maxVectorPoints + 1));
    expect(more).toContain('RASTER');
    expect(more.length).toBeLessThan(30_000);
    expect(more).toContain('ice &amp; &lt;snow&gt;');
  });
});

describe('pictureFooter', () => {
  const drawn = (snapshot: MapSnapshot) => {
    const footer = footerOf(snapshot);
    const context = new SvgContext();
    footer.draw(context, 400);
    const texts = context.elements.flatMap((element) => {
      const found = /<text x="([\d.]+)" y="([\d.]+)".*>(.*)<\/text>/.exec(element);
      return found ? [{ x: Number(found[1]), y: Number(found[2]), text: found[3] }] : [];
    });
    return { footer, texts };
  };

  it('names what is shown, leaves out what is hidden, counts what finds no room, and keeps to the width', () => {
    const { footer, texts } = drawn(snapshotOf(1));
    const all = texts.map(({ text }) => text);
    expect(all[0]).toBe('Topic');
    expect(all).not.toContain('topic 3 (27)');
    expect(all).toContain('and 5 more');
    expect(all.at(-1)).toBe('sample · 601 papers');
    for (const { x, y, text } of texts) {
      expect(x + measure(text)).toBeLessThanOrEqual(600);
      expect(y).toBeGreaterThan(400);
      expect(y).toBeLessThan(400 + footer.heightPx);
    }
  });

  it('shows a ramp with its ends, and no legend where there is nothing to tell', () => {
    const ramp = { from: '≤ 1998', to: '2024', colors: ['#000000', '#ffffff'] };
    const entries = [{ label: '2024', color: '#ffffff', count: 2, code: 2024 }];
    const { texts } = drawn(snapshotOf(1, { legend: { title: 'Year', entries, kind: 'ramp', ramp } }));
    expect(texts.map(({ text }) => text)).toEqual(['Year', '≤ 1998', '2024', 'sample · 601 papers']);
    const none = drawn(snapshotOf(0, { legend: { title: 'Papers', entries: [], kind: 'categories' } }));
    expect(none.texts.map(({ text }) => text)).toEqual(['sample · 601 papers']);
  });
});
