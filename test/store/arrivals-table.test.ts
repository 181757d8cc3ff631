import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { expectRefusal } from '../refusal.ts';
import { examplePapers, newCorpus } from './new-corpus.ts';

const monday = '2026-11-16T08:00:00.000Z';
const friday = '2026-11-20T08:00:00.000Z';

describe('arrivals', () => {
  it('are one entry a run, of the papers that were new, and stay', () => {
    const corpus = newCorpus();
    corpus.addPapers(examplePapers(0, 3), monday);
    corpus.addPapers(examplePapers(3, 2), monday);
    corpus.addPapers(examplePapers(4, 3), friday);
    corpus.addPapers(examplePapers(0, 7), friday);
    const arrivals = [
      { addedAt: monday, firstRow: 0, rows: 5 },
      { addedAt: friday, firstRow: 5, rows: 2 },
    ];
    expect(corpus.arrivals()).toEqual(arrivals);
    corpus.close();
    const again = Corpus.open(corpus.folder, { readOnly: true });
    expect(again.arrivals()).toEqual(arrivals);
    again.close();
  });

  it('leave out the papers of whom it was not kept, before and between', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    expect(corpus.arrivals()).toEqual([]);
    corpus.addPapers(examplePapers(2, 1), monday);
    corpus.addPapers(examplePapers(3, 1));
    corpus.addPapers(examplePapers(4, 1), monday);
    expect(corpus.arrivals()).toEqual([
      { addedAt: monday, firstRow: 2, rows: 1 },
      { addedAt: monday, firstRow: 4, rows: 1 },
    ]);
    corpus.close();
  });

  it('are those of the rows that a reader sees, and none of a call that was refused', () => {
    const corpus = newCorpus();
    corpus.addPapers(examplePapers(0, 2), monday);
    const reader = Corpus.open(corpus.folder, { readOnly: true });
    corpus.addPapers(examplePapers(2, 1), monday);
    const bad = { ...examplePapers(9, 1)[0], title: '' };
    expectRefusal(() => corpus.addPapers([...examplePapers(3, 1), bad], friday), 'bad-shape', /title/);
    expect(corpus.arrivals()).toEqual([{ addedAt: monday, firstRow: 0, rows: 3 }]);
    expect(reader.arrivals()).toEqual([{ addedAt: monday, firstRow: 0, rows: 2 }]);
    reader.close();
    corpus.close();
  });

  it('that are not what was written are damage', () => {
    const corpus = newCorpus();
    corpus.addPapers(examplePapers(0, 2), monday);
    const database = new Database(corpus.folder, `${corpus.folder}/corpus.sqlite`, 'rw');
    database.run("UPDATE meta SET value = '[{}]' WHERE name = 'arrivals'");
    database.close();
    expectRefusal(() => corpus.arrivals(), 'corpus-damaged', /when its papers were added/);
    corpus.close();
  });
});
