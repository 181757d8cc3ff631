import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/papers/detect-format.ts';
import { fixture } from './collected.ts';

describe('detectFormat', () => {
  it('knows each format by its content', () => {
    for (const [name, format] of [
      ['page-blank-lines.txt', 'pages'],
      ['page-glued.txt', 'pages'],
      ['records.jsonl', 'jsonl'],
      ['zotero.csv', 'csv'],
      ['scopus.csv', 'csv'],
      ['web-of-science.tsv', 'tsv'],
      ['library.bib', 'bibtex'],
      ['library.ris', 'ris'],
      ['pubmed.nbib', 'pubmed'],
      ['items.csl.json', 'csl-json'],
      ['arxiv.xml', 'arxiv'],
      ['openalex.json', 'openalex'],
    ])
      expect([name, detectFormat(readFileSync(fixture(name), 'utf8'), true)]).toEqual([name, format]);
  });

  it('tells JSON from JSON Lines', () => {
    expect(detectFormat('{"title": "A"}\n{"title": "B"}\n', true)).toBe('jsonl');
    expect(detectFormat('{"title": "A"}', true)).toBe('json');
    expect(detectFormat('{\n  "papers": [\n    {"title": "A"}\n  ]\n}', true)).toBe('json');
    expect(detectFormat('[{"title": "A"}]', true)).toBe('json');
    expect(detectFormat('{"id": "https://openalex.org/W1"}\n{"id": "https://openalex.org/W2"}\n', true)).toBe(
      'openalex',
    );
  });

  it('takes semicolons for delimiters, and needs a column for the title', () => {
    expect(detectFormat('Autor;Title;Jahr\na;b;c\n', true)).toBe('csv');
    expect(detectFormat('name,price\na,1\n', true)).toBeNull();
  });

  it('knows a page without the header that we know by titles and abstracts taking turns', () => {
    const abstract = `${'We measure the thing with care and report what we see. '.repeat(5)}`;
    expect(detectFormat(`First title\n${abstract}\nSecond title\n${abstract}\n`, true)).toBe('pages');
  });

  it('gives null for other texts', () => {
    for (const text of [
      'Dear all, the meeting is at ten.',
      '# Notes\n\nSome prose that goes on for a while and then some more of it, until the end.\n',
      '<html><body>Hello</body></html>',
      'import a from "b";\n\nconst c = [1, 2, 3];\n',
      '[section]\nkey=value\n',
      '\u0000\u0001binary',
      '12345',
      '',
    ])
      expect([text, detectFormat(text, true)]).toEqual([text, null]);
  });
});
