/**
 * Makes test/fixtures/corpus-v1: node --import tsx test/store/make-fixture-v1.ts
 * It was run once, when format version 1 was new. The file stays as it is: later versions must open it (or refuse it by
 * name), so making it again with later code would prove nothing.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { exampleFigures, exampleGraph, exampleLayout, exampleTopics } from './example-derived.ts';
import { examplePapers, exampleSettings, unitVectors } from './generate-papers.ts';

const folder = fileURLToPath(new URL('../fixtures/corpus-v1', import.meta.url));
rmSync(folder, { recursive: true, force: true });
const corpus = Corpus.create(folder, exampleSettings);
corpus.addPapers(examplePapers(0, 5));
corpus.saveVectors([0, 1, 2, 3, 4], unitVectors(5), Uint8Array.of(0, 1, 0, 0, 0));
corpus.saveGraph(exampleGraph(5));
corpus.saveLayout(exampleLayout(5));
corpus.saveTopics(exampleTopics(5));
corpus.saveFigures(exampleFigures);
corpus.saveHnswChecksum('c'.repeat(64));
corpus.close();

// The smallest pages that SQLite has, for a small file: 19 trees, most of them nearly empty.
const database = new Database(folder, `${folder}/corpus.sqlite`, 'rw');
database.exec('PRAGMA page_size = 512; VACUUM');
database.close();
rmSync(`${folder}/writer.lock`);
