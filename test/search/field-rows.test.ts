import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { FieldRows } from '../../src/search/field-rows.ts';
import { indexedForm } from '../../src/search/matched-words.ts';
import { parseQuestion } from '../../src/search/parse-question.ts';
import { tokensOf } from '../../src/search/words-query.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { smallCorpus } from './small-corpus.ts';

const rowsOf = (corpus: Corpus, question: string, rows = corpus.rows) => {
  const { fields } = parseQuestion(question);
  const conditions = new FieldRows(corpus).conditions(fields, rows);
  return Array.from({ length: rows }, (_, row) => row).filter((row) =>
    conditions.every(({ passes }) => passes[row] === 1),
  );
};

/** The slow twin: forms of the words of each text, looked for one by one. */
const formsOf = (text: string) => tokensOf(text).map(indexedForm);
const inARow = (text: string, value: string) => {
  const [own, asked] = [formsOf(text), formsOf(value)];
  return own.some((_, i) => asked.every((form, j) => own[i + j] === form));
};
const naive: Record<string, (paper: Paper, value: string) => boolean> = {
  ti: ({ title }, value) => inARow(title, value),
  kw: ({ keywords }, value) => keywords.some((keyword) => inARow(keyword, value)),
  ven: ({ venue }, value) => inARow(venue, value),
  au: ({ authors }, value) =>
    authors.some((author) => formsOf(value).every((form) => formsOf(author).includes(form))),
  cat: ({ categories }, value) =>
    categories.some((category) => `${category.toLowerCase()}.`.startsWith(`${value.toLowerCase()}.`)),
};

describe('the rows that meet a field', () => {
  const words = [
    'wang',
    'li',
    'État',
    'state',
    'states',
    'ΣΊΣΥΦΟΣ',
    'naïve',
    'Müller',
    '王小明',
    'cs',
    '3d',
    "O'Neil",
  ];
  const categories = ['cs', 'cs.LG', 'csx', 'cs.LG.deep', 'math.AG', 'q-bio.NC', 'stat'];
  const random = createRandom(7);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  const some = (most: number, make: () => string) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  const text = () => [pick(words), ...some(2, () => pick(words))].join(' ');
  const papers = Array.from({ length: 150 }, (_, i) =>
    paperOf({
      id: `${i}`,
      title: `${text()} number${i}`,
      abstract: text(),
      authors: some(3, text),
      venue: random() < 0.3 ? '' : text(),
      categories: some(2, () => pick(categories)),
      keywords: some(3, text),
      year: random() < 0.2 ? null : 2015 + Math.floor(random() * 5),
    }),
  );
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus(papers);
  });
  afterAll(() => corpus.close());

  it('are those of brute force, met and excluded, for every field', () => {
    let found = 0;
    for (const field of Object.keys(naive)) {
      for (let run = 0; run < 40; run++) {
        const value = field === 'cat' ? pick([...categories, 'CS', 'Cs.lg', 'math', 'q']) : text();
        const wanted = papers.flatMap((paper, row) => (naive[field](paper, value) ? [row] : []));
        expect(rowsOf(corpus, `${field}:"${value}"`)).toEqual(wanted);
        const others = [...papers.keys()].filter((row) => !wanted.includes(row));
        expect(rowsOf(corpus, `-${field}:"${value}"`)).toEqual(others);
        found += wanted.length;
      }
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('of years are those of brute force; papers without one are only in what excludes', () => {
    const years = (test: (year: number) => boolean) =>
      papers.flatMap(({ year }, row) => (year !== null && test(year) ? [row] : []));
    expect(rowsOf(corpus, 'year:2016')).toEqual(years((year) => year === 2016));
    expect(rowsOf(corpus, 'year:2016..2017')).toEqual(years((year) => year === 2016 || year === 2017));
    expect(rowsOf(corpus, 'year:2017..')).toEqual(years((year) => year >= 2017));
    expect(rowsOf(corpus, 'year:..2016')).toEqual(years((year) => year <= 2016));
    expect(rowsOf(corpus, '-year:2000..')).toEqual(
      [...papers.keys()].filter((row) => papers[row].year === null),
    );
  });

  it('must meet both of two authors, titles and keywords, and any of two years, venues and categories', () => {
    const rows = (test: (paper: Paper) => boolean) =>
      papers.flatMap((paper, row) => (test(paper) ? [row] : []));
    for (const field of ['ti', 'au', 'kw']) {
      expect(rowsOf(corpus, `${field}:wang ${field}:li`)).toEqual(
        rows((paper) => naive[field](paper, 'wang') && naive[field](paper, 'li')),
      );
    }
    for (const [field, a, b] of [
      ['ven', 'wang', 'li'],
      ['cat', 'math', 'stat'],
    ]) {
      expect(rowsOf(corpus, `${field}:${a} ${field}:${b}`)).toEqual(
        rows((paper) => naive[field](paper, a) || naive[field](paper, b)),
      );
      expect(rowsOf(corpus, `-${field}:${a} -${field}:${b}`)).toEqual(
        rows((paper) => !naive[field](paper, a) && !naive[field](paper, b)),
      );
    }
    expect(rowsOf(corpus, 'year:2015 year:2018..')).toEqual(
      rows(({ year }) => year !== null && (year === 2015 || year >= 2018)),
    );
    expect(rowsOf(corpus, 'year:2016 au:wang -ti:li')).toEqual(
      rows((paper) => paper.year === 2016 && naive.au(paper, 'wang') && !naive.ti(paper, 'li')),
    );
  });

  it('are not marked beyond the tables that are searched', () => {
    for (const question of ['ti:state', 'au:wang', 'ven:li', 'cat:cs', 'kw:wang', 'year:2010..']) {
      expect(rowsOf(corpus, question, 60)).toEqual(rowsOf(corpus, question).filter((row) => row < 60));
    }
  });
});

describe('a name', () => {
  const authors = [
    ['Geoffrey E. Hinton', 'Nando de Freitas'],
    ['Grace Hinton'],
    ['Yann Hinton', 'Geoffrey Doe'],
    ['X. Y.'],
  ];
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus(
      authors.map((names, i) => paperOf({ id: `${i}`, title: `Paper ${i}`, authors: names })),
    );
  });
  afterAll(() => corpus.close());

  it.each([
    ['au:hinton', [0, 1, 2]],
    ['au:"Geoffrey Hinton"', [0]],
    ['au:"Hinton, Geoffrey"', [0]],
    ['au:"G. Hinton"', [0, 1]],
    ['au:G.Hinton', [0, 1]],
    ['au:"G. E. Hinton"', [0]],
    ['au:"de freitas"', [0]],
    ['au:"X. Y."', [3]],
    ['au:x', [3]],
    ['-au:"G. Hinton"', [2, 3]],
  ])('%s', (question, rows) => expect(rowsOf(corpus, question)).toEqual(rows));
});

describe('on the sample', () => {
  it('words of titles and keywords find the papers of brute force', async () => {
    const corpus = Corpus.open(await sampleCorpus(), { readOnly: true });
    const papers = [...corpus.allPapers()];
    for (const paper of papers.slice(0, 40)) {
      const words = tokensOf(paper.title);
      for (const [field, value] of [
        ['ti', words.slice(-2).join(' ')],
        ['kw', paper.keywords[0] ?? 'nothing'],
        ['kw', words[0]],
      ]) {
        const wanted = papers.flatMap((other, row) => (naive[field](other, value) ? [row] : []));
        expect(rowsOf(corpus, `${field}:"${value}"`)).toEqual(wanted);
      }
    }
    corpus.close();
  });
});
