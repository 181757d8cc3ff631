import { looksLikeJsonLines } from './json-records.ts';
import type { PaperFormat } from './paper-formats.ts';
import { csvDelimiter } from './read-csv.ts';
import { isHeaderLine, longTitle } from './read-pages.ts';

/** In a page nearly every title has an abstract; in other prose headings and paragraphs do not take turns like that. */
const takingTurns = 0.8;
/** Lines of a page that are looked at. */
const pageLines = 60;

/**
 * The format of a text by how it begins, never by a file's name; null where it is none that we read.
 *
 * @param isWhole whether `head` is all of the text: then its last line is not cut off
 */
export function detectFormat(head: string, isWhole: boolean): PaperFormat | null {
  const text = head.trimStart();
  if (looksLikeJsonLines(text) || /^\s*[[{]/.test(text)) return jsonFormat(text);
  if (text.startsWith('<')) return /<(?:\w+:)?(?:feed|entry)[\s>]/.test(text) ? 'arxiv' : null;
  if (/^[ \t]*TY {1,2}- ?\S/m.test(text)) return 'ris';
  if (/^PMID- ?\d/m.test(text)) return 'pubmed';
  if (/^[ \t]*@[A-Za-z]+\s*[{(]\s*[^\s,{}()]*\s*[,=]/m.test(text)) return 'bibtex';
  const delimiter = csvDelimiter(text);
  if (delimiter !== null) return delimiter === '\t' ? 'tsv' : 'csv';
  return looksLikePages(text, isWhole) ? 'pages' : null;
}

function jsonFormat(text: string): PaperFormat | null {
  // "[" may begin anything; a list of records goes on with an object, or ends.
  if (!looksLikeJsonLines(text) && !/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]]|-?\d|null|true|false|$))/.test(text))
    return null;
  if (/"abstract_inverted_index"\s*:|"id"\s*:\s*"https?:\/\/openalex\.org\/W/.test(text)) return 'openalex';
  if (/"(?:container-title|date-parts|citation-key|title-short)"\s*:/.test(text)) return 'csl-json';
  return looksLikeJsonLines(text) ? 'jsonl' : 'json';
}

function looksLikePages(text: string, isWhole: boolean): boolean {
  const all = text.split(/\r\n|\n|\r/, pageLines + 1).map((line) => line.trim());
  const lines = (isWhole || all.length > pageLines ? all : all.slice(0, -1)).filter((line) => line !== '');
  // Characters that no text has: something binary.
  if (/[^\P{Cc}\t]|\uFFFD/u.test(lines.join(' '))) return false;
  if (lines.slice(0, 12).some(isHeaderLine)) return true;
  // Markdown and code have headings and paragraphs too.
  if (lines.some((line) => /^(?:#|[-*+] |```|>|\/\/|\/\*)/.test(line))) return false;
  let pairs = 0;
  for (let i = 0; i + 1 < lines.length; i++)
    if (lines[i].length < longTitle && lines[i + 1].length >= longTitle) pairs++;
  return pairs > 0 && pairs * 2 >= lines.length * takingTurns;
}
