/** From topics to names on the map: set, sized, coloured, each with the zoom at which it is shown. */
import type { Topic } from '../../src/server/api-types.ts';
import { type MapLabel, setLabel } from './draw-labels.ts';
import { cssOf, oklchToWord, wordToOklch } from './oklch.ts';
import type { MapTheme } from './palette.ts';
import { type LabelItem, placeLabels } from './place-labels.ts';
import type { SizePx } from './viewport.ts';

export interface LabelSources {
  topics: readonly Topic[];
  /** From `spreadOfTopics`. */
  spreads: ReadonlyMap<number, number>;
  /** Words of the topics that colour the points; their names take the hue. Empty: names are in ink. */
  wordOfTopic: ReadonlyMap<number, number>;
  theme: MapTheme;
  fontFamily: string;
  size: SizePx;
  /** The width of a text in a font, CSS pixels. */
  measure: (text: string, font: string) => number;
}

/** Chroma of a coloured name: a hint of its topic, still ink. */
const nameChroma = 0.085;

/** Maps whose shorter side is below this have smaller names, down to the least factor: a telephone has 360. */
const fullSizeFromPx = 600;
const leastFactor = 0.75;

export function makeLabels(sources: LabelSources): MapLabel[] {
  const { topics, spreads, theme, size } = sources;
  const parents = new Set(topics.map((topic) => topic.parent));
  const largest = new Map<number, number>();
  for (const { level, size: rows } of topics) largest.set(level, Math.max(largest.get(level) ?? 1, rows));

  const factor = Math.min(1, Math.max(leastFactor, Math.min(size.widthPx, size.heightPx) / fullSizeFromPx));
  const settings = new Map(
    topics.map((topic) => {
      // Area goes with the number of papers, so size goes with its root.
      const share = Math.sqrt(topic.size / (largest.get(topic.level) ?? 1));
      return [
        topic.id,
        setLabel(topic.name, topic.level, share, sources.fontFamily, sources.measure, factor),
      ];
    }),
  );
  const items: LabelItem[] = topics.map((topic) => ({
    id: topic.id,
    level: topic.level,
    weight: topic.size,
    xData: topic.xData,
    yData: topic.yData,
    widthPx: settings.get(topic.id)!.widthPx,
    heightPx: settings.get(topic.id)!.heightPx,
    spreadData: spreads.get(topic.id) ?? 0,
    parentSpreadData: topic.parent === null ? null : (spreads.get(topic.parent) ?? 0),
    hasChildren: parents.has(topic.id),
  }));
  const ranges = placeLabels(items, Math.min(size.widthPx, size.heightPx));

  return topics.flatMap((topic) => {
    const range = ranges.get(topic.id);
    if (!range) return [];
    const { id, level, xData, yData } = topic;
    return [{ ...settings.get(id)!, id, level, xData, yData, range, color: colorOf(topic, sources, theme) }];
  });
}

function colorOf(topic: Topic, { wordOfTopic }: LabelSources, theme: MapTheme): string {
  const word = wordOfTopic.get(topic.id);
  if (word === undefined) return topic.level === 0 ? theme.inkCss : theme.inkSoftCss;
  const { hue } = wordToOklch(word);
  return cssOf(oklchToWord({ lightness: theme.nameLightness, chroma: nameChroma, hue }));
}
