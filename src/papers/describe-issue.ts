import type { ImportIssue } from './read-papers.ts';

/** One problem of an import in one line: where it stood and why. */
export function describeIssue({ file, entry, severity, reason }: ImportIssue): string {
  const place = entry === null ? file : `${file}, entry ${entry}`;
  return `${severity === 'skipped' ? 'Skipped' : 'Warning'}: ${place}: ${reason}`;
}
