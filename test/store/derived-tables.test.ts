import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { paperOf } from '../paper-of.ts';
import { expectRefusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  exampleDuplicates,
  exampleFigures,
  exampleGraph,
  exampleKept,
  exampleLayout,
  exampleTopics,
} from './example-derived.ts';
import { examplePapers, exampleSettings, newCorpus, unitVectors } from './new-corpus.ts';

const sha256 = '0123456789abcdef'.repeat(4);

/** A corpus of `rows` papers with everything derived. */
function builtCorpus(rows: number): Corpus {
  const papers = examplePapers(0, rows);
  if (rows > 0) papers[0] = paperOf({ id: 'bare', title: 'Without abstract', doi: '10.1/bare' });
  const corpus = newCorpus(papers);
  corpus.saveVectors([...papers.keys()], unitVectors(rows), new Uint8Array(rows));
  corpus.saveGraph(exampleGraph(rows));
  corpus.saveDuplicates(exampleDuplicates(rows));
  corpus.saveLayout(exampleLayout(rows));
  corpus.saveKeptNeighbors(exampleKept(rows));
  corpus.saveTopics(exampleTopics(rows));
  corpus.saveFigures(exampleFigures);
  corpus.saveHnswChecksum(sha256);
  return corpus;
}

const derivedOf = (corpus: Corpus) => ({
  graph: corpus.graph(),
  duplicates: corpus.duplicates(),
  layout: corpus.layout(),
  kept: corpus.keptNeighbors(),
  topics: corpus.topics(),
  figures: corpus.figures(),
  hnsw: corpus.hnswFile()?.sha256 ?? null,
});

describe('derived tables', () => {
  it.each([0, 1, 7])('come back as they were saved, for %i papers', (rows) => {
    const corpus = builtCorpus(rows);
    const expected = {
      graph: exampleGraph(rows),
      duplicates: exampleDuplicates(rows),
      layout: exampleLayout(rows),
      kept: exampleKept(rows),
      topics: exampleTopics(rows),
      figures: exampleFigures,
      hnsw: sha256,
    };
    expect(derivedOf(corpus)).toEqual(expected);
    corpus.close();
    expect(derivedOf(Corpus.open(corpus.folder, { readOnly: true }))).toEqual(expected);
  });

  it('are null in a new corpus', () => {
    expect(derivedOf(newCorpus())).toEqual({
      graph: null,
      duplicates: null,
      layout: null,
      kept: null,
      topics: null,
      figures: null,
      hnsw: null,
    });
  });

  it('for fewer rows: graph, topics and figures are stale; layout and the HNSW file stay, to be added to', () => {
    const corpus = builtCorpus(4);
    corpus.addPapers(examplePapers(4, 1));
    expect(derivedOf(corpus)).toEqual({
      graph: null,
      duplicates: null,
      layout: exampleLayout(4),
      kept: null,
      topics: null,
      figures: null,
      hnsw: sha256,
    });
    corpus.saveVectors([4], unitVectors(1), new Uint8Array(1));
    expect(corpus.hnswFile()?.sha256).toBe(sha256);
    corpus.saveGraph(exampleGraph(5));
    expect(corpus.graph()).toEqual(exampleGraph(5));
  });

  it('from before a vector changed: all but the layout are stale until saved again', () => {
    const changes = [
      (corpus: Corpus) => corpus.saveVectors([2], unitVectors(1, 4, 9), new Uint8Array(1)),
      (corpus: Corpus) =>
        corpus.addPapers([paperOf({ id: 'x', title: 'y', abstract: 'Filled in', doi: '10.1/bare' })]),
    ];
    for (const change of changes) {
      const corpus = builtCorpus(4);
      change(corpus);
      expect(derivedOf(corpus)).toEqual({
        graph: null,
        duplicates: null,
        layout: exampleLayout(4),
        kept: null,
        topics: null,
        figures: null,
        hnsw: null,
      });
      corpus.saveTopics(exampleTopics(4));
      corpus.saveHnswChecksum(sha256);
      expect(corpus.topics()).toEqual(exampleTopics(4));
      expect(corpus.hnswFile()?.sha256).toBe(sha256);
    }
  });

  it('that are damaged or in the place of another are left out, and said so', () => {
    const corpus = builtCorpus(3);
    corpus.close();
    const database = new Database(corpus.folder, `${corpus.folder}/corpus.sqlite`, 'rw');
    const bodyOf = (name: string) =>
      new Uint8Array(
        database.get<{ body: ArrayBuffer }>('SELECT body FROM derived WHERE name = ?', [name])!.body,
      );
    const put = (name: string, body: Uint8Array) =>
      database.run('UPDATE derived SET body = ? WHERE name = ?', [body, name]);
    const changed = bodyOf('graph');
    changed[30] ^= 1;
    put('graph', changed);
    put('duplicates', bodyOf('duplicates').subarray(0, 24));
    put('topics', bodyOf('topics').subarray(0, 40));
    put('layout', bodyOf('figures'));
    put('kept', bodyOf('layout'));
    put('figures', new Uint8Array(0));
    put('hnsw', Buffer.from('no blob of ours at all'));
    database.close();

    const said: string[] = [];
    const opened = Corpus.open(corpus.folder, { say: (line) => said.push(line) });
    expect(derivedOf(opened)).toEqual({
      ...{ graph: null, duplicates: null, layout: null, kept: null, topics: null, figures: null, hnsw: null },
    });
    expect(said).toEqual([
      expect.stringMatching(
        /^The neighbour graph stored in ".*" is damaged: its checksum is \d+, not \d+\. It is left out;/,
      ),
      expect.stringMatching(/^The table of duplicates .* is damaged: its checksum/),
      expect.stringMatching(/^The layout .* is damaged: it begins with "NBYDfigs"/),
      expect.stringMatching(/^The table of kept neighbours .* is damaged: it begins with "NBYDfigs"/),
      expect.stringMatching(/^The topic tree .* is damaged: its checksum/),
      expect.stringMatching(/^The set of figures .* is damaged: it has 0 bytes, fewer than its head/),
      expect.stringMatching(/^The checksum of the HNSW file .* is damaged: it begins with "no blob "/),
    ]);
    opened.saveGraph(exampleGraph(3));
    expect(opened.graph()).toEqual(exampleGraph(3));
  });

  it('of duplicates that point at no representative are left out', () => {
    const corpus = newCorpus(examplePapers(0, 3));
    const { representative, rule } = exampleDuplicates(3);
    const wrong: [number[], number[]][] = [
      [[0, 9, 2], [...rule]],
      [[0, 2, 1], [...rule]],
      [
        [0, 2, 2],
        [255, 255, 2],
      ],
      [[...representative], [255, 2, 77]],
    ];
    for (const [rows, rules] of wrong) {
      corpus.saveDuplicates({ rows: 3, representative: Int32Array.from(rows), rule: Uint8Array.from(rules) });
      const said: string[] = [];
      const read = Corpus.open(corpus.folder, { readOnly: true, say: (line) => said.push(line) });
      expect(read.duplicates()).toBeNull();
      expect(said).toEqual([
        expect.stringMatching(/^The table of duplicates .* is damaged: row \d is given row/),
      ]);
      read.close();
    }
  });

  it('of kept neighbours go with the layout that they were counted on', () => {
    const corpus = builtCorpus(4);
    corpus.saveLayout(exampleLayout(4));
    expect(corpus.keptNeighbors()).toBeNull();
  });

  it('of kept neighbours that are more than there were are left out', () => {
    const corpus = newCorpus(examplePapers(0, 2));
    corpus.saveKeptNeighbors({ rows: 2, kept: Uint8Array.of(1, 3), of: Uint8Array.of(2, 2) });
    const said: string[] = [];
    const read = Corpus.open(corpus.folder, { readOnly: true, say: (line) => said.push(line) });
    expect(read.keptNeighbors()).toBeNull();
    expect(said).toEqual([expect.stringMatching(/kept neighbours .* is damaged: row 1 keeps 3 of 2/)]);
    read.close();
  });

  it('of duplicates are stale when a person says something else of them', () => {
    const corpus = builtCorpus(4);
    expect(corpus.duplicateSettings).toEqual({ grouped: true, apart: [] });
    corpus.saveDuplicateSettings({ grouped: true, apart: [] });
    expect(corpus.duplicates()).toEqual(exampleDuplicates(4));
    corpus.saveDuplicateSettings({ grouped: true, apart: ['paper-1'] });
    expect(corpus.duplicates()).toBeNull();
    corpus.close();
    const opened = Corpus.open(corpus.folder, { readOnly: true });
    expect(opened.duplicateSettings).toEqual({ grouped: true, apart: ['paper-1'] });
    opened.close();
  });

  it('of the wrong shape are refused', () => {
    const corpus = newCorpus(examplePapers(0, 3));
    expectRefusal(
      () => corpus.saveDuplicates({ ...exampleDuplicates(3), rows: 4 }),
      'bad-shape',
      /A table of duplicates has 3 where 4 is expected/,
    );
    const graph = exampleGraph(3);
    expectRefusal(
      () => corpus.saveGraph({ ...graph, k: 5 }),
      'bad-shape',
      /A neighbour graph has 6 where 15 is expected/,
    );
    const points = new Float32Array(6);
    points[3] = Number.POSITIVE_INFINITY;
    expectRefusal(
      () => corpus.saveLayout({ rows: 3, points }),
      'bad-shape',
      /A layout has Infinity in row 1 where a finite/,
    );
    expectRefusal(
      () => corpus.saveLayout({ rows: 4, points }),
      'bad-shape',
      /A layout has 6 where 8 is expected/,
    );
    const topics = { ...exampleTopics(3), topicOfRow: [new Int32Array(2)] };
    expectRefusal(
      () => corpus.saveTopics(topics),
      'bad-shape',
      /A level of topics has 2 where 3 is expected/,
    );
    expectRefusal(
      () => corpus.saveHnswChecksum('abc'),
      'bad-shape',
      /A sha256 has abc where 64 hexadecimal digits/,
    );
  });

  it('warn on standard error where nobody asked to be told', async () => {
    const folder = temporaryFolder();
    Corpus.create(folder, exampleSettings).close();
    const database = new Database(folder, `${folder}/corpus.sqlite`, 'rw');
    database.run("INSERT INTO derived (name, generation, body) VALUES ('layout', 0, ?)", [new Uint8Array(3)]);
    database.close();
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    expect(Corpus.open(folder, { readOnly: true }).layout()).toBeNull();
    expect((await warned).message).toMatch(/^The layout stored in/);
  });
});
