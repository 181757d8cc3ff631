/** What the tests of the store share: papers of our own wording, vectors, corpora in folders of their own. */
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { exampleSettings } from './generate-papers.ts';

export { examplePapers, exampleSettings, unitVectors } from './generate-papers.ts';

/** An open corpus in a folder of its own. */
export function newCorpus(papers: Iterable<Paper> = []): Corpus {
  const corpus = Corpus.create(temporaryFolder(), exampleSettings);
  corpus.addPapers(papers);
  return corpus;
}
