import { describe, expect, it } from 'vitest';
import type { Topic } from '../../../src/server/api-types.ts';
import { type LabelSources, makeLabels } from '../../../web/map/make-labels.ts';
import { wordOf } from '../../../web/map/oklch.ts';
import { mapTheme } from '../../../web/map/palette.ts';

const topic = (id: number, level: number, parent: number | null, size: number, xData: number): Topic => ({
  id,
  level,
  parent,
  name: `name of topic ${id}`,
  phrases: [],
  size,
  central: [],
  xData,
  yData: 0,
});
const sources = {
  topics: [topic(0, 0, null, 100, 0), topic(1, 0, null, 25, 50), topic(2, 1, 0, 40, 1)],
  spreads: new Map([
    [0, 2],
    [1, 2],
    [2, 0.5],
  ]),
  wordOfTopic: new Map<number, number>(),
  theme: mapTheme('dark'),
  fontFamily: 'serif',
  size: { widthPx: 1000, heightPx: 700 },
  ground: null,
  measure: (text: string) => text.length * 8,
};

/** All that find a place. */
const labelsOf = (of: LabelSources) => [...makeLabels(of)].filter((label) => label !== null);

describe('makeLabels', () => {
  it('makes one name a topic, with its place and the zoom at which it is shown', () => {
    const labels = labelsOf(sources);
    expect(labels.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(labels[2]).toMatchObject({ level: 1, xData: 1, yData: 0 });
    expect(labels[2].range.fromScale).toBeGreaterThan(labels[0].range.fromScale);
  });

  it('lets names take the hue of their topic, and ink where points are not coloured by topic', () => {
    const { inkCss, inkSoftCss } = sources.theme;
    expect(labelsOf(sources).map(({ color }) => color)).toEqual([inkCss, inkCss, inkSoftCss]);
    const colored = labelsOf({ ...sources, wordOfTopic: new Map([[0, wordOf(200, 30, 30)]]) });
    expect(colored[0].color).not.toBe(inkCss);
    expect(colored[1].color).toBe(inkCss);
    // A finer name takes the hue of the topic that holds it, more quietly.
    expect([inkSoftCss, colored[0].color]).not.toContain(colored[2].color);
  });

  it('sets all names smaller on a small map', () => {
    const small = labelsOf({ ...sources, size: { widthPx: 360, heightPx: 640 } });
    expect(small[0].heightPx).toBeLessThan(labelsOf(sources)[0].heightPx);
  });

  it('sets the heaviest of a level largest, and topics of equal weight equally', () => {
    const [heavy, light] = labelsOf(sources);
    expect(heavy.lineHeightPx).toBeGreaterThan(light.lineHeightPx);
    const equal = labelsOf({ ...sources, topics: [topic(0, 0, null, 30, 0), topic(1, 0, null, 30, 50)] });
    expect(equal[0].lineHeightPx).toBe(equal[1].lineHeightPx);
  });

  it('makes none without topics', () => {
    expect(labelsOf({ ...sources, topics: [] })).toEqual([]);
  });
});
