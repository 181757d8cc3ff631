/** Ids of liked and disliked papers → rows, with a sentence on each id that could not be used. */
import { NearbyError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import type { Corpus } from '../store/corpus.ts';

export interface Examples {
  /** Different rows in the order of asking; none is in both. */
  liked: number[];
  disliked: number[];
  notes: string[];
}

/** For how many unknown ids a near one is looked for: each costs a walk over all ids. */
const suggestionsAtMost = 5;

/**
 * Unknown ids are left out and named; whether enough is left to answer by is for the caller to say.
 *
 * @param rows how many rows the tables have: a paper added since they were read is as good as unknown.
 */
export function resolveExamples(
  corpus: Pick<Corpus, 'rowOf' | 'ids'>,
  like: readonly string[],
  unlike: readonly string[],
  rows: number,
): Examples {
  const unknown = new Set<string>();
  const rowsOf = (ids: readonly string[]) => {
    const found = new Set<number>();
    for (const id of ids) {
      const row = corpus.rowOf(id);
      if (row === null || row >= rows) unknown.add(id);
      else found.add(row);
    }
    return found;
  };
  const liked = rowsOf(like);
  const disliked = rowsOf(unlike);
  const notes: string[] = [];

  if (unknown.size > 0) {
    const allIds = corpus.ids();
    [...unknown].forEach((id, i) => {
      const nearest = i < suggestionsAtMost ? nearestName(id, allIds) : null;
      notes.push(
        `There is no paper "${id}" in this corpus; it was left out.${nearest ? ` Did you mean "${nearest}"?` : ''}`,
      );
    });
  }
  for (const id of new Set(unlike)) {
    const row = corpus.rowOf(id);
    if (row !== null && liked.has(row) && disliked.delete(row)) {
      notes.push(`"${id}" is among both the liked and the disliked papers; it was taken as liked.`);
    }
  }
  return { liked: [...liked], disliked: [...disliked], notes };
}

/** The refusal for ids that are not in the corpus, with a near id for the first. */
export function unknownPaper(ids: readonly string[], allIds: readonly string[]): NearbyError {
  return new NearbyError('unknown-paper', { ids, nearest: nearestName(ids[0], allIds) });
}
