import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runScriptOnFullDisk, startScript } from './child-process.ts';
import { examplePapers } from './new-corpus.ts';

/** All that must hold of a corpus after any end of its writer. @returns its rows. */
function checkConsistent(folder: string): number {
  const corpus = Corpus.open(folder);
  const { rows } = corpus;
  expect([...corpus.allPapers()]).toEqual(examplePapers(0, rows));
  const without = corpus.rowsWithoutVector().length;
  if (without === 0) expect(corpus.vectors().rows).toBe(rows);
  const graph = corpus.graph();
  if (graph) expect([graph.rows, without]).toEqual([rows, 0]);
  expect(corpus.layout()?.rows ?? 0).toBeLessThanOrEqual(rows);
  corpus.close();

  const database = new Database(folder, `${folder}/corpus.sqlite`, 'rw');
  const numbers = database.get(
    `SELECT (SELECT count(*) FROM papers) AS papers, (SELECT max(row) + 1 FROM papers) AS dense,
      (SELECT count(*) FROM vectors) AS vectors, (SELECT count(DISTINCT row) FROM paper_keys) AS keyed,
      (SELECT count(DISTINCT row) FROM facets) AS facetted, (SELECT count(*) FROM words_docsize) AS indexed`,
  );
  expect(numbers).toEqual({
    papers: rows,
    dense: rows || null,
    vectors: rows - without,
    keyed: rows,
    facetted: rows,
    indexed: rows,
  });
  expect(database.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  database.exec("INSERT INTO words (words) VALUES ('integrity-check')");
  database.close();
  return rows;
}

describe('a corpus whose writer is killed', () => {
  it('opens at its last commit and is written on, time after time', async () => {
    const folder = temporaryFolder();
    const random = createRandom(20250102);
    let rows = 0;
    // In the midst of an addPapers: the papers of that call are not there.
    for (const papersToLive of [30, 60 + Math.floor(random() * 60)]) {
      const child = startScript('write-papers.ts', [folder, String(papersToLive)]);
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
      const expected = rows + Math.floor(papersToLive / 60) * 60;
      rows = checkConsistent(folder);
      expect(rows).toBe(expected);
    }
    // At any moment.
    for (let round = 0; round < 4; round++) {
      const child = startScript('write-papers.ts', [folder]);
      await once(child.stdout!, 'data');
      await setTimeout(random() * 200);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const after = checkConsistent(folder);
      expect(after).toBeGreaterThanOrEqual(rows);
      rows = after;
    }
    expect(rows).toBeGreaterThan(60);
  });
});

describe('a corpus on a full disk', () => {
  it.skipIf(process.platform === 'win32')('refuses with the cause and keeps what was stored', () => {
    const folder = temporaryFolder();
    const { stdout } = runScriptOnFullDisk('write-papers.ts', [folder], 600);
    expect(stdout).toMatch(
      /^writing\ncorpus-write: The corpus in ".*" could not be written: (disk I\/O error|database or disk is full)\. What was stored before is intact; free some space/,
    );
    expect(checkConsistent(folder)).toBeGreaterThan(0);
  });
});
