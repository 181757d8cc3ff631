/** The question as a mark on the map, and the same in words for who does not see it. */
import type { Topic } from '../src/server/api-types.ts';
import { placeQuestion, type QuestionPlace } from './map/place-question.ts';
import type { MapData } from './map/read-map.ts';
import { type PageState, shownValue } from './page-state.ts';
import { presentParts } from './view-state.ts';

/** null where nothing is asked that has a place: a filter alone, or only what papers should be unlike. */
export function questionPlace(state: PageState): QuestionPlace | null {
  const data = shownValue(state.map);
  const answer = shownValue(state.answer);
  const wants = presentParts(state.asked).some((part) => part !== 'unlike');
  if (!data || !answer || !wants || answer.order === 'newest') return null;
  return placeQuestion(data.points, answer.hits);
}

/** A sentence; '' without a place. */
export function questionInWords(
  place: QuestionPlace | null,
  data: MapData,
  topics: readonly Topic[],
): string {
  if (!place) return '';
  const counts = new Map<number, number>();
  for (const row of place.rows) {
    const topic = data.topicLevels[0]?.[row] ?? -1;
    if (topic >= 0) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const name = most && topics.find(({ id }) => id === most[0])?.name;
  const among = `Your question stands on the map among ${place.rows.length} of its first ${place.of} results`;
  return name ? `${among}, in the topic ${name}.` : `${among}.`;
}
