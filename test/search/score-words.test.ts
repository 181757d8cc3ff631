import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestByWords } from '../../src/search/score-words.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { openToRead } from '../../src/store/corpus-file.ts';
import type { Database } from '../../src/store/database.ts';
import { matchWords } from '../store/match-words.ts';
import { smallCorpus } from './small-corpus.ts';

describe('bestByWords', () => {
  let corpus: Corpus;
  let database: Database;
  beforeAll(() => {
    corpus = smallCorpus();
    database = openToRead(corpus.folder);
  });
  afterAll(() => {
    database.close();
    corpus.close();
  });

  const phrases = fc.uniqueArray(
    fc.constantFrom(
      'bees',
      'the',
      'chess',
      'study',
      'flow',
      'small computers',
      'author',
      'zoe',
      'survey',
      'zzz',
    ),
    { minLength: 1, maxLength: 6 },
  );

  it('gives the rows and scores that FTS5 gives the phrases joined by OR', () => {
    fc.assert(
      fc.property(phrases, fc.integer({ min: 1, max: 30 }), (words, count) => {
        const quoted = words.map((phrase) => `"${phrase}"`);
        const lists = quoted.map((phrase) => corpus.phraseScores(phrase));
        const { rows, scores } = bestByWords(lists, corpus.rows, count, () => true);
        const twin = matchWords(database, quoted.join(' OR '));
        expect(rows).toHaveLength(Math.min(count, twin.rows.length));
        const twinScores = new Map(Array.from(twin.rows, (row, i) => [row, twin.scores[i]]));
        // Where rounding makes a tie of two, either may come first.
        for (const [place, row] of rows.entries()) {
          expect(scores[place] / twinScores.get(row)!).toBeCloseTo(1, 5);
          expect(scores[place] / twin.scores[place]).toBeCloseTo(1, 5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lets only those rows in that may be, equals by row', () => {
    const list = { rows: Int32Array.of(0, 2, 3, 5, 9), scores: Float32Array.of(1, 2, 2, 2, 5) };
    const odd = bestByWords([list, list], 6, 2, (row) => row % 2 === 1);
    expect([...odd.rows]).toEqual([3, 5]);
    expect([...odd.scores]).toEqual([4, 4]);
    expect([...bestByWords([list], 6, 9, (row) => row !== 2).rows]).toEqual([3, 5, 0]);
    expect([...bestByWords([], 6, 9, () => true).rows]).toEqual([]);
  });
});
