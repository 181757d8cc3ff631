/**
 * Whether an answer is what it should be, as far as the page would break on it: a proxy, another program on the same port, or
 * a half-written file may answer with anything. The server's own answers are tested against its schemas.
 */

/** The lists that an answer must have. */
export const listsOf = {
  info: ['topicsByLevel', 'arrivals'],
  topics: ['topics'],
  comparison: ['between', 'years'],
  facets: ['facets'],
  facetCounts: ['years', 'topics', 'facets'],
  hits: ['hits', 'notes'],
  paper: ['authors', 'categories', 'keywords', 'lists', 'topics', 'versions'],
  papers: ['papers'],
  match: ['entries'],
} as const satisfies Record<string, readonly string[]>;

export type AnswerName = keyof typeof listsOf;

export function fits(name: AnswerName, answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  if (!listsOf[name].every((list) => Array.isArray(answer[list]))) return false;
  // Whatever has a list of things that are looked into has records in it.
  const records = listsOf[name].flatMap((list) => (recordLists.has(list) ? (answer[list] as unknown[]) : []));
  return records.every(isRecord) && (name !== 'hits' || (answer.hits as unknown[]).every(isHit));
}

const recordLists = new Set(['arrivals', 'facets', 'years', 'hits', 'papers', 'entries', 'versions']);

const isHit = (hit: unknown) =>
  isRecord(hit) && typeof hit.id === 'string' && Array.isArray(hit.authors) && isRecord(hit.why);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
