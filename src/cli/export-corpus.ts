import type { Corpus } from '../store/corpus.ts';
import type { Paper } from '../tables/paper.ts';
import { topicsOf } from '../tables/topic-tree.ts';

export const exportFormats = ['jsonl', 'csv', 'bibtex'] as const;
export type ExportFormat = (typeof exportFormats)[number];

interface ExportedPaper extends Paper {
  /** Names of its topics, coarsest first. */
  topics: string[];
  /** Its place on the map, in the layout's units; null while it has none. */
  x: number | null;
  y: number | null;
}

const writers: Record<ExportFormat, { head: string; line: (paper: ExportedPaper) => string }> = {
  jsonl: { head: '', line: jsonLine },
  csv: {
    head: 'id,title,abstract,authors,year,venue,doi,url,categories,keywords,topics,x,y\r\n',
    line: (paper) => `${csvFields(paper).map(csvCell).join(',')}\r\n`,
  },
  bibtex: { head: '', line: bibtexEntry },
};

/** The corpus in pieces of text, a paper each, in row order. `jsonl` holds all fields and can be built from again. */
export function* exportCorpus(corpus: Corpus, format: ExportFormat): Generator<string> {
  const writer = writers[format];
  const layout = corpus.layout();
  const tree = corpus.topics();
  if (writer.head) yield writer.head;
  let row = 0;
  for (const paper of corpus.allPapers()) {
    const placed = layout !== null && row < layout.rows;
    yield writer.line({
      ...paper,
      topics: topicsOf(tree, row).map((id) => tree!.topics[id].name),
      x: placed ? layout.points[2 * row] : null,
      y: placed ? layout.points[2 * row + 1] : null,
    });
    row++;
  }
}

/** Facets stand beside the usual fields, as in the files that they came from, so that the line can be read again. */
function jsonLine({ facets, ...fields }: ExportedPaper): string {
  return `${JSON.stringify({ ...facets, ...fields })}\n`;
}

function csvFields(paper: ExportedPaper): (string | number | null)[] {
  const { id, title, abstract, authors, year, venue, doi, url, categories, keywords, topics, x, y } = paper;
  const lists = [categories, keywords, topics].map((values) => values.join('; '));
  return [id, title, abstract, authors.join('; '), year, venue, doi, url, ...lists, x, y];
}

/** RFC 4180 quoting. A text that a spreadsheet would take for a formula gets a leading apostrophe, as OWASP advises. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function bibtexEntry(paper: ExportedPaper): string {
  // What has a comma inside would be divided there.
  const keywordSign = paper.keywords.some((keyword) => keyword.includes(',')) ? '; ' : ', ';
  const fields: [string, string][] = [
    ['title', bibtexText(paper.title)],
    ['author', paper.authors.map(bibtexName).join(' and ')],
    ['year', paper.year === null ? '' : String(paper.year)],
    ['journal', bibtexText(paper.venue)],
    ['doi', bibtexAddress(paper.doi)],
    ['url', bibtexAddress(paper.url)],
    ['keywords', bibtexText(paper.keywords.join(keywordSign))],
    ['abstract', bibtexText(paper.abstract)],
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `  ${name} = {${value}}`);
  const key = paper.id.replace(/[\s{}",\\%#~()=']+/g, '-');
  return `@${paper.venue ? 'article' : 'misc'}{${key},\n${lines.join(',\n')}\n}\n\n`;
}

/** "Centre for Language and Speech" is one name, not two; in braces nothing is divided. */
function bibtexName(name: string): string {
  return /,|\sand\s/i.test(name) ? `{${bibtexText(name)}}` : bibtexText(name);
}

const bibtexSigns: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  // BibTeX counts a brace after a backslash too: one without its partner would end or swallow the entry.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
};

/** Characters that BibTeX and LaTeX would read as commands, escaped. */
function bibtexText(text: string): string {
  return text.replace(/[\\~^{}&%#_$]/g, (sign) => bibtexSigns[sign] ?? `\\${sign}`);
}

/** DOIs and addresses are read as they stand, so nothing may be escaped but as addresses do it. */
function bibtexAddress(text: string): string {
  return text.replace(/[{}\\]/g, encodeURIComponent);
}
