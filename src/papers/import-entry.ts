import type { Paper } from '../tables/paper.ts';

/** Something about a file or one of its records that a person should know. The rest of the file still goes in. */
export interface ImportIssue {
  /** The path as it was given or found; "-" for standard input. */
  file: string;
  /** The record's position in the file, 1 first; null where the issue is about the whole file. */
  entry: number | null;
  /** 'skipped': the record (or the file, or the rest of it) is not in. 'warning': it is in, but not as it came. */
  severity: 'skipped' | 'warning';
  /** One sentence that names the value. */
  reason: string;
}

/**
 * A longer record, in characters, has lost its end (the longest abstract kept has 100,000), and would fill the memory: it is
 * given up.
 */
export const maxRecordLength = 16 * 1024 * 1024;

export type ImportEntry = { paper: Paper } | { issue: ImportIssue };

/** The text of one file on its way to a reader. */
export interface PaperText {
  /** As in `ImportIssue.file`. */
  file: string;
  /** How the text begins, for readers that choose by content. It is part of `pieces` too. */
  head: string;
  /** All of the text, in pieces that may end anywhere but inside a character. Can be read once. */
  pieces: AsyncIterable<string>;
}

export function skipped(file: string, entry: number | null, reason: string): { issue: ImportIssue } {
  return { issue: { file, entry, severity: 'skipped', reason } };
}

export function warning(file: string, entry: number | null, reason: string): { issue: ImportIssue } {
  return { issue: { file, entry, severity: 'warning', reason } };
}

/** Enough of a value to find it again in the file, short enough for a line of a report. */
const shownLength = 80;

/** A value as it is named in a reason: `"twenty"`, `{"a":1}`, `NaN`. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value, shownLength));
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return shortened(text, shownLength);
}

/** A longer text cut between characters, never inside a surrogate pair, with "…" after it. */
export function shortened(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength).replace(/\p{Cs}$/u, '')}…` : text;
}
