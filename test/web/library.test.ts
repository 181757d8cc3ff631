import { describe, expect, it } from 'vitest';
import { limits } from '../../src/server/api-schemas.ts';
import { entriesOf, type Library, maxFileBytes, papersOf, refusalOfFile } from '../../web/library.ts';

const library: Library = {
  file: 'refs.bib',
  match: {
    entries: [
      { label: 'A', key: 'a', year: null, status: 'found', row: 3, id: 'paper-a', title: 'A', by: 'title' },
      {
        label: 'A again',
        key: 'b',
        year: null,
        status: 'found',
        row: 3,
        id: 'paper-a',
        title: 'A',
        by: 'doi',
      },
      { label: 'B', key: 'c', year: null, status: 'ambiguous', candidates: [] },
      { label: 'C', key: 'd', year: null, status: 'absent' },
    ],
    counts: { found: 2, ambiguous: 1, absent: 1, papers: 1 },
    issues: [],
  },
  chosen: new Map(),
  shown: true,
};

describe('a library', () => {
  it('has each of its papers once, and what was chosen', () => {
    expect(papersOf(library)).toEqual({ rows: [3], ids: ['paper-a'] });
    const chosen = { ...library, chosen: new Map([[2, { row: 7, id: 'paper-b' }]]) };
    expect(papersOf(chosen)).toEqual({ rows: [3, 7], ids: ['paper-a', 'paper-b'] });
    const places = (status: 'found' | 'ambiguous') => entriesOf(chosen, status).map(({ place }) => place);
    expect([places('found'), places('ambiguous')]).toEqual([[0, 1, 2], []]);
  });
});

describe('a file', () => {
  it('is refused before it is sent where the server would refuse it', () => {
    expect(maxFileBytes).toBe(limits.maxFileBytes);
    expect(refusalOfFile({ name: 'refs.bib', size: maxFileBytes })).toBeNull();
    expect(refusalOfFile({ name: 'refs.bib', size: 200 * 2 ** 20 })).toMatch(
      /"refs.bib" has 200 MB, more than the 20 MB/,
    );
    expect(refusalOfFile({ name: 'refs.bib', size: 0 })).toMatch(/is empty/);
  });
});
