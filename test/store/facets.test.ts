import { describe, expect, it } from 'vitest';
import { paperOf } from '../paper-of.ts';
import { newCorpus } from './new-corpus.ts';

const papers = [
  paperOf({
    id: 'a',
    title: 'A',
    categories: ['y', 'x'],
    venue: 'V',
    facets: { zone: ['n'], code: ['1'] },
    year: 2001,
  }),
  paperOf({
    id: 'b',
    title: 'B',
    categories: ['x'],
    keywords: ['k', 'k', ''],
    lists: [{ list: 'L', rank: 1 }],
  }),
  paperOf({ id: 'c', title: 'C', categories: ['x'], source: 'z.ris', authors: ['Q'], year: -300 }),
  paperOf({
    id: 'd',
    title: 'D',
    lists: [
      { list: 'L', rank: 2 },
      { list: 'L', rank: 5 },
    ],
  }),
];

describe('facets', () => {
  it('are counted by papers, most frequent value first, our own facets before those of the files', () => {
    const counts = newCorpus(papers).facetCounts(10);
    expect(counts.map(({ name }) => name)).toEqual([
      'list',
      'category',
      'venue',
      'keyword',
      'author',
      'source',
      'code',
      'zone',
    ]);
    const valuesOf = (name: string) => counts.find((facet) => facet.name === name)!.values;
    expect(valuesOf('category')).toEqual([
      { value: 'x', count: 3 },
      { value: 'y', count: 1 },
    ]);
    expect(valuesOf('list')).toEqual([{ value: 'L', count: 2 }]);
    expect(valuesOf('keyword')).toEqual([{ value: 'k', count: 1 }]);
    expect(valuesOf('source')).toEqual([
      { value: 'test.jsonl', count: 3 },
      { value: 'z.ris', count: 1 },
    ]);
  });

  it('tell how many values there are beyond those shown', () => {
    const [, category] = newCorpus(papers).facetCounts(1);
    expect(category).toEqual({ name: 'category', distinct: 2, values: [{ value: 'x', count: 3 }] });
  });

  it('give each row its first value as a code, the most frequent label first', () => {
    const corpus = newCorpus(papers);
    const { labels, codes } = corpus.facetColumn('category');
    expect({ labels, codes: [...codes] }).toEqual({ labels: ['x', 'y'], codes: [1, 0, 0, -1] });
    const unknown = corpus.facetColumn('nothing');
    expect({ ...unknown, codes: [...unknown.codes] }).toEqual({ labels: [], codes: [-1, -1, -1, -1] });
  });

  it('of a file that are called like ours are one with ours', () => {
    const corpus = newCorpus([paperOf({ id: 'a', title: 'A', venue: 'V', facets: { venue: ['W', 'V'] } })]);
    expect(corpus.facetCounts(9)[0]).toEqual({
      name: 'venue',
      distinct: 2,
      values: [
        { value: 'V', count: 1 },
        { value: 'W', count: 1 },
      ],
    });
    expect(corpus.facetColumn('venue').labels).toEqual(['V']);
  });

  it('have their different values by name, as many as asked for', () => {
    const corpus = newCorpus(papers);
    expect(corpus.facetValues('category')).toEqual(['x', 'y']);
    expect(corpus.facetValues('category', 1)).toEqual(['x']);
    expect(corpus.facetValues('author')).toEqual(['Q']);
    expect(corpus.facetValues('no such')).toEqual([]);
  });

  it('leave authors and keywords of some rows in the order asked for, as the papers have them', () => {
    const corpus = newCorpus(papers);
    expect(corpus.listsOf([2, 0], 'authors')).toEqual([['Q'], []]);
    expect(corpus.listsOf([1, 99], 'keywords')).toEqual([['k', 'k', ''], []]);
    expect(corpus.listsOf([], 'keywords')).toEqual([]);
  });

  it('and years are empty for a corpus of 0 papers', () => {
    const corpus = newCorpus();
    expect(corpus.facetCounts(10)).toEqual([]);
    expect(corpus.facetColumn('category')).toEqual({ labels: [], codes: new Int32Array(0) });
    expect(corpus.years()).toEqual(new Int32Array(0));
  });
});

describe('years', () => {
  it('are one a row, 0 where unknown', () => {
    expect([...newCorpus(papers).years()]).toEqual([2001, 0, -300, 0]);
  });
});
