import type { ExportedPaper } from './exported-paper.ts';
import { writeBibtex } from './write-bibtex.ts';
import { writeCsv } from './write-csv.ts';
import { writeJson, writeJsonLines } from './write-json.ts';
import { writeRis } from './write-ris.ts';

export const exportFormats = ['jsonl', 'json', 'csv', 'bibtex', 'ris'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface FormatEntry {
  /** What people call it. */
  name: string;
  /** Of its files, with the dot. */
  ending: string;
  mediaType: string;
  /** The whole file in pieces, papers in the order given. */
  write: (papers: Iterable<ExportedPaper>) => Generator<string>;
}

export const formatTable: Readonly<Record<ExportFormat, FormatEntry>> = {
  jsonl: {
    name: 'JSON Lines',
    ending: '.jsonl',
    mediaType: 'application/x-ndjson',
    write: writeJsonLines,
  },
  json: { name: 'JSON', ending: '.json', mediaType: 'application/json', write: writeJson },
  csv: { name: 'CSV', ending: '.csv', mediaType: 'text/csv', write: writeCsv },
  bibtex: { name: 'BibTeX', ending: '.bib', mediaType: 'application/x-bibtex', write: writeBibtex },
  ris: {
    name: 'RIS',
    ending: '.ris',
    mediaType: 'application/x-research-info-systems',
    write: writeRis,
  },
};
