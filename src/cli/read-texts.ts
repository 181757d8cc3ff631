import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { cleanText } from '../papers/clean-text.ts';
import { maxRecordLength, shown } from '../papers/import-entry.ts';
import { makePaper } from '../papers/make-paper.ts';
import { findInputs, openBytes, openFile } from '../papers/open-inputs.ts';
import { ownExport } from '../papers/own-export.ts';
import { parseJson } from '../papers/parse-json.ts';
import { type TextLine, textLines } from '../papers/text-lines.ts';
import { paperText } from '../tables/paper.ts';

/** Problems that are named one by one; the rest is counted. */
const shownProblems = 20;

/** What programs write for "none", null, counts as absent. Other fields may stand beside these. */
const lineSchema = z.looseObject({
  text: z.string().nullish(),
  title: z.string().nullish(),
  abstract: z.string().nullish(),
});

/**
 * The texts of a JSON Lines file, gzipped or not, or of standard input ("-"): one a line, in order, copies kept, so that
 * text i stands in line i + 1. All are held in memory.
 *
 * A line has a `text`, taken as it is, or a `title`, an `abstract` or both, which become what a build would embed. Beside
 * a title, a `text` is the abstract: so judged sets are often kept.
 *
 * @param say takes a line about what was read, but not as it stood
 * @throws NearbyError `file-not-found`, `file-unreadable`; `bad-lines` naming each line that gives no text
 */
export async function readTexts(path: string, say: (line: string) => void): Promise<string[]> {
  const [{ kind }] = await findInputs([path]);
  if (kind === 'folder') {
    throw new NearbyError('file-unreadable', { path, reason: 'it is a folder; give one JSON Lines file' });
  }
  const opened = kind === 'stdin' ? await openBytes(path, process.stdin) : await openFile(path);
  if (opened.nature !== null) {
    throw new NearbyError('file-unreadable', { path, reason: `it is ${opened.nature}` });
  }
  const texts: string[] = [];
  const found = { problems: new Report(), warnings: new Report() };
  let line = 0;
  for await (const read of textLines(opened.pieces)) {
    line++;
    const text = textOfLine(read, path, line, found.warnings);
    if (typeof text === 'string') texts.push(text);
    else found.problems.add(`${path}, line ${line}: ${text.problem}`);
  }
  for (const entry of opened.problems) {
    if (!('issue' in entry)) continue;
    const { severity, reason } = entry.issue;
    found[severity === 'skipped' ? 'problems' : 'warnings'].add(`${path}: ${reason}`);
  }
  if (found.problems.count > 0) {
    throw new NearbyError('bad-lines', { path, problems: found.problems.first, count: found.problems.count });
  }
  for (const warning of found.warnings.first) say(`Warning: ${warning}`);
  const more = found.warnings.count - found.warnings.first.length;
  if (more > 0) say(`… and ${more} more.`);
  return texts;
}

/** The first of many sentences, and how many there are. */
class Report {
  readonly first: string[] = [];
  count = 0;

  add(sentence: string): void {
    this.count++;
    if (this.first.length < shownProblems) this.first.push(sentence);
  }
}

type TextOrProblem = string | { problem: string };

function textOfLine(
  { text, tooLong }: TextLine,
  file: string,
  line: number,
  warnings: Report,
): TextOrProblem {
  if (tooLong)
    return { problem: `The line has more than ${maxRecordLength.toLocaleString('en')} characters.` };
  if (text.trim() === '') return { problem: 'The line is empty.' };
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return { problem: `The line is not valid JSON (${reasonOf(error)}): ${shown(text.trim())}.` };
  }
  const checked = lineSchema.safeParse(value);
  if (checked.success) return textOfRecord(checked.data, file, line, warnings);
  const [field] = checked.error.issues[0].path;
  if (field === undefined) return { problem: `The line is ${shown(value)}, not an object.` };
  const wrong = (value as Record<PropertyKey, unknown>)[field];
  return { problem: `"${String(field)}" is ${shown(wrong)}, not a text.` };
}

function textOfRecord(
  record: z.infer<typeof lineSchema>,
  file: string,
  line: number,
  warnings: Report,
): TextOrProblem {
  const { text, title } = record;
  if (text != null && !title && !record.abstract) return text;
  if (text && record.abstract) {
    return { problem: 'It has a "text" beside an "abstract", and only one of them can be embedded.' };
  }
  const abstract = record.abstract || text;
  if (title == null && abstract == null) {
    const names = Object.keys(record);
    const has = names.length === 0 ? 'nothing at all' : shown(names.slice(0, 12).join(', '));
    return { problem: `It has neither a "text" nor a "title" or an "abstract" (it has ${has}).` };
  }
  // Cleaned as on the way into a corpus, so that the vector is the one of a build.
  const place = { file, entry: line, source: file };
  let embedded: string | null = null;
  for (const entry of makePaper(ownExport(record) ? { ...record, abstract } : { title, abstract }, place)) {
    if ('paper' in entry) embedded = paperText(entry.paper);
    else if (entry.issue.severity === 'warning') warnings.add(`${file}, line ${line}: ${entry.issue.reason}`);
  }
  // A corpus takes no paper without a title; here its abstract stands for it.
  return embedded ?? cleanText(abstract ?? '');
}
