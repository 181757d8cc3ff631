/** The parts of a question beside its text → rows and vectors: those that count, and what was left out, in sentences. */
import { NearbyError } from '../errors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import { maxWeight, type PartWeights, wholeWeights } from './part-weights.ts';
import { resolveExamples, unknownPaper } from './resolve-examples.ts';
import { asksNear, resolveNear } from './resolve-near.ts';
import { refuseTopics } from './row-mask.ts';
import type { SearchQuery } from './search-types.ts';

export interface ResolvedParts {
  /** Rows; none of them where the part weighs 0. */
  liked: number[];
  disliked: number[];
  /** A unit vector; null where nothing is to be near to. */
  near: Float32Array | null;
  weights: PartWeights;
  /** All rows that were given as examples, whatever they weigh. */
  given: number[];
  notes: string[];
}

/**
 * Unknown papers and topics are left out and named, as long as something is left to go by.
 *
 * @param isFilterOnly nothing but a filter or fields is asked: then there is nothing to be near to, and nothing weighs.
 * @throws NearbyError `empty-query`, `unknown-paper`, `unknown-topic` where nothing is left; `bad-option` for weights out of
 * range, and where all that is left weighs 0.
 */
export function resolveParts(
  query: Pick<SearchQuery, 'like' | 'unlike' | 'near' | 'weights'>,
  tables: { corpus: AskedCorpus; topics: TopicTree | null; layout: Layout; vectors: VectorTable },
  hasText: boolean,
  isFilterOnly: boolean,
): ResolvedParts {
  const { like = [], unlike = [], near = {} } = query;
  const { corpus, topics, vectors } = tables;
  const weights = wholeWeights(query.weights);
  const { liked, disliked, notes } = resolveExamples(corpus, like, unlike, vectors.rows);
  const place = resolveNear(near, tables);
  notes.push(...place.notes);

  if (!hasText && !isFilterOnly && liked.length === 0 && !place.vector) {
    // Away from some papers, and towards none that is known: that would be the contrary of what was meant.
    if (like.length > 0) throw unknownPaper(like, corpus.ids());
    if (place.unknownTopics.length > 0) refuseTopics(topics, place.unknownTopics);
    if (disliked.length === 0) {
      if (unlike.length > 0) throw unknownPaper(unlike, corpus.ids());
      // An area without papers is no mistake: the answer is empty, and a note says why.
      if (!asksNear(near)) throw new NearbyError('empty-query', {});
    } else {
      notes.push('Only disliked papers are given: first come the papers that are least like them.');
    }
  }
  const there = {
    text: hasText,
    like: liked.length > 0,
    unlike: disliked.length > 0,
    near: place.vector !== null,
  };
  const parts = (Object.keys(there) as (keyof PartWeights)[]).filter((part) => there[part]);
  if (parts.length > 0 && parts.every((part) => weights[part] === 0)) {
    throw new NearbyError('bad-option', {
      name: `weight of ${parts.join(', ')}`,
      value: 0,
      expected: `more than 0, at most ${maxWeight}, for at least one part of the question`,
    });
  }
  return {
    liked: weights.like > 0 ? liked : [],
    disliked: weights.unlike > 0 ? disliked : [],
    near: weights.near > 0 ? place.vector : null,
    weights,
    given: [...liked, ...disliked],
    notes,
  };
}
