import { describe, expect, it } from 'vitest';
import type { ImportEntry } from '../../src/papers/import-entry.ts';
import { makePaper, slugOf } from '../../src/papers/make-paper.ts';
import type { Paper } from '../../src/tables/paper.ts';

const place = { file: 'a/file.json', entry: 3, source: 'file.json' };

function paperOf(record: Record<string, unknown>): Paper {
  const entries = makePaper({ title: 'A title', ...record }, place);
  const last = entries.at(-1)!;
  if (!('paper' in last)) throw new Error(last.issue.reason);
  return last.paper;
}

function reasonsOf(record: Record<string, unknown>): string[] {
  return makePaper(record, place).flatMap((entry: ImportEntry) =>
    'issue' in entry ? [entry.issue.reason] : [],
  );
}

describe('makePaper', () => {
  it('fills in every field of a paper that has only a title', () => {
    expect(makePaper({ Title: 'Deep Model Assembling' }, place)).toEqual([
      {
        paper: {
          id: 'deep-model-assembling',
          title: 'Deep Model Assembling',
          abstract: '',
          authors: [],
          year: null,
          venue: '',
          url: '',
          doi: '',
          categories: [],
          keywords: [],
          source: 'file.json',
          lists: [],
          facets: {},
        },
      },
    ]);
  });

  it('refuses a record without title, with its place and what it has', () => {
    expect(makePaper({ id: 'x', abstract: 'Text.', year: null }, place)).toEqual([
      {
        issue: {
          file: 'a/file.json',
          entry: 3,
          severity: 'skipped',
          reason: 'The record has no title (it has "id, abstract").',
        },
      },
    ]);
    expect(reasonsOf({ title: { a: 1 } })).toEqual(['The title is {"a":1}, which is not text.']);
    expect(reasonsOf({ title: '<i> </i>' })).toEqual(['The record has no title (it has "title").']);
    expect(reasonsOf({})).toEqual(['The record has no title (it has nothing at all).']);
  });

  it('gives a paper its own id, else its DOI, else its arXiv number, else words of its title', () => {
    const doi = 'https://doi.org/10.5555/ABC.1';
    expect(paperOf({ id: 42, doi }).id).toBe('42');
    expect(paperOf({ doi, arxiv: '2001.04321' }).id).toBe('10.5555/abc.1');
    expect(paperOf({ arxivId: 'arXiv:2001.04321v3' }).id).toBe('2001.04321');
    expect(paperOf({ title: 'Überall: a b c d e f' }).id).toBe('uberall');
    expect(paperOf({ title: '???' }).id).toBe('paper-3');
    expect(slugOf('東京 maps and more of the same kind')).toBe('東京-maps-and-more-of');
  });

  it('keeps an arXiv number that neither id nor address nor DOI says, as a facet', () => {
    const url = 'https://www.semanticscholar.org/paper/1';
    const facets = { 'externalIds.ArXiv': ['1805.02262'], arxiv: ['1805.02262'] };
    expect(paperOf({ paperId: '649d', url, externalIds: { ArXiv: '1805.02262' } }).facets).toEqual(facets);
    expect(paperOf({ id: 'key', url, arxiv: 'arXiv:2001.04321v2' }).facets).toEqual({
      arxiv: ['2001.04321'],
    });
    expect(paperOf({ id: 'key', arxiv: '2001.04321' }).facets).toEqual({});
  });

  it('reads addresses and DOIs that are escaped as TeX', () => {
    const record = {
      title: 'T',
      doi: '10.1007/978-3{\\_}4\\_5',
      url: 'https://a.org/{\\textasciitilde}me/\\~{}you?a=1{\\&}b=5\\%20c',
    };
    const entries = makePaper(record, { ...place, tex: true });
    expect(entries).toMatchObject([
      { paper: { doi: '10.1007/978-3_4_5', url: 'https://a.org/~me/~you?a=1&b=5%20c' } },
    ]);
  });

  it('keeps web addresses, and derives one from the arXiv number or DOI', () => {
    expect(paperOf({ url: 'https://a.org/x', doi: '10.5555/a' }).url).toBe('https://a.org/x');
    expect(paperOf({ doi: '10.5555/a' }).url).toBe('https://doi.org/10.5555/a');
    expect(paperOf({ id: '0704.0001' }).url).toBe('https://arxiv.org/abs/0704.0001');
    expect(paperOf({ url: 'javascript:alert(1)' }).url).toBe('');
    expect(reasonsOf({ title: 'T', url: 'javascript:alert(1)' })).toEqual([
      'The address "javascript:alert(1)" is not a web address (http or https); it was left empty.',
    ]);
  });

  it('warns of a year only where there is one to warn of', () => {
    for (const year of [null, undefined, '', '  ', []]) expect(reasonsOf({ title: 'T', year })).toEqual([]);
    for (const year of [Number.NaN, Number.POSITIVE_INFINITY, -5, 0, 20170, 2017.5, 'soon', '-2020', true]) {
      const entries = makePaper({ title: 'T', year }, place);
      expect(entries[0]).toMatchObject({ issue: { severity: 'warning', entry: 3 } });
      expect(entries[1]).toMatchObject({ paper: { year: null } });
    }
    expect(reasonsOf({ title: 'T', year: Number.NaN })).toEqual([
      'The year NaN is not a year from 1450 to 2100; it was left empty.',
    ]);
    expect(reasonsOf({ title: 'T', year: Number.NaN, date: '2019-02-01' })).toEqual([]);
    expect(paperOf({ year: Number.NaN, date: '2019-02-01' }).year).toBe(2019);
  });

  it('cuts what is too long for a title or an abstract, with a warning', () => {
    const entries = makePaper({ title: 'T'.repeat(1001), abstract: 'Word. '.repeat(20_000) }, place);
    expect(entries.map((entry) => 'issue' in entry && entry.issue.severity)).toEqual([
      'warning',
      'warning',
      false,
    ]);
    expect(entries[0]).toMatchObject({
      issue: {
        reason: expect.stringMatching(/^The title has 1,001 characters; it was cut to the first 1,000: "TTT/),
      },
    });
    const { paper } = entries[2] as { paper: Paper };
    expect(paper.title).toHaveLength(1000);
    expect(paper.abstract.length).toBeGreaterThan(99_990);
    expect(paper.abstract.length).toBeLessThanOrEqual(100_000);
  });

  it('takes what stands for no abstract as none, and takes off a heading', () => {
    for (const abstract of ['[No abstract available]', 'No abstract', 'nan', 'N/A', '-'])
      expect(paperOf({ abstract }).abstract).toBe('');
    expect(paperOf({ abstract: 'Abstract: We do.' }).abstract).toBe('We do.');
    expect(paperOf({ abstract: 'ABSTRACT We do.' }).abstract).toBe('We do.');
    expect(paperOf({ abstract: 'Abstract interpretation is old.' }).abstract).toBe(
      'Abstract interpretation is old.',
    );
  });

  it('keeps other fields as facets, flattened, and leaves out vectors', () => {
    const record = JSON.parse(
      '{"award": {"name": "best", "at": {"year": 2020}}, "tags2": ["a", "b", "a"], "open": true, "none": null,' +
        ' "vector": [0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16], "source": "a database", "__proto__": {"x": 1}}',
    );
    expect(paperOf(record).facets).toEqual(
      Object.fromEntries([
        ['award.name', ['best']],
        ['award.at.year', ['2020']],
        ['tags2', ['a', 'b']],
        ['open', ['true']],
        ['record.source', ['a database']],
        ['__proto__.x', ['1']],
      ]),
    );
  });

  it('keeps places on lists, and another field of that name as a facet', () => {
    expect(
      paperOf({
        lists: [
          { list: 2, rank: 7 },
          { list: 'spring', rank: 1 },
        ],
      }).lists,
    ).toEqual([
      { list: '2', rank: 7 },
      { list: 'spring', rank: 1 },
    ]);
    expect(paperOf({ lists: ['to read'] })).toMatchObject({ lists: [], facets: { lists: ['to read'] } });
  });

  it('takes keywords and categories apart however they are written', () => {
    expect(paperOf({ keywords: 'a, b; c, d' }).keywords).toEqual(['a, b', 'c, d']);
    expect(paperOf({ keywords: 'a, b' }).keywords).toEqual(['a', 'b']);
    expect(paperOf({ keywords: [{ display_name: 'A' }, 'b', 'b', 3] }).keywords).toEqual(['A', 'b', '3']);
    expect(paperOf({ categories: 'math.CO cs.CG' }).categories).toEqual(['math.CO', 'cs.CG']);
    expect(paperOf({ category: 'Machine learning' }).categories).toEqual(['Machine learning']);
  });
});
