/**
 * Writes to a corpus until it is killed or refused: node --import tsx write-papers.ts FOLDER [PAPERS]
 * After PAPERS papers it kills itself, in the midst of a call. Prints "writing" once it does, and the code of a refusal.
 */
import { NearbyError } from '../../src/errors.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { exampleGraph, exampleLayout } from './example-derived.ts';
import { examplePapers, exampleSettings, unitVectors } from './generate-papers.ts';

const [folder, papersToLive] = process.argv.slice(2);
let left = Number(papersToLive ?? Number.POSITIVE_INFINITY);

function* mortal(papers: Paper[]): Iterable<Paper> {
  for (const paper of papers) {
    if (left-- === 0) process.kill(process.pid, 'SIGKILL');
    yield paper;
  }
}

try {
  const corpus = Corpus.exists(folder) ? Corpus.open(folder) : Corpus.create(folder, exampleSettings);
  process.stdout.write('writing\n');
  for (;;) {
    corpus.addPapers(mortal(examplePapers(corpus.rows, 60)));
    const missing = corpus.rowsWithoutVector();
    for (let from = 0; from < missing.length; from += 16) {
      const batch = missing.slice(from, from + 16);
      corpus.saveVectors(batch, unitVectors(batch.length, 4, batch[0]), new Uint8Array(batch.length));
    }
    corpus.saveGraph(exampleGraph(corpus.rows));
    corpus.saveLayout(exampleLayout(corpus.rows));
  }
} catch (thrown) {
  if (!(thrown instanceof NearbyError)) throw thrown;
  process.stdout.write(`${thrown.code}: ${thrown.message}\n`);
}
