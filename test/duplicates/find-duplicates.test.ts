import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/duplicates/find-duplicates.ts';
import { type DuplicateGroups, duplicateRules, groupMembers } from '../../src/tables/duplicate-groups.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';

/** A graph in which every row has those rows as neighbours that `similarities` names, both ways, nearest first. */
function graphOf(rows: number, similarities: readonly [number, number, number][]): NeighborGraph {
  const k = Math.max(1, rows - 1);
  const graph: NeighborGraph = {
    ...{ rows, k, neighbors: new Int32Array(rows * k).fill(-1) },
    distances: new Float32Array(rows * k).fill(Number.POSITIVE_INFINITY),
  };
  for (let row = 0; row < rows; row++) {
    const found = similarities.flatMap(([a, b, similarity]) =>
      a === row ? [{ other: b, similarity }] : b === row ? [{ other: a, similarity }] : [],
    );
    found.sort((a, b) => b.similarity - a.similarity || a.other - b.other);
    for (const [i, { other, similarity }] of found.entries()) {
      graph.neighbors[row * k + i] = other;
      graph.distances[row * k + i] = 1 - similarity;
    }
  }
  return graph;
}

const noGraph = (rows: number) => graphOf(rows, []);
const groupsIn = (groups: DuplicateGroups) => [...groupMembers(groups).values()];
const titles = (...some: Partial<Paper>[]) =>
  some.map((fields, i) => paperOf({ id: `p${i}`, title: `Title number ${i} of our own`, ...fields }));

/** The groups of papers of which no two are near. */
const groupedBy = (...some: Partial<Paper>[]) =>
  groupsIn(findDuplicates(titles(...some), noGraph(some.length)));

describe('by its numbers a paper', () => {
  it('is known by DOI and by arXiv number, whatever their writing and version', () => {
    expect(
      groupedBy(
        { doi: '10.1/x' },
        { doi: '10.1/X' },
        { id: 'arxiv:2404.00001v1' },
        { url: 'https://arxiv.org/pdf/2404.00001v3' },
        { doi: '10.48550/arXiv.2404.00001' },
        { doi: '10.1/y' },
      ),
    ).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
  });

  it('is not known by a number that many of different titles have: that is of the proceedings', () => {
    const doi = '10.1/proceedings';
    const many = Array.from({ length: 11 }, (_, i) => ({ doi, title: `Crows, letter ${'abcdefghijk'[i]}` }));
    expect(groupedBy(...many)).toEqual([]);
    expect(groupedBy(...many, { ...many[3] })).toEqual([[3, 11]]);
    expect(groupedBy(...many.slice(0, 10))).toHaveLength(1);
  });
});

describe('by its title a paper', () => {
  const title = 'What crows know of winter';
  const by = (...authors: string[]) => ({ title, authors });

  it('is known with an author in common and years that fit', () => {
    expect(
      groupedBy({ ...by('Ann Adams'), year: 2019 }, { ...by('A. Adams', 'Bob Brown'), year: 2021 }),
    ).toEqual([[0, 1]]);
    expect(groupedBy(by('Ann Adams'), by('Bob Brown'))).toEqual([]);
    expect(groupedBy({ title }, { title })).toEqual([]);
    expect(groupedBy({ ...by('Ann Adams'), year: 2001 }, { ...by('Ann Adams'), year: 2021 })).toEqual([]);
  });

  it('without a year fits where all of that title are one paper, and no other way', () => {
    const of = (year: number | null) => ({ ...by('Ann Adams'), year });
    expect(groupedBy(of(null), of(2019), of(2020), of(null))).toEqual([[0, 1, 2, 3]]);
    expect(groupedBy(of(null), of(2001), of(2020), of(null))).toEqual([[0, 3]]);
  });

  it('is not known by a generic title', () => {
    expect(
      groupedBy(
        ...['Editorial', 'Editorial', 'Preface'].map((generic) => ({ ...by('Ann Adams'), title: generic })),
      ),
    ).toEqual([]);
  });
});

describe('by nearness a paper', () => {
  const near = (similarity: number, a: Partial<Paper>, b: Partial<Paper>) =>
    groupsIn(
      findDuplicates(
        titles({ abstract: 'Text.', ...a }, { abstract: 'Text.', ...b }),
        graphOf(2, [[0, 1, similarity]]),
      ),
    );
  const title = 'What crows know of winter';

  it('is known where title and text are nearly equal', () => {
    expect(near(0.9, { title }, { title: 'What crows know of wniter' })).toEqual([[0, 1]]);
    expect(near(0.9, { title }, { title: `${title}: a field study` })).toEqual([[0, 1]]);
    expect(near(0.7, { title }, { title })).toEqual([]);
    expect(near(0.99, { title }, { title: 'What owls know of summer' })).toEqual([]);
    expect(near(0.99, { title: `${title} I` }, { title: `${title} II` })).toEqual([]);
  });

  it('is not known where other people wrote it, nor by a short title or against DOIs without abstracts', () => {
    expect(near(1, { title, authors: ['Ann Adams'] }, { title, authors: ['Bob Brown'] })).toEqual([]);
    expect(near(1, { title: 'Editorial' }, { title: 'Editorial' })).toEqual([[0, 1]]);
    const bare = { abstract: '' };
    expect(near(1, { title: 'Editorial', ...bare }, { title: 'Editorial', ...bare })).toEqual([]);
    expect(near(1, { title, ...bare }, { title, ...bare })).toEqual([[0, 1]]);
    expect(near(1, { title, ...bare, doi: '10.1/a' }, { title, ...bare, doi: '10.1/b' })).toEqual([]);
  });
});

describe('groups', () => {
  it('are stood for by the fullest record, then the longest abstract, then the first id', () => {
    const standing = (...some: Partial<Paper>[]) =>
      findDuplicates(titles(...some.map((fields) => ({ doi: '10.1/x', ...fields }))), noGraph(some.length))
        .representative;
    expect([...standing({}, { abstract: 'Text.' }, { year: 2019, venue: 'V' })]).toEqual([1, 1, 1]);
    expect([...standing({ abstract: 'Text.' }, { abstract: 'More text.' })]).toEqual([1, 1]);
    expect([...standing({ id: 'b' }, { id: 'a' })]).toEqual([1, 1]);
  });

  it('say the surest rule of each row', () => {
    const found = findDuplicates(
      titles(
        { doi: '10.1/x' },
        { doi: '10.1/x', url: 'https://arxiv.org/abs/2404.00001' },
        { id: 'arxiv:2404.00001' },
        {},
      ),
      noGraph(4),
    );
    expect([...found.rule].map((rule) => duplicateRules[rule] ?? null)).toEqual([
      'doi',
      'doi',
      'arxiv',
      null,
    ]);
  });

  it('leave out the papers that a person keeps apart, and only those', () => {
    const papers = titles({ doi: '10.1/x' }, { doi: '10.1/x' }, { doi: '10.1/x' });
    expect(groupsIn(findDuplicates(papers, noGraph(3), new Set([0])))).toEqual([[1, 2]]);
    expect(groupsIn(findDuplicates(papers, noGraph(3), new Set([0, 1])))).toEqual([]);
  });

  it('hold every row once, agree with their representatives, and do not depend on the order of the rows', () => {
    const record = fc.record({
      title: fc.constantFrom(
        'What crows know of winter',
        'What crows know of wniter',
        'Crows',
        'On the flight of owls',
      ),
      abstract: fc.constantFrom('', 'Text.'),
      authors: fc.constantFrom<string[][]>([], ['Ann Adams'], ['A. Adams', 'Bob Brown'], ['Carl Cole']),
      year: fc.constantFrom(null, 2000, 2003, 2010),
      doi: fc.constantFrom('', '', '10.1/x', '10.1/y'),
    });
    const pair = fc.tuple(fc.nat(9), fc.nat(9), fc.constantFrom(0.5, 0.85, 0.95));
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 10 }),
        fc.uniqueArray(pair, { selector: ([a, b]) => [Math.min(a, b), Math.max(a, b)].join() }),
        fc.infiniteStream(fc.nat(1000)),
        (records, pairs, draws) => {
          const rows = records.length;
          const papers = records.map((fields, i) => paperOf({ id: `p${i}`, ...fields }));
          const near = pairs.filter(([a, b]) => a < rows && b < rows && a !== b);
          const found = findDuplicates(papers, graphOf(rows, near));

          for (const [row, representative] of found.representative.entries()) {
            expect(found.representative[representative]).toBe(representative);
            expect(found.rule[row] === 255).toBe(
              found.representative.filter((r) => r === representative).length === 1,
            );
          }

          const order = papers
            .map((_, row) => ({ row, at: draws.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
          const placeOf = (row: number) => order.indexOf(row);
          const moved = findDuplicates(
            order.map((row) => papers[row]),
            graphOf(
              rows,
              near.map(([a, b, similarity]) => [placeOf(a), placeOf(b), similarity]),
            ),
          );
          for (let row = 0; row < rows; row++) {
            expect(order[moved.representative[placeOf(row)]]).toBe(found.representative[row]);
            expect(moved.rule[placeOf(row)]).toBe(found.rule[row]);
          }
        },
      ),
    );
  });
});
