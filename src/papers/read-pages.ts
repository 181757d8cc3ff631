import { basename } from 'node:path';
import { type ImportEntry, type PaperText, shown, skipped } from './import-entry.ts';
import { makePaper } from './make-paper.ts';
import { textLines } from './text-lines.ts';

/*
 * Saved result pages as text: header lines, then title and abstract in turn. Two layouts are known: one with a blank
 * line between any two, one with none, where the "Subscribe" of the header is glued to the first title.
 *
 * What a line is follows from what is expected and from its length: after a title an abstract is expected unless the
 * line is plainly another title (short, no full stop), so that a paper without abstract does not shift those after it;
 * after an abstract a title, unless the line is plainly more of the abstract (long). In five real pages (639 papers)
 * titles have at most 144 characters and abstracts at least 204.
 */

/** Where nothing else tells, a longer line is no title. */
export const longTitle = 145;
/** Where a title is expected, a line so long is another paragraph of the abstract; with a full stop, from `longTitle` on. */
const surelyAbstract = 300;
/** So long, a line is not one of those into which a text of 80 columns was broken. */
const unbroken = 145;

/** The lines that stand above the papers on such pages. */
const headerLines: readonly RegExp[] = [
  /^new$/i,
  /^get trending papers in your email inbox/i,
  /^subscribe$/i,
  /^by\s*\S+ and the research community$/i,
  /^(?:daily|weekly|monthly|trending|top|new) papers$/i,
  /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:, \d{4})?$/i,
];

/** The lines that stand below them. */
const footerLine =
  /^(?:previous|next|load more|show more|view (?:all|more)|back to top|system theme|company|tos|terms|privacy|about|jobs|website|models|datasets|spaces|pricing|docs|©.*)$/i;

export function isHeaderLine(line: string): boolean {
  return headerLines.some((pattern) => pattern.test(line));
}

/** Whether a line reads as an abstract, given whether it follows a title that has none yet. */
function isAbstractLine(line: string, followsTitle: boolean): boolean {
  const endsSentence = /[.…]["')\]”’]?$/.test(line);
  if (followsTitle) return line.length >= longTitle || (endsSentence && line.includes(' '));
  return line.length >= surelyAbstract || (line.length >= longTitle && endsSentence);
}

export async function* readPages(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  const list = listName(text.file);
  let rank = 0;
  let inHeader = true;
  let title: string | null = null;
  let abstract: string[] = [];
  /** Titles without abstract that may be the footer: they are papers if another paper follows. */
  const footer: string[] = [];

  const paper = (ofTitle: string, ofAbstract: string): ImportEntry[] => {
    rank++;
    const record = { title: ofTitle, abstract: ofAbstract, lists: [{ list, rank }] };
    return makePaper(record, { file: text.file, entry: rank, source });
  };

  for await (const line of linesOf(text)) {
    if (inHeader && isHeaderLine(line)) continue;
    const followsTitle = title !== null && abstract.length === 0;
    if (isAbstractLine(line, followsTitle)) {
      inHeader = false;
      if (title !== null) abstract.push(line);
      else
        yield skipped(
          text.file,
          null,
          `The text ${shown(line)} stands before the first title; it is not in.`,
        );
      continue;
    }
    if (title !== null) {
      if (followsTitle && footerLine.test(title)) footer.push(title);
      else {
        for (const missed of footer.splice(0)) yield* paper(missed, '');
        yield* paper(title, abstract.join(' '));
      }
    }
    title = inHeader ? line.replace(/^Subscribe(?=[\p{Lu}\p{N}])/u, '') : line;
    abstract = [];
  }
  if (title !== null && !(abstract.length === 0 && footerLine.test(title))) {
    for (const missed of footer) yield* paper(missed, '');
    yield* paper(title, abstract.join(' '));
  }
}

/**
 * The lines that are not blank. Where blank lines stand between them, lines that follow each other are one that was
 * broken to fit a width, unless one of them is too long for that.
 */
async function* linesOf(text: PaperText): AsyncGenerator<string> {
  const headRows = text.head.trim().split(/\r\n|\n|\r/);
  const blankRows = headRows.filter((row) => row.trim() === '').length;
  // One row in two on a page with blank lines between any two, fewer where lines were broken to fit a width; one or two
  // in all where there is no such layout.
  const blocks = blankRows * 12 >= headRows.length;
  let block: string[] = [];
  const joined = () => (block.some((line) => line.length >= unbroken) ? block : [block.join(' ')]);

  for await (const row of textLines(text.pieces)) {
    const line = row.text.trim();
    if (line !== '' && blocks && !isHeaderLine(line)) block.push(line);
    else {
      if (block.length > 0) yield* joined();
      block = [];
      if (line !== '') yield line;
    }
  }
  if (block.length > 0) yield* joined();
}

/** By which name a page is listed: the file's, without folders and endings. */
function listName(file: string): string {
  if (file === '-') return 'stdin';
  const name = basename(file).replace(/\.gz$/i, '');
  return name.replace(/(?<=.)\.[^.]+$/, '');
}
