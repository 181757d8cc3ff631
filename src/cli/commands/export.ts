import { extname } from 'node:path';
import { type ExportFormat, exportFormats, formatTable } from '../../citations/export-formats.ts';
import { NearbyError } from '../../errors.ts';
import type { OpenSearcher } from '../../search/open-searcher.ts';
import type { SearchQuery } from '../../search/search-types.ts';
import type { Corpus } from '../../store/corpus.ts';
import { askCorpus } from '../ask-corpus.ts';
import { counted } from '../counted.ts';
import { exportedPapers } from '../exported-papers.ts';
import type { OptionValues } from '../options.ts';
import { readCorpus } from '../read-corpus.ts';
import { WholeFile } from '../whole-file.ts';
import { asksQuestion, queryOf } from './ask.ts';
import { exportSite } from './export-site.ts';

/** `nearby export [TEXT...]`: every paper, or those that answer a question, with topics and places on the map; or a site. */
export async function exportPapers(words: string[], options: OptionValues): Promise<void> {
  if (options.site !== undefined) {
    await exportSite(words, options.site, options);
    return;
  }
  if (options.large) {
    throw new NearbyError('bad-option', { name: '--large', value: true, expected: 'with --site DIR only' });
  }
  const format = options.as ?? formatOf(options.out) ?? 'jsonl';
  if (!asksQuestion(words, options)) {
    readCorpus(options.corpus, (corpus) => write(corpus, null, format, options.out));
    return;
  }
  const query = queryOf({ text: words.join(' '), like: options.like ?? [] }, options);
  await askCorpus(options.corpus, async (searcher) => {
    const rows = await rowsOf(searcher, query, options.k === undefined);
    write(searcher.corpus, rows, format, options.out);
  });
}

function formatOf(out = ''): ExportFormat | undefined {
  const ending = extname(out).toLowerCase();
  return exportFormats.find((format) => formatTable[format].ending === ending);
}

/** @param all whether everything is wanted that passes where filters are all that is asked. */
async function rowsOf(searcher: OpenSearcher, query: SearchQuery, all: boolean): Promise<number[]> {
  const first = await searcher.rank(query);
  const { ranked, notes, total = 0 } = first;
  for (const note of notes) process.stderr.write(`Note: ${note}\n`);
  if (!all || total <= ranked.length) return ranked.map(({ row }) => row);
  return (await searcher.rank({ ...query, k: total })).ranked.map(({ row }) => row);
}

/** @param rows as for `exportedPapers`. */
function write(corpus: Corpus, rows: number[] | null, format: ExportFormat, out: string | undefined): void {
  const pieces = formatTable[format].write(exportedPapers(corpus, rows));
  if (out === undefined) {
    for (const piece of pieces) process.stdout.write(piece);
    return;
  }
  const file = new WholeFile(out);
  const encoder = new TextEncoder();
  try {
    for (const piece of pieces) file.write(encoder.encode(piece));
    file.finish();
  } finally {
    file.discard();
  }
  process.stderr.write(`${counted(rows?.length ?? corpus.rows, 'paper')} written to ${out}.\n`);
}
