import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { examplePapers, exampleSettings, newCorpus, unitVectors } from './new-corpus.ts';

describe('addPapers', () => {
  it('gives dense rows in order of arrival and gives every field back as it came', () => {
    const papers = examplePapers(0, 5);
    const corpus = newCorpus();
    expect(corpus.addPapers(papers)).toEqual({ added: [0, 1, 2, 3, 4], known: 0, updated: [], renamed: [] });
    expect([...corpus.allPapers()]).toEqual(papers);
    expect(corpus.ids()).toEqual(papers.map(({ id }) => id));
    expect(corpus.rowOf('paper-3')).toBe(3);
    expect(corpus.rowOf('paper-9')).toBeNull();
    expect(corpus.idOf(4)).toBe('paper-4');
    expect(corpus.papers([4, 0])).toEqual([papers[4], papers[0]]);
    expectRefusal(() => corpus.paper(5), 'unknown-paper', /There is no paper "row 5"/);
    expectRefusal(() => corpus.idOf(-1), 'unknown-paper', /There is no paper "row -1"/);
  });

  it('keeps text of any script and field names of any kind', () => {
    const odd = paperOf({
      id: '"; DROP TABLE papers; --',
      title: 'Über Größen 数学 🙂 <b>',
      abstract: 'line\nbreak "quotes" \\',
      facets: Object.fromEntries([
        ['__proto__', ['x']],
        ['a.b', ['y', 'z']],
      ]),
    });
    const corpus = newCorpus([odd]);
    expect(corpus.paper(0)).toEqual(odd);
    expect(Object.keys(corpus.paper(0).facets)).toEqual(['__proto__', 'a.b']);
    expect(corpus.facetColumn('__proto__').labels).toEqual(['x']);
  });

  it('stores a NUL character, at which SQLite would cut the text, as U+FFFD', () => {
    const corpus = newCorpus([paperOf({ id: 'a', title: 'before\0after' })]);
    expect(corpus.paper(0).title).toBe('before\ufffdafter');
  });

  it('knows a paper again and takes from the copy what it lacks, overwriting nothing', () => {
    const first = paperOf({
      id: 'a',
      title: 'One title',
      abstract: 'Text.',
      year: 2001,
      authors: ['Ann Adams'],
      lists: [{ list: '1', rank: 4 }],
      facets: { field: ['x'] },
    });
    const copy = paperOf({
      id: 'b',
      title: 'ONE  title!',
      abstract: 'text',
      year: 2001,
      authors: ['A. Adams', 'B'],
      venue: 'Venue',
      url: 'https://example.org/b',
      doi: '10.1/b',
      categories: ['cs'],
      keywords: ['k'],
      source: 'other.csv',
      lists: [
        { list: '1', rank: 4 },
        { list: '2', rank: 1 },
      ],
      facets: { field: ['y', 'x'], other: ['z'] },
    });
    const corpus = newCorpus([first]);
    expect(corpus.addPapers([copy, copy])).toEqual({ added: [], known: 2, updated: [], renamed: [] });
    expect(corpus.paper(0)).toEqual({
      ...first,
      venue: 'Venue',
      url: 'https://example.org/b',
      doi: '10.1/b',
      categories: ['cs'],
      keywords: ['k'],
      lists: [
        { list: '1', rank: 4 },
        { list: '2', rank: 1 },
      ],
      facets: { field: ['x', 'y'], other: ['z'] },
    });
    // Everything that is made from papers went along.
    expect([...corpus.rowsWithWords('keywords:k')]).toEqual([0]);
    expect([...corpus.filterRows({ facets: { list: ['2'], other: ['z'], venue: ['Venue'] } })!]).toEqual([1]);
    // The copy brought a DOI: the next copy is known by it.
    expect(corpus.addPapers([paperOf({ id: 'c', title: 'Renamed', doi: '10.1/B' })]).known).toBe(1);
  });

  it('keeps versions of a paper beside each other, and knows each again', () => {
    const preprint = {
      ...{ title: 'One title', abstract: 'One text.', authors: ['Ann Adams'], year: 2019 },
      ...{ url: 'https://arxiv.org/abs/1901.00001v1', venue: 'arXiv' },
    };
    const versions = [
      paperOf({ id: 'preprint', ...preprint }),
      paperOf({
        id: 'other-text',
        ...preprint,
        abstract: 'Revised.',
        url: 'https://arxiv.org/abs/1901.00001v2',
      }),
      paperOf({
        id: 'other-title',
        ...preprint,
        title: 'Renamed',
        url: 'https://arxiv.org/abs/1901.00001v3',
      }),
      paperOf({ id: 'published', ...preprint, year: 2020, venue: 'Journal', doi: '10.1/a' }),
      paperOf({ id: 'other-doi', ...preprint, year: 2020, venue: 'Journal', doi: '10.1/b' }),
      paperOf({ id: 'same-doi', ...preprint, abstract: 'Rewritten.', doi: '10.1/a' }),
      paperOf({ id: 'others', ...preprint, url: '', authors: ['Bob Brown'] }),
    ];
    const corpus = newCorpus();
    expect(corpus.addPapers(versions)).toMatchObject({ added: [0, 1, 2, 3, 4, 5, 6], known: 0 });
    expect([...corpus.allPapers()]).toEqual(versions);
    expect(corpus.addPapers(versions)).toMatchObject({ added: [], known: 7 });
    // Another file's copy, with another spelling of the place and nothing that speaks against it.
    const copy = paperOf({ id: 'copy', ...preprint, venue: 'ArXiv', url: '', authors: [] });
    expect(corpus.addPapers([copy])).toMatchObject({ added: [], known: 1 });
  });

  it('knows every record again that came before, whatever it was merged into', () => {
    const record = fc.record({
      title: fc.constantFrom('Alpha', 'Beta'),
      abstract: fc.constantFrom('', 'one', 'two'),
      doi: fc.constantFrom('', '10.1/x', '10.1/y'),
      year: fc.constantFrom(null, 2000, 2001),
      venue: fc.constantFrom('', 'V', 'W'),
      authors: fc.constantFrom<string[][]>([], ['Ann Adams'], ['Bob Brown']),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) => {
        const corpus = newCorpus();
        const papers = records.map((fields, i) => paperOf({ id: `${i}`, ...fields }));
        corpus.addPapers(papers);
        expect(corpus.addPapers(papers)).toMatchObject({ added: [], known: papers.length });
        corpus.close();
      }),
      { numRuns: 20 },
    );
  });

  it('knows copies within one call', () => {
    const corpus = newCorpus();
    const [paper] = examplePapers(0, 1);
    expect(corpus.addPapers([paper, { ...paper, id: 'other' }])).toMatchObject({
      added: [0],
      known: 1,
      renamed: [],
    });
  });

  it('fills in a missing abstract, drops the vector of that row and says so', () => {
    const corpus = newCorpus([
      paperOf({ id: 'a', title: 'First', doi: '10.1/a' }),
      paperOf({ id: 'b', title: 'Second' }),
    ]);
    corpus.saveVectors([0, 1], unitVectors(2), new Uint8Array(2));
    const full = paperOf({ id: 'x', title: 'First, longer', abstract: 'New words', doi: '10.1/a' });
    expect(corpus.addPapers([full])).toEqual({ added: [], known: 1, updated: [0], renamed: [] });
    expect(corpus.paper(0)).toMatchObject({ id: 'a', title: 'First', abstract: 'New words' });
    expect([...corpus.rowsWithoutVector()]).toEqual([0]);
    expect([...corpus.rowsWithWords('"new" AND "words"')]).toEqual([0]);
    expectRefusal(() => corpus.vectors(), 'corpus-unfinished', /it has no vectors for 1 of 2 papers yet/);
  });

  it('does not call a row updated that the same call added', () => {
    const papers = [paperOf({ id: 'a', title: 'T' }), paperOf({ id: 'a', title: 'T', abstract: 'Text' })];
    expect(newCorpus().addPapers(papers)).toEqual({ added: [0], known: 1, updated: [], renamed: [] });
  });

  describe('by title alone', () => {
    const titled = (id: string, abstract: string, doi = '') =>
      paperOf({ id, title: 'Same title', abstract, doi });

    it('knows a paper without abstract, whichever copy comes first', () => {
      expect(newCorpus([titled('a', 'Text')]).addPapers([titled('b', '')])).toMatchObject({
        added: [],
        known: 1,
      });
      const corpus = newCorpus([titled('a', '')]);
      expect(corpus.addPapers([titled('b', 'Text')])).toMatchObject({ added: [], known: 1, updated: [0] });
    });

    it('takes it for new where two papers have that title', () => {
      const corpus = newCorpus([titled('a', 'Text'), titled('b', 'Other text')]);
      expect(corpus.rows).toBe(2);
      expect(corpus.addPapers([titled('c', '')])).toMatchObject({ added: [2], known: 0 });
    });

    it('takes it for new where the DOIs differ, unless one is a DOI of arXiv', () => {
      const corpus = newCorpus([titled('a', 'Text', '10.1/a')]);
      expect(corpus.addPapers([titled('b', '', '10.48550/arxiv.2401.00001')])).toMatchObject({ known: 1 });
      expect(corpus.addPapers([titled('c', '', '10.1/c')])).toMatchObject({ added: [1], known: 0 });
      // Neither has an abstract, as in "Editorial" and "Editorial".
      expect(corpus.addPapers([titled('d', '', '10.1/d')])).toMatchObject({ added: [2], known: 0 });
      expect(corpus.addPapers([titled('e', '', '10.1/d')])).toMatchObject({ added: [], known: 1 });
    });

    it('goes by what is stored at the time, unless the same record came before', () => {
      const corpus = newCorpus([titled('a', 'Text'), titled('b', '')]);
      expect(corpus.rows).toBe(1);
      corpus.addPapers([titled('c', 'Other text')]);
      expect(corpus.addPapers([titled('d', '')])).toMatchObject({ added: [], known: 1 });
      const dated = { ...titled('e', ''), year: 2001 };
      expect(corpus.addPapers([dated])).toMatchObject({ added: [2], known: 0 });
      expect(corpus.addPapers([dated])).toMatchObject({ added: [], known: 1 });
    });

    it('takes it for new where the authors differ', () => {
      const by = (id: string, author: string) => paperOf({ id, title: 'Editorial', authors: [author] });
      const corpus = newCorpus([by('a', 'Ann Adams'), by('b', 'Bob Brown'), by('c', 'A. Adams')]);
      expect(corpus.ids()).toEqual(['a', 'b']);
    });
  });

  it('gives a different paper whose id is taken the first free of "-2", "-3" …', () => {
    const same = (title: string) => paperOf({ id: 'x', title });
    const corpus = newCorpus([same('One'), paperOf({ id: 'x-3', title: 'Taken' })]);
    expect(corpus.addPapers([same('Two'), same('Three')]).renamed).toEqual([
      { asked: 'x', given: 'x-2' },
      { asked: 'x', given: 'x-4' },
    ]);
    expect(corpus.ids()).toEqual(['x', 'x-3', 'x-2', 'x-4']);
  });

  it('stores nothing of a call in which one paper is refused', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    const add = (fields: Partial<Paper>) => () =>
      corpus.addPapers([...examplePapers(2, 2), paperOf({ id: 'i', title: 't', ...fields })]);
    expectRefusal(
      add({ title: '' }),
      'bad-shape',
      /A paper has the title "" \(id "i"\) where a title is expected/,
    );
    expectRefusal(add({ id: '' }), 'bad-shape', /A paper has the id "" where an id is expected/);
    expectRefusal(
      add({ year: 2001.5 }),
      'bad-shape',
      /the year 2001.5 \(id "i"\) where a whole number or null/,
    );
    expect(() =>
      corpus.addPapers(
        (function* () {
          yield* examplePapers(2, 2);
          throw new Error('the source broke');
        })(),
      ),
    ).toThrow('the source broke');
    expect(corpus.rows).toBe(2);
    expect(corpus.addPapers(examplePapers(2, 2)).added).toEqual([2, 3]);
  });

  it('comes to the same corpus in one call as in several, and keeps every place on every list', () => {
    const paper = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      title: fc.constantFrom('Alpha', 'beta', 'BETA!', 'Gamma'),
      abstract: fc.constantFrom('', 'one', 'two'),
      doi: fc.constantFrom('', '10.1/x', '10.1/y'),
      year: fc.constantFrom(null, 2000, 2001),
      keywords: fc.subarray(['k', 'l']),
      lists: fc.array(fc.record({ list: fc.constantFrom('1', '2'), rank: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 2,
      }),
    });
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 12 }), fc.nat(12), (records, at) => {
        const papers = records.map((record) => paperOf(record));
        const whole = Corpus.create(temporaryFolder(), exampleSettings);
        const report = whole.addPapers(papers);
        const split = Corpus.create(temporaryFolder(), exampleSettings);
        const reports = [split.addPapers(papers.slice(0, at)), split.addPapers(papers.slice(at))];
        expect([...split.allPapers()]).toEqual([...whole.allPapers()]);
        expect(report.known + report.added.length).toBe(papers.length);
        expect(report.added).toEqual(reports.flatMap(({ added }) => added));
        expect(report.added).toEqual(Array.from({ length: whole.rows }, (_, row) => row));
        expect(new Set(whole.ids()).size).toBe(whole.rows);
        const places = (some: Iterable<Paper>) =>
          new Set([...some].flatMap(({ lists }) => lists.map(({ list, rank }) => `${list}/${rank}`)));
        expect(places(whole.allPapers())).toEqual(places(papers));
        whole.close();
        split.close();
      }),
      { numRuns: 20 },
    );
  });
});
