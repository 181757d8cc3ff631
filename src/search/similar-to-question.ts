/** How near every paper is to a question: the similarity that hits show, for all rows at once, to colour a map by. */
import { NearbyError } from '../errors.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { hasVector, questionVector } from './question-vector.ts';
import type { SearchQuery } from './search-types.ts';
import type { Searcher } from './searcher.ts';

/**
 * Cosines to the vector of the question, whatever the filter and however the examples count for the order of hits.
 * One pass over the vectors, about 0.2 s a million rows of 256.
 *
 * @returns one a row, −1…1.
 * @throws NearbyError `empty-query` where nothing is asked that a paper could be similar to: fields, excluded words and
 *   phrases alone; and as `Searcher.rank`.
 */
export async function similarToQuestion(
  searcher: Searcher<AskedCorpus>,
  query: Pick<SearchQuery, 'text' | 'like' | 'unlike' | 'near' | 'weights'>,
): Promise<Float32Array> {
  const { reasons, order } = await searcher.rank({ ...query, k: 1, mode: 'meaning' });
  const { liked, disliked, near, weights } = reasons;
  const parts = { text: reasons.text?.vector ?? null, liked, disliked, near, weights };
  if (order === 'newest' || !hasVector(parts, reasons.text !== null))
    throw new NearbyError('empty-query', { onlyNarrows: true });
  const vector = questionVector(parts, searcher.vectors);
  const { rows, dimensions, data } = searcher.vectors;
  const similarities = new Float32Array(rows);
  // Not by `dot` of views: a view a row would take as long as the sums.
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++, at++) sum += vector[i] * data[at];
    similarities[row] = sum;
  }
  return similarities;
}
