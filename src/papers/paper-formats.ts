/** Every format, by the name that `--format` takes. */
export const paperFormats = [
  'pages',
  'jsonl',
  'json',
  'csv',
  'tsv',
  'bibtex',
  'ris',
  'pubmed',
  'csl-json',
  'arxiv',
  'openalex',
] as const;
export type PaperFormat = (typeof paperFormats)[number];
