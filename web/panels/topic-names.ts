/** Topic ids to names, for lists and the hover card. */
import { type PageState, shownValue } from '../page-state.ts';

export function topicNames(state: Pick<PageState, 'topics'>): (topic: number | null) => string | null {
  const topics = shownValue(state.topics)?.topics;
  return (topic) => (topic === null || topic < 0 ? null : (topics?.[topic]?.name ?? null));
}
