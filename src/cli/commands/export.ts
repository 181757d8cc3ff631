import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { NearbyError, reasonOf } from '../../errors.ts';
import { Corpus } from '../../store/corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import { type ExportFormat, exportCorpus } from '../export-corpus.ts';
import type { OptionValues } from '../options.ts';

const formatByEnding: Record<string, ExportFormat> = { '.jsonl': 'jsonl', '.csv': 'csv', '.bib': 'bibtex' };

/** `nearby export`: every paper with its topics and its place on the map. */
export async function exportPapers(_: string[], options: OptionValues): Promise<void> {
  const corpus = Corpus.open(options.corpus ?? folderToAsk(), { readOnly: true });
  try {
    const format = options.as ?? formatByEnding[extname(options.out ?? '').toLowerCase()] ?? 'jsonl';
    if (options.out === undefined) {
      for (const piece of exportCorpus(corpus, format)) process.stdout.write(piece);
      return;
    }
    try {
      writeFileSync(options.out, [...exportCorpus(corpus, format)].join(''));
    } catch (error) {
      throw new NearbyError(
        'file-unwritable',
        { path: options.out, reason: reasonOf(error) },
        { cause: error },
      );
    }
    process.stderr.write(`${corpus.rows} papers written to ${options.out}.\n`);
  } finally {
    corpus.close();
  }
}
