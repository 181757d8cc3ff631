/** Words of a question that no paper has, and the ones that may have been meant. A mistyped word finds nothing and means nothing. */
import { nearestName } from '../nearest-name.ts';
import type { Corpus } from '../store/corpus.ts';
import { phraseScoresOf } from './score-words.ts';
import type { WordSample } from './word-rarity.ts';

export const unknownWordsDefaults = {
  /** Shorter words are each other's neighbours ("chess", "chest"), and mostly names and abbreviations. In letters. */
  shortest: 6,
  /** From this length on two slips are allowed, below it one. */
  twoSlipsFrom: 8,
  /** Papers of the sample that have a word that may have been meant: others' slips are in fewer. */
  leastPapers: 2,
  /** Words that are named: a question in another language has many that no paper has. */
  atMost: 3,
};

/**
 * A note on each word that is in no paper, where a word of several papers is spelled nearly so and begins alike. The answer
 * itself is to what was typed: a rare name may be spelled nearly as a common word.
 *
 * @param terms as typed.
 */
export function unknownWordNotes(
  terms: readonly string[],
  corpus: Pick<Corpus, 'phraseScores'>,
  sample: Pick<WordSample, 'writings'>,
): string[] {
  const { shortest, twoSlipsFrom, leastPapers, atMost } = unknownWordsDefaults;
  const unknown = terms.filter(
    (term) =>
      term.length >= shortest &&
      /^[A-Z]?[a-z]+$/.test(term) &&
      phraseScoresOf(corpus, `"${term}"`).rows.length === 0,
  );
  if (unknown.length === 0) return [];
  const known = sample.writings(leastPapers);
  const notes = unknown.flatMap((term) => {
    const typed = term.toLowerCase();
    const begunAlike = known.filter((word) => word[0] === typed[0]);
    const nearest = nearestName(typed, begunAlike, typed.length >= twoSlipsFrom ? 2 : 1);
    return nearest ? [`No paper has the word "${term}". Did you mean "${nearest}"?`] : [];
  });
  return notes.slice(0, atMost);
}
