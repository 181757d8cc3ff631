import { describe, expect, it } from 'vitest';
import { type ExportFormat, formatTable } from '../../src/citations/export-formats.ts';
import { paperOf } from '../paper-of.ts';

const written = (format: ExportFormat, ...papers: Parameters<typeof paperOf>[0][]) =>
  [
    ...formatTable[format].write(
      papers.map((paper) => ({ ...paperOf(paper), topics: [], x: null, y: null })),
    ),
  ].join('');

describe('CSV', () => {
  it('ends lines with CRLF, doubles quotes and quotes only what needs it (RFC 4180)', () => {
    const text = written('csv', { id: 'a', title: 'Say "no", or yes', venue: 'Tests', year: 2021 });
    expect(text).toBe(
      'id,title,abstract,authors,year,venue,doi,url,categories,keywords,topics,x,y\r\n' +
        'a,"Say ""no"", or yes",,,2021,Tests,,,,,,,\r\n',
    );
  });

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', "'=1"])('lets no spreadsheet compute %s', (title) => {
    const [, cell] = /\r\na,("(?:[^"]|"")*"|[^,]*)/.exec(written('csv', { id: 'a', title })) ?? [];
    expect(cell.replace(/^"/, '')[0]).toBe("'");
  });
});

describe('BibTeX', () => {
  const keys = (text: string) => [...text.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);

  it('gives every entry a key of its own, whatever the ids are', () => {
    const ids = ['a b', 'a-b', 'A-B', 'a{b', '{}', 'a-b-2'];
    const all = keys(written('bibtex', ...ids.map((id) => ({ id, title: 'T' }))));
    expect(all).toEqual(['a-b', 'a-b-2', 'A-B-3', 'a-b-4', '-', 'a-b-2-2']);
    expect(new Set(all.map((key) => key.toLowerCase())).size).toBe(ids.length);
  });

  it.each([
    ['BERT and U-Net on ImageNet-21k in 3D', '{BERT} and {U-Net} on {ImageNet-21k} in {3D}'],
    ['A study of naive Bayes in northern Germany', 'A study of naive {Bayes} in northern {Germany}'],
    ['Deep Model Assembling', 'Deep Model Assembling'],
    ['x^2 & y_B', 'x\\textasciicircum{}2 \\& y\\_B'],
  ])('keeps the capitals of %s', (title, kept) => {
    expect(written('bibtex', { id: 'a', title })).toContain(`title = {${kept}}`);
  });

  it.each([
    ['Ann van der Poe', 'Ann van der Poe'],
    ['Rick Roe Jr.', 'Roe, Jr., Rick'],
    ['CMS Collaboration', '{CMS Collaboration}'],
    ['Centre for Language and Speech', '{Centre for Language and Speech}'],
    ['Poe JR', '{Poe JR}'],
    ['OpenAI', 'OpenAI'],
  ])('has the family name of %s where BibTeX looks for it', (name, field) => {
    expect(written('bibtex', { id: 'a', title: 'T', authors: [name] })).toContain(`author = {${field}}`);
  });

  it('says of what kind a publication is, and where', () => {
    const entry = (venue: string, type?: string) =>
      written('bibtex', { id: 'a', title: 'T', venue, facets: type ? { type: [type] } : {} });
    expect(entry('Journal of Tests')).toMatch(/^@article\{a,[^@]*journal = \{Journal of Tests\}/);
    expect(entry('ICLR 2024')).toMatch(/^@inproceedings\{a,[^@]*booktitle = \{ICLR 2024\}/);
    expect(entry('Nature', 'CONF')).toMatch(/^@inproceedings/);
    expect(entry('arXiv preprint')).toMatch(/^@misc/);
    expect(entry('')).toMatch(/^@misc/);
  });
});

describe('RIS', () => {
  it('has a tag a line, family names first, and ends every record', () => {
    const text = written('ris', {
      id: 'a',
      title: 'Line\nbreaks',
      authors: ['Ann van der Poe', 'Centre for Tests'],
      year: 2020,
      venue: 'Journal of Tests',
      keywords: ['one', 'two, three'],
    });
    expect(text.split('\r\n')).toEqual([
      'TY  - JOUR',
      'ID  - a',
      'TI  - Line breaks',
      'AU  - van der Poe, Ann',
      'AU  - Centre for Tests',
      'PY  - 2020',
      'T2  - Journal of Tests',
      'KW  - one',
      'KW  - two, three',
      'DP  - Nearby',
      'ER  - ',
      '',
      '',
    ]);
  });
});

describe('JSON', () => {
  it('is one list, that of no papers too', () => {
    expect(JSON.parse(written('json'))).toEqual([]);
    expect(JSON.parse(written('json', { id: 'a', title: 'T' }, { id: 'b', title: 'U' }))).toHaveLength(2);
    expect(
      written('jsonl', { id: 'a', title: 'T' }, { id: 'b', title: 'U' }).trim().split('\n'),
    ).toHaveLength(2);
  });
});
