import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashSeed, hashStep, longestKept, PieceTable } from '../../src/embed/piece-table.ts';
import { GrowingInts } from '../../src/tables/growing-ints.ts';

const codesOf = (piece: string) => Uint16Array.from({ length: piece.length }, (_, i) => piece.charCodeAt(i));
const hashOf = (piece: string) => codesOf(piece).reduce(hashStep, hashSeed);

function keep(table: PieceTable, piece: string, ids: number[], hash = hashOf(piece)): void {
  const list = new GrowingInts();
  list.push(-7); // what stood in the list before is not the piece's
  for (const id of ids) list.push(id);
  table.keep(codesOf(piece), piece.length, hash, list, 1);
}

function find(table: PieceTable, piece: string, hash = hashOf(piece)): number[] | null {
  const list = new GrowingInts();
  return table.appendIds(codesOf(piece), piece.length, hash, list) ? [...list.toInts()] : null;
}

describe('PieceTable', () => {
  it('tells pieces of one hash apart', () => {
    // Collisions of 32-bit FNV-1a among English words.
    for (const [one, other] of [
      ['costarring', 'liquid'],
      ['declinate', 'macallums'],
    ]) {
      expect(hashOf(one)).toBe(hashOf(other));
      const table = new PieceTable(8);
      keep(table, one, [1]);
      expect(find(table, other)).toBeNull();
      keep(table, other, [2, 3]);
      expect(find(table, one)).toEqual([1]);
      expect(find(table, other)).toEqual([2, 3]);
    }
  });

  it('tells a piece from its own beginning where their hashes are one', () => {
    const table = new PieceTable(8);
    keep(table, 'graphs', [1, 2], 5);
    expect(find(table, 'graph', 5)).toBeNull();
    keep(table, 'graph', [1], 5);
    expect(find(table, 'graph', 5)).toEqual([1]);
    expect(find(table, 'graphs', 5)).toEqual([1, 2]);
  });

  it('keeps no ids, one, and many', () => {
    const table = new PieceTable(8);
    const many = Array.from({ length: 3000 }, (_, i) => i);
    keep(table, 'none', []);
    keep(table, 'one', [0]);
    keep(table, 'x'.repeat(longestKept), many);
    expect(find(table, 'none')).toEqual([]);
    expect(find(table, 'one')).toEqual([0]);
    expect(find(table, 'x'.repeat(longestKept))).toEqual(many);
    expect(find(table, 'x'.repeat(longestKept - 1))).toBeNull();
  });

  it('grows, and forgets all when it is full', () => {
    const table = new PieceTable(5000);
    for (let i = 0; i < 5000; i++) keep(table, `word${i}`, [i, i + 1]);
    for (let i = 0; i < 5000; i++) expect(find(table, `word${i}`)).toEqual([i, i + 1]);
    keep(table, 'one more', [9]);
    expect(find(table, 'one more')).toEqual([9]);
    for (let i = 0; i < 5000; i++) expect(find(table, `word${i}`)).toBeNull();
  });

  it('is a map with a memory that ends, whatever is kept and asked, with good hashes and with few', () => {
    const piece = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
    const ids = fc.array(fc.nat(99), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(piece, ids)),
        fc.boolean(),
        (mostKept, steps, few) => {
          const hash = (text: string) => (few ? hashOf(text) & 1 : hashOf(text));
          const table = new PieceTable(mostKept);
          const twin = new Map<string, number[]>();
          for (const [text, value] of steps) {
            expect(find(table, text, hash(text))).toEqual(twin.get(text) ?? null);
            if (twin.has(text)) continue;
            if (twin.size >= mostKept) twin.clear();
            keep(table, text, value, hash(text));
            twin.set(text, value);
            for (const [kept, itsIds] of twin) expect(find(table, kept, hash(kept))).toEqual(itsIds);
          }
        },
      ),
    );
  });
});
