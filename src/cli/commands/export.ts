import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { NearbyError, reasonOf } from '../../errors.ts';
import { counted } from '../counted.ts';
import { type ExportFormat, exportCorpus } from '../export-corpus.ts';
import type { OptionValues } from '../options.ts';
import { readCorpus } from '../read-corpus.ts';

const formatByEnding: Record<string, ExportFormat> = { '.jsonl': 'jsonl', '.csv': 'csv', '.bib': 'bibtex' };

/** `nearby export`: every paper with its topics and its place on the map. */
export async function exportPapers(_: string[], { corpus, as, out }: OptionValues): Promise<void> {
  const format = as ?? formatByEnding[extname(out ?? '').toLowerCase()] ?? 'jsonl';
  readCorpus(corpus, (opened) => {
    if (out === undefined) {
      for (const piece of exportCorpus(opened, format)) process.stdout.write(piece);
      return;
    }
    const text = [...exportCorpus(opened, format)].join('');
    try {
      writeFileSync(out, text);
    } catch (error) {
      throw new NearbyError('file-unwritable', { path: out, reason: reasonOf(error) }, { cause: error });
    }
    process.stderr.write(`${counted(opened.rows, 'paper')} written to ${out}.\n`);
  });
}
