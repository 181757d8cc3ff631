import { Corpus } from '../store/corpus.ts';
import { folderToAsk } from './corpus-folder.ts';

/** Opens the corpus that is meant, to read only, for as long as `use` takes. */
export function readCorpus<Result>(folder: string | undefined, use: (corpus: Corpus) => Result): Result {
  const corpus = Corpus.open(folder ?? folderToAsk(), { readOnly: true });
  try {
    return use(corpus);
  } finally {
    corpus.close();
  }
}
