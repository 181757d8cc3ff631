import { describe, expect, it } from 'vitest';
import { WholeWords } from '../../src/store/whole-words.ts';
import { paperOf } from '../paper-of.ts';
import { examplePapers, newCorpus } from './new-corpus.ts';

const plain = (whole: WholeWords, rows: number, places?: number) =>
  [...whole.words(rows, places === undefined ? undefined : { places })].map((found) => ({
    form: found.form,
    places: Array.from(found.rows, (row, i) => [row, found.columns[i], found.offsets[i]]),
  }));

describe('the words of a corpus read whole', () => {
  it('are the forms of the index with every place, by row, column and offset', () => {
    const corpus = newCorpus([
      paperOf({ id: 'a', title: 'Naïve naïve models', authors: ['Ada Model'], abstract: 'A model.' }),
      paperOf({ id: 'b', title: 'Modelling', keywords: ['models'] }),
    ]);
    const whole = new WholeWords(corpus.folder);
    const found = plain(whole, corpus.rows);
    expect(found.map(({ form }) => form)).toEqual(['a', 'ada', 'model', 'naiv']);
    expect(found[2].places).toEqual([
      [0, 0, 2],
      [0, 2, 1],
      [0, 3, 1],
      [1, 0, 0],
      [1, 1, 0],
    ]);
    expect(whole.totals()).toEqual({ papers: 2, words: 9 });
    whole.close();
    corpus.close();
  });

  it('are the same however many are read at a time, and end with the last row that is asked for', () => {
    const corpus = newCorpus(examplePapers(0, 60));
    const whole = new WholeWords(corpus.folder);
    const all = plain(whole, 60);
    expect(plain(whole, 60, 1)).toEqual(all);
    expect(plain(whole, 60, 100)).toEqual(all);
    const upTo40 = all.map(({ form, places }) => ({ form, places: places.filter(([row]) => row < 40) }));
    expect(plain(whole, 40)).toEqual(upTo40.filter(({ places }) => places.length > 0));
    whole.close();
    corpus.close();
  });
});
