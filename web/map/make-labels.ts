/** From topics to names on the map: set, sized, coloured, each with the zoom at which it is shown. */
import type { Topic } from '../../src/server/api-types.ts';
import type { MapLabel } from './draw-labels.ts';
import { cssOf, oklchToWord, wordToOklch } from './oklch.ts';
import type { MapTheme } from './palette.ts';
import { byPriority, type LabelGround, LabelPlacer } from './place-labels.ts';
import { setLabel } from './set-label.ts';
import type { SizePx } from './viewport.ts';
import { byWords, type TextWidth } from './word-widths.ts';

export interface LabelSources {
  topics: readonly Topic[];
  /** From `spreadOfTopics`. */
  spreads: ReadonlyMap<number, number>;
  /** Words of the topics that colour the points; their names take the hue. Empty: names are in ink. */
  wordOfTopic: ReadonlyMap<number, number>;
  theme: MapTheme;
  fontFamily: string;
  size: SizePx;
  /** The points, so that names stand beside them where they can; null: each stands on the middle of its topic. */
  ground: LabelGround | null;
  measure: TextWidth;
}

/** Chroma of a coloured name: a hint of its topic, still ink. */
const nameChroma = 0.085;
/** ... of a finer one: less, so that the coarse names lead. */
const finerChroma = 0.05;

/** The heaviest topic of a level has at least so many times the papers of one that is set smallest. */
const fullRange = 8;

/** Maps whose shorter side is below this have smaller names, down to the least factor: a telephone has 360. */
const fullSizeFromPx = 600;
const leastFactor = 0.65;

/** One name after the other, those that lead first; null for one that is never shown. */
export function* makeLabels(sources: LabelSources): Generator<MapLabel | null, void> {
  const { topics, spreads, theme, size } = sources;
  const parents = new Set(topics.map((topic) => topic.parent));
  const shares = sharesOfLevels(topics);
  const shorterSidePx = Math.min(size.widthPx, size.heightPx);
  const factor = Math.min(1, Math.max(leastFactor, shorterSidePx / fullSizeFromPx));
  const measure = byWords(sources.measure);
  const placer = new LabelPlacer(shorterSidePx, sources.ground);
  for (const topic of byPriority(topics.map((topic) => ({ ...topic, weight: topic.size })))) {
    const { id, level, name, weight, xData, yData, parent } = topic;
    const set = setLabel(name, level, shares.get(id) ?? 1, sources.fontFamily, measure, factor);
    const place = placer.place({
      ...{ id, level, weight, xData, yData },
      ...{ widthPx: set.widthPx, heightPx: set.heightPx },
      spreadData: spreads.get(id) ?? 0,
      parentSpreadData: parent === null ? null : (spreads.get(parent) ?? 0),
      hasChildren: parents.has(id),
    });
    yield place && { ...set, id, level, ...place, color: colorOf(topic, sources, theme) };
  }
}

/**
 * How heavy each topic is among those of its level, 0…1. Area goes with the number of papers, so size goes with its root;
 * it runs from the lightest to the heaviest, but topics that are nearly equal are not set far apart.
 */
function sharesOfLevels(topics: readonly Topic[]): Map<number, number> {
  const ends = new Map<number, { least: number; most: number }>();
  for (const { level, size } of topics) {
    const { least, most } = ends.get(level) ?? { least: size, most: size };
    ends.set(level, { least: Math.min(least, size), most: Math.max(most, size) });
  }
  return new Map(
    topics.map(({ id, level, size }) => {
      const { least, most } = ends.get(level)!;
      const low = Math.sqrt(Math.min(least, most / fullRange));
      return [id, (Math.sqrt(size) - low) / (Math.sqrt(most) - low)];
    }),
  );
}

function colorOf(topic: Topic, { topics, wordOfTopic }: LabelSources, theme: MapTheme): string {
  // Where a topic has no colour of its own, that of the one that holds it: a name shows where it belongs.
  let of: Topic | undefined = topic;
  while (of && !wordOfTopic.has(of.id)) of = of.parent === null ? undefined : topics[of.parent];
  const word = of && wordOfTopic.get(of.id);
  if (word === undefined) return topic.level === 0 ? theme.inkCss : theme.inkSoftCss;
  const { hue } = wordToOklch(word);
  const chroma = topic.level === 0 ? nameChroma : finerChroma;
  return cssOf(oklchToWord({ lightness: theme.nameLightness, chroma, hue }));
}
