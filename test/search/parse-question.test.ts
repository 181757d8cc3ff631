import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnPhrases, parseQuestion } from '../../src/search/parse-question.ts';
import { queryFields, questionSyntax, yearRange } from '../../src/search/query-fields.ts';
import { parseWordsQuery } from '../../src/search/words-query.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { smallCorpus } from './small-corpus.ts';

const fieldsOf = (text: string) =>
  parseQuestion(text).fields.map(
    ({ field, value, excluded }) => `${excluded ? 'not ' : ''}${field} ${value}`,
  );

describe('a question', () => {
  it('knows every field by its name and its short name, in any case', () => {
    for (const { name, short } of queryFields) {
      for (const written of [name, short, name.toUpperCase(), short.toUpperCase()]) {
        expect(fieldsOf(`graphs ${written}:2019`)).toEqual([`${name} 2019`]);
      }
    }
  });

  it('understands each example of its own help', () => {
    for (const { write } of questionSyntax) {
      for (const text of write) {
        const { fields, requiredPhrases, excludedPhrases, notes } = parseQuestion(text);
        expect(fields.length + requiredPhrases.length + excludedPhrases.length).toBe(1);
        expect(notes).toEqual([]);
      }
    }
  });

  it.each([
    ['au:hinton', ['author hinton'], ''],
    ['capsules au:"Geoffrey Hinton" year:2015..', ['author Geoffrey Hinton', 'year 2015..'], 'capsules'],
    ['-cat:cs.CV sets -au:"de Freitas"', ['not category cs.CV', 'not author de Freitas'], 'sets'],
    ['(ti:mamba or kw:“state space”)', ['title mamba', 'keyword state space'], '( or )'],
    ['ven:ICML, year:2019; graphs', ['venue ICML', 'year 2019'], 'graphs'],
    ['ti:state-space models', ['title state-space'], 'models'],
    ['au:"Geoffrey Hin', ['author Geoffrey Hin'], ''],
    ['"see au:hinton" ti:x', ['title x'], 'see au:hinton'],
    ['au:hinton\tau:lecun\nx', ['author hinton', 'author lecun'], 'x'],
    ['(au:hinton)', ['author hinton'], ''],
  ])('%s', (text, fields, plainText) => {
    expect(fieldsOf(text)).toEqual(fields);
    expect(parseQuestion(text).plainText).toBe(plainText);
  });

  it.each([
    'BERT: pre-training of deep transformers',
    'read https://arxiv.org/abs/1706.03762 and C: drive',
    'a ratio 3:1 or 10:20',
    'std::vector title::x year:/x cat://x',
    'a meta:title and subti:x',
    'a key:value store with time:5',
    'near:field optics',
    ':au: hinton?',
  ])('takes the colons of "%s" for punctuation', (text) => {
    const { fields, notes, ...words } = parseQuestion(text);
    expect(fields).toEqual([]);
    expect(notes.filter((note) => note.includes('Did you mean'))).toEqual([]);
    expect(words).toEqual(parseWordsQuery(text));
  });

  it('has no fields in a pasted passage or a whole title', () => {
    const passage = `A study au:hinton of year:2019. ${'More words follow here. '.repeat(12)}`;
    expect(parseQuestion(passage)).toMatchObject({ fields: [], notes: [], plainText: passage.trim() });
    expect(parseQuestion('Who is who? au:hinton', { maxWordsForOperators: 0 }).fields).toEqual([]);
  });

  it.each([
    ['autor:hinton', 'author'],
    ['auhtor:hinton', 'author'],
    ['auth:hinton', 'author'],
    ['authors:"de Freitas"', 'author'],
    ['Titel:graphs', 'title'],
    ['-catgory:cs.LG', 'category'],
    ['vnue:ICML', 'venue'],
    ['kyword:pruning', 'keyword'],
    ['yaer:2020', 'year'],
    ['years:2019..', 'year'],
    ['kwd:pruning', 'kw'],
  ])('reads %s as text and asks whether %s: was meant', (typed, nearest) => {
    const parsed = parseQuestion(`graphs ${typed}`);
    expect(parsed.fields).toEqual([]);
    const name = /\p{L}+/u.exec(typed)?.[0];
    expect(parsed.notes).toEqual([
      `There is no field "${name}:", so it was read as text. Did you mean "${nearest}:"?`,
    ]);
    expect(parsed.phrases).toEqual(parseWordsQuery(`graphs ${typed}`).phrases);
  });

  it.each([
    'year:abc',
    'year:2023..2019',
    'year:19',
    'year:..',
    'year:2019-2023',
    'ti:?',
    'au:""',
    'cat: cs',
  ])('reads %s as text and says what is expected', (typed) => {
    const { fields, notes, terms } = parseQuestion(`graphs ${typed}`);
    expect(fields).toEqual([]);
    expect(terms[0]).toBe('graphs');
    const name = typed.split(':')[0];
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      new RegExp(`^"${name}:.*" was read as text: after "${name}:" comes .*, such as ${name}:`),
    );
  });

  it('ranks by the words of titles, authors and keywords too', () => {
    const { phrases, required } = parseQuestion(
      'graphs ti:"message passing" au:"T. N. Kipf" -kw:vision cat:cs',
    );
    expect(phrases).toEqual(['title : "message passing"', 'authors : "Kipf"', '"graphs"']);
    expect(required).toBeNull();
  });
});

describe('yearRange', () => {
  it('reads a year and ranges, and nothing else', () => {
    expect(yearRange('2019')).toEqual({ from: 2019, to: 2019 });
    expect(yearRange('2019..2023')).toEqual({ from: 2019, to: 2023 });
    expect(yearRange('2019..')).toEqual({ from: 2019 });
    expect(yearRange('..2023')).toEqual({ to: 2023 });
    for (const text of [
      '',
      '..',
      '20192023',
      '2019...2020',
      '2020..2019',
      ' 2019',
      '２０１９',
      '999',
      '-2019',
    ])
      expect(yearRange(text)).toBeNull();
  });
});

describe('any text at all', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  const names = queryFields.flatMap(({ name, short }) => [name, short]);
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.constantFrom('2019..', '..', '"', '"bees', 'bees"', '(', 'cs.LG', 'a"b"c', '\0', 'ice-0', '王', 'É.'),
  );
  const field = fc
    .tuple(fc.constantFrom('', '-', '(', '--'), fc.constantFrom(...names, 'autor', 'http', 'C'), value)
    .map(([before, name, after]) => `${before}${name}:${after}`);

  it('is parsed into expressions that the index takes', () => {
    const texts = fc.array(fc.oneof(field, value), { maxLength: 8 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(texts, (text) => {
        const { phrases, required, excluded, fields } = parseQuestion(text);
        const columns = fields.map((field) => columnPhrases(field).join(' AND '));
        for (const phrase of phrases) corpus.phraseScores(phrase);
        for (const asked of [required, excluded, ...columns]) if (asked) corpus.rowsWithWords(asked);
      }),
      { numRuns: 500 },
    );
  });

  it('without a known field before a colon is read as if there were no fields', () => {
    const known = new RegExp(`(?:${names.join('|')}):`, 'iu');
    const texts = fc
      .array(fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(':', 'a:b', 'x: y', '"a:b c"', '-a:b')), {
        maxLength: 10,
      })
      .map((parts) => parts.join(' '))
      .filter((text) => !known.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        const { fields, notes, ...words } = parseQuestion(text);
        expect(fields).toEqual([]);
        expect(words).toEqual(parseWordsQuery(text));
      }),
      { numRuns: 500 },
    );
  });
});
