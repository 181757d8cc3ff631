import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bibtexEntries, bibtexNames } from '../../src/papers/bibtex-entries.ts';

const entriesOf = (text: string) =>
  [...bibtexEntries(text)].map(({ kind, key, fields, problem }) => [
    kind,
    key,
    Object.fromEntries(fields),
    problem,
  ]);

describe('bibtexEntries', () => {
  it('reads values in braces, in quotes, bare, and joined', () => {
    expect(
      entriesOf(
        '@string(acm = "ACM ")\n@Article{Key:1, Title = "A {"}quoted{"} one", year = 1999, month = mar,\n' +
          ' journal = acm # {Press} # " (2)", note = {a\n {b} c}}',
      ),
    ).toEqual([
      [
        'article',
        'Key:1',
        {
          title: 'A {"}quoted{"} one',
          year: '1999',
          month: 'mar',
          journal: 'ACM Press (2)',
          note: 'a {b} c',
        },
        null,
      ],
    ]);
  });

  it('takes parentheses for braces, and entries without key or without comma at the end', () => {
    expect(entriesOf('@misc(a, title={A})\n@misc{title={B},}\n@misc{c}')).toEqual([
      ['misc', 'a', { title: 'A' }, null],
      ['misc', '', { title: 'B' }, null],
      ['misc', 'c', {}, null],
    ]);
  });

  it('keeps the first of a field that is given twice', () => {
    expect(entriesOf('@misc{a, title={A}, TITLE={B}}')).toEqual([['misc', 'a', { title: 'A' }, null]]);
  });

  it('reads braces that are escaped, one alone or a path that ends in a backslash', () => {
    expect(entriesOf('@misc{a, title={A \\{ B}}\n@misc{b, file={C:\\x\\}, title={D}}')).toEqual([
      ['misc', 'a', { title: 'A \\{ B' }, null],
      ['misc', 'b', { file: 'C:\\x\\', title: 'D' }, null],
    ]);
  });

  it('says what is wrong and goes on with the next entry', () => {
    expect(
      entriesOf('@misc{a, title={A}, note={\n@misc{b, title={B}\n@misc{c d, title={C}}\n@misc{d, title={D}}'),
    ).toEqual([
      ['misc', 'a', { title: 'A' }, 'the value of "note" has no end'],
      ['misc', 'b', { title: 'B' }, 'its closing brace is missing after "title"'],
      ['misc', '', {}, 'there is no field where it says "c d, title={C}}\\n"'],
      ['misc', 'd', { title: 'D' }, null],
    ]);
  });

  it('gives back any fields that were written in braces', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
    const value = fc
      .array(fc.constantFrom('a', 'B1', ' ', '"', ',', '=', '#', '{x}', '@', '%', '$', '(', 'é'), {
        maxLength: 8,
      })
      .map((parts) => parts.join('').replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(fc.array(fc.dictionary(name, value, { maxKeys: 5 }), { maxLength: 4 }), (records) => {
        const text = records
          .map(
            (record, i) =>
              `@misc{k${i},\n${Object.entries(record)
                .map(([field, held]) => `  ${field} = {${held}}`)
                .join(',\n')}\n}`,
          )
          .join('\n');
        expect(entriesOf(text)).toEqual(records.map((record, i) => ['misc', `k${i}`, { ...record }, null]));
      }),
    );
  });
});

describe('bibtexNames', () => {
  it('divides names at "and" and at commas, but not inside braces', () => {
    expect(
      bibtexNames('von Berg, Anna and Luz Vega AND {Barnes, Noble and Sons} and King, Jr., M. and others'),
    ).toEqual([
      { family: 'von Berg', given: 'Anna', suffix: '' },
      { family: 'Luz Vega', given: '', suffix: '' },
      { family: '{Barnes, Noble and Sons}', given: '', suffix: '' },
      { family: 'King', given: 'M.', suffix: 'Jr.' },
    ]);
    expect(bibtexNames('')).toEqual([]);
  });
});
