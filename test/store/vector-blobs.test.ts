import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { expectRefusal } from '../refusal.ts';
import { examplePapers, newCorpus, unitVectors } from './new-corpus.ts';

describe('vectors', () => {
  it('come back bit for bit by row, whatever the order in which they were saved', () => {
    const corpus = newCorpus(examplePapers(0, 5));
    const table = unitVectors(5);
    const part = (...rows: number[]) => ({
      rows: rows.length,
      dimensions: 4,
      data: Float32Array.from(rows.flatMap((row) => [...table.data.subarray(row * 4, row * 4 + 4)])),
    });
    corpus.saveVectors([4, 1], part(4, 1), Uint8Array.of(1, 0));
    expect([...corpus.rowsWithoutVector()]).toEqual([0, 2, 3]);
    corpus.saveVectors(Int32Array.of(0, 2, 3), part(0, 2, 3), Uint8Array.of(0, 1, 0));
    expect([...corpus.rowsWithoutVector()]).toEqual([]);
    expect(corpus.vectors()).toEqual(table);
    expect(corpus.textsCut()).toBe(2);
  });

  it('take the place of older ones, with their note on being cut', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    corpus.saveVectors([0, 1], unitVectors(2), Uint8Array.of(1, 1));
    const newer = unitVectors(2, 4, 2);
    corpus.saveVectors([0, 1], newer, Uint8Array.of(0, 1));
    expect(corpus.vectors()).toEqual(newer);
    expect(corpus.textsCut()).toBe(1);
  });

  it('are all refused where one is not usable', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    const save =
      (rows: number[], table = unitVectors(2), cut = new Uint8Array(2)) =>
      () =>
        corpus.saveVectors(rows, table, cut);
    expectRefusal(save([0, 2]), 'bad-shape', /A list of rows has 2 where rows 0 to 1 is expected/);
    expectRefusal(save([0, 0.5]), 'bad-shape', /A list of rows has 0.5/);
    expectRefusal(save([0]), 'bad-shape', /A list of rows has 1 where 2 rows is expected/);
    expectRefusal(save([0, 1], unitVectors(2), new Uint8Array(1)), 'bad-shape', /A list of cut texts has 1/);
    expectRefusal(
      save([0, 1], unitVectors(2, 3)),
      'bad-shape',
      /A vector has 3 where 4 dimensions is expected/,
    );
    const broken = unitVectors(2);
    broken.data[5] = Number.NaN;
    expectRefusal(save([0, 1], broken), 'bad-vector', /The vector of row 1 has length NaN, not 1/);
    expect([...corpus.rowsWithoutVector()]).toEqual([0, 1]);
  });

  it('that are damaged in the file are refused by row', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    corpus.saveVectors([0, 1], unitVectors(2), new Uint8Array(2));
    corpus.close();
    const damage = (blob: Uint8Array) => {
      const database = new Database(corpus.folder, `${corpus.folder}/corpus.sqlite`, 'rw');
      database.run('UPDATE vectors SET vector = ? WHERE row = 1', [blob]);
      database.close();
      return () => Corpus.open(corpus.folder, { readOnly: true }).vectors();
    };
    expectRefusal(damage(new Uint8Array(12)), 'corpus-damaged', /the vector of row 1 has 12 bytes, not 16/);
    expectRefusal(damage(new Uint8Array(16)), 'corpus-damaged', /the vector of row 1 does not have length 1/);
  });
});
