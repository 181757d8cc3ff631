import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexedForm, wordFinder, wordMatcher } from '../../src/search/matched-words.ts';
import { tokenStartsOf, tokensOf } from '../../src/search/words-query.ts';

const paper = {
  title: 'Naïve Bayes embeddings',
  abstract: 'Glaciers were melting; k-means was used.',
  authors: ['Zoë Müller'],
  keywords: ['COVID-19'],
};

describe('wordMatcher', () => {
  it('names the words as typed, in their order, whatever their endings, case and marks', () => {
    expect(wordMatcher(['MELTED', 'glacier', 'naive', 'embedding', 'graph'])(paper)).toEqual([
      ...['MELTED', 'glacier', 'naive', 'embedding'],
    ]);
  });

  it('looks into authors and keywords too', () => {
    expect(wordMatcher(['muller', 'zoe', 'covid', '19'])(paper)).toEqual(['muller', 'zoe', 'covid', '19']);
  });

  it('does not take a part of a word for the word', () => {
    expect(wordMatcher(['mean', 'bay', 'ice'])(paper)).toEqual(['mean']);
  });

  it('asked of one paper after another, mixes nothing up', () => {
    const match = wordMatcher(['glaciers', 'bees', 'Bee']);
    const other = { title: 'A bee on a glacier', abstract: '', authors: [], keywords: [] };
    expect([paper, other, paper, { ...other, title: '' }].map(match)).toEqual([
      ['glaciers'],
      ['glaciers', 'bees', 'Bee'],
      ['glaciers'],
      [],
    ]);
  });

  it('finds nothing where no word is asked for', () => {
    expect(wordMatcher([])(paper)).toEqual([]);
  });
});

describe('wordFinder', () => {
  const found = (text: string, terms: string[], phrases: string[] = []) =>
    wordFinder({ terms, phrases })(text).map(({ start, end }) => text.slice(start, end));

  it('cuts out the very words, as the text has them', () => {
    const text = 'Glaciers 𝔸 melt; the glacier’s naïve (GLACIER) icemelt.';
    expect(found(text, ['glacier', 'melting', 'naive', 'ice'])).toEqual([
      ...['Glaciers', 'melt', 'glacier', 'naïve', 'GLACIER'],
    ]);
  });

  it('takes a phrase as a whole where its words stand together, and its words elsewhere', () => {
    const text = 'State-space models: a state, a space, States of space and spaces.';
    expect(found(text, ['state', 'space'], ['state space', 'states of spaces'])).toEqual([
      ...['State-space', 'state', 'space', 'States of space', 'spaces'],
    ]);
  });

  it('finds all tokens of the forms asked for and no other, in any text', () => {
    const word = fc.constantFrom('model', 'Models', 'naïve', 'naive', 'ice', 'icy', '冰', 'x', 'État', '19');
    const separator = fc.constantFrom(' ', '-', '. ', '\n', '’', '𝔸 ', '!', '\u00a0');
    const texts = fc
      .array(fc.tuple(separator, word), { maxLength: 30 })
      .map((pieces) => pieces.flat().join(''));
    fc.assert(
      fc.property(texts, fc.array(word, { maxLength: 4 }), (text, terms) => {
        const wanted = new Set(terms.map(indexedForm));
        expect(found(text, terms)).toEqual(tokensOf(text).filter((token) => wanted.has(indexedForm(token))));
      }),
    );
  });
});

describe('tokenStartsOf', () => {
  it('says where each token stands, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tokens = tokensOf(text);
        let end = 0;
        tokenStartsOf(text, tokens).forEach((start, i) => {
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + tokens[i].length;
          expect(text.slice(start, end)).toBe(tokens[i]);
        });
      }),
    );
  });
});
