import type { ExportedPaper } from './exported-paper.ts';

const columns = 'id title abstract authors year venue doi url categories keywords topics x y'.split(' ');

/** RFC 4180: CRLF, quotes doubled. Lists and fields of the files are left out. */
export function* writeCsv(papers: Iterable<ExportedPaper>): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const paper of papers) yield `${cellsOf(paper).map(csvCell).join(',')}\r\n`;
}

function cellsOf(paper: ExportedPaper): (string | number | null)[] {
  const { id, title, abstract, authors, year, venue, doi, url, categories, keywords, topics, x, y } = paper;
  const lists = [categories, keywords, topics].map(listCell);
  return [id, title, abstract, listCell(authors), year, venue, doi, url, ...lists, x, y];
}

/** A lone "Centre for Language and Speech" or "cells, stem" would be read as two: a semicolon at its end says it is one. */
function listCell(values: readonly string[]): string {
  const isDivisible = values.length === 1 && /[,|&]|\sand\s/i.test(values[0]);
  return values.join('; ') + (isDivisible ? ';' : '');
}

/**
 * A text that a spreadsheet would take for a formula gets a leading apostrophe, as OWASP advises; one that begins with
 * apostrophes before such a sign gets one more, so that the reader can take off exactly what was put there.
 */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
