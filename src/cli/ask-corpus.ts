import { type OpenSearcher, openSearcher } from '../search/open-searcher.ts';
import { folderToAsk } from './corpus-folder.ts';

/** Opens the corpus that is meant, to be asked, for as long as `use` takes. */
export async function askCorpus<Result>(
  folder: string | undefined,
  use: (searcher: OpenSearcher) => Promise<Result>,
): Promise<Result> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  // One question: a process of its own for the model would take longer to start than to answer.
  const searcher = await openSearcher(folder ?? folderToAsk(), { say, processes: 0 });
  try {
    return await use(searcher);
  } finally {
    await searcher.close();
  }
}
