import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phraseScoresOf } from '../../src/search/score-words.ts';
import { warmWords } from '../../src/search/warm-words.ts';
import { WordSample } from '../../src/search/word-rarity.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { smallCorpus } from './small-corpus.ts';

describe('warmWords', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  const warmed = async (options: Parameters<typeof warmWords>[3], stop = new AbortController().signal) => {
    const asked: string[] = [];
    const watched = {
      rows: corpus.rows,
      phraseScores: (phrase: string, key?: string) => {
        asked.push(phrase);
        return corpus.phraseScores(phrase, key);
      },
    };
    const { words } = await warmWords(watched, new WordSample(corpus), stop, options);
    expect(words).toBe(asked.length);
    return asked;
  };
  const papersWith = (phrase: string) => corpus.phraseScores(phrase).rows.length;

  it('reads common words, those of most papers first, without stop words', async () => {
    const asked = await warmed({ fromRows: 0, leastShare: 0.2 });
    const counts = asked.map(papersWith);
    expect(asked.length).toBeGreaterThan(3);
    expect(asked).not.toContain('"of"');
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0.2 * corpus.rows);
  });

  it('leaves off where its share of the memory is full', async () => {
    expect(await warmed({ fromRows: 0, shareOfKept: 1e-9 })).toHaveLength(1);
  });

  it('reads nothing of a small corpus, nor once it is stopped', async () => {
    expect(await warmed({})).toEqual([]);
    expect(await warmed({ fromRows: 0 }, AbortSignal.abort())).toEqual([]);
  });

  it('stops between two words', async () => {
    const stop = new AbortController();
    const rows = corpus.rows;
    const phraseScores = (phrase: string) => {
      stop.abort();
      return corpus.phraseScores(phrase);
    };
    const { words } = await warmWords({ rows, phraseScores }, new WordSample(corpus), stop.signal, {
      fromRows: 0,
    });
    expect(words).toBe(1);
  });
});

describe('phraseScoresOf', () => {
  it('keeps one answer for all words that the index has as one, and it is that of each', () => {
    const corpus = smallCorpus();
    const kept = phraseScoresOf(corpus, '"Glacier"');
    expect(phraseScoresOf(corpus, '"glaciers"')).toBe(kept);
    expect(corpus.phraseScores('"glaciers"')).toEqual(kept);
    expect(kept.rows.length).toBeGreaterThan(0);
    expect(phraseScoresOf(corpus, '"glacier ices"')).toEqual(corpus.phraseScores('"glacier ices"'));
    expect(phraseScoresOf(corpus, '"Zoë"')).toEqual(corpus.phraseScores('"Zoë"'));
    corpus.close();
  });
});
