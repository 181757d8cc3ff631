import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWordsQuery, tokensOf } from '../../src/search/words-query.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { smallCorpus } from './small-corpus.ts';

describe('parseWordsQuery', () => {
  it('quotes every word and leaves stop words out', () => {
    const query = parseWordsQuery('How do the transformers scale with data?');
    expect(query.phrases).toEqual(['"transformers"', '"scale"', '"data"']);
    expect(query).toMatchObject({ terms: ['transformers', 'scale', 'data'], required: null, excluded: null });
    expect(query.plainText).toBe('How do the transformers scale with data?');
  });

  it('keeps stop words where nothing else is left', () => {
    expect(parseWordsQuery('To be, or not to be').terms).toEqual(['To', 'be', 'or', 'not']);
  });

  it('asks for each word once, whatever its case', () => {
    expect(parseWordsQuery('Graph graph GRAPH neural').terms).toEqual(['Graph', 'neural']);
  });

  it('takes a quoted phrase as a condition, and its words as words', () => {
    const query = parseWordsQuery('mamba "state  space" and “long range”');
    expect(query.requiredPhrases).toEqual(['state  space', 'long range']);
    expect(query.required).toBe('"state space" AND "long range"');
    expect(query.phrases).toEqual(
      ['state space', 'long range', 'mamba', 'state', 'space', 'long', 'range'].map((words) => `"${words}"`),
    );
    expect(query.plainText).toBe('mamba state space and long range');
  });

  it('takes -word and -"words" as what a paper must not have, and leaves them out of the text', () => {
    const query = parseWordsQuery('transformers -vision -"image models"');
    expect(query.excludedPhrases).toEqual(['vision', 'image models']);
    expect(query.phrases).toEqual(['"transformers"']);
    expect(query.excluded).toBe('"vision" OR "image models"');
    expect(query.plainText).toBe('transformers');
  });

  it('takes hyphens within words, dashes and minus signs for punctuation', () => {
    for (const text of ['state-of-the-art k-means', 'BERT - a study', 'at -5 degrees', 'a -- b']) {
      expect(parseWordsQuery(text)).toMatchObject({ excludedPhrases: [], plainText: text });
    }
  });

  it('takes quotes and hyphens of a pasted passage for punctuation', () => {
    const passage = `We call this "in-context learning" -and show it. ${'More words follow here. '.repeat(12)}`;
    expect(parseWordsQuery(passage)).toMatchObject({
      required: null,
      excluded: null,
      plainText: passage.trim(),
    });
  });

  it('has no phrases where there is no word', () => {
    for (const text of ['', '   ', '?!', '🙂🙂', '"" -']) expect(parseWordsQuery(text).phrases).toEqual([]);
  });

  it('has no text and no ranking words where all is excluded', () => {
    expect(parseWordsQuery('-vision')).toMatchObject({
      phrases: [],
      excluded: '"vision"',
      plainText: '',
    });
  });

  it('drops the clitics that apostrophes leave', () => {
    expect(parseWordsQuery("Alzheimer's disease doesn't wait").terms).toEqual([
      'Alzheimer',
      'disease',
      'wait',
    ]);
  });

  it('asks for at most 100 words', () => {
    const text = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ');
    expect(parseWordsQuery(text).terms).toHaveLength(100);
  });
});

describe('what FTS5 is asked', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  const operators = [
    'AND',
    'OR',
    'NOT',
    'NEAR(',
    'title:',
    '*',
    '"',
    '-',
    '(',
    ')',
    '^',
    '+',
    '{',
    '🙂',
    "'",
    '\\',
    ';--',
    '\0',
  ];
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(...operators, 'chess', 'bees', '-chess', '"search trees"'),
  );
  const texts = fc
    .array(piece, { maxLength: 12 })
    .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')));

  it('is valid for any text at all', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { phrases, required, excluded } = parseWordsQuery(text);
        for (const phrase of phrases) corpus.phraseScores(phrase);
        for (const asked of [required, excluded]) if (asked) corpus.rowsWithWords(asked);
      }),
      { numRuns: 600 },
    );
  });

  it('finds a paper by any word of its title', () => {
    for (const paper of corpus.allPapers()) {
      for (const word of tokensOf(paper.title)) {
        const { rows } = corpus.phraseScores(parseWordsQuery(word).phrases[0]);
        expect([...rows].map((row) => corpus.idOf(row))).toContain(paper.id);
      }
    }
  });
});
