import type { BuildReport } from '../build-corpus.ts';
import { describeIssue } from '../papers/describe-issue.ts';
import { counted } from './counted.ts';
import { printJson } from './print-json.ts';

/** Problems shown one by one; the rest is counted, and `--json` has all. */
const shownIssues = 20;

/** What a build did: every problem with file, entry and reason on standard error, the sum on standard output. */
export function printReport(report: BuildReport, json: boolean): void {
  if (json) {
    printJson(report);
    return;
  }
  printIssues(report);
  process.stdout.write(`${sumUp(report)}\n`);
}

export function printIssues({ issues, renamed }: Pick<BuildReport, 'issues' | 'renamed'>): void {
  const lines = [
    ...issues.map(describeIssue),
    ...renamed.map(
      ({ asked, given }) => `Warning: the id "${asked}" belongs to another paper; this one is "${given}".`,
    ),
  ];
  for (const line of lines.slice(0, shownIssues)) process.stderr.write(`${line}\n`);
  if (lines.length > shownIssues) {
    process.stderr.write(`… and ${lines.length - shownIssues} more; --json lists them all.\n`);
  }
}

/** One paragraph: how many papers, where they are, what was found. */
export function sumUp(report: BuildReport): string {
  const { entries, added, known, updated, figures } = report;
  const parts = [
    `${counted(report.papers, 'paper')} in ${report.folder}: ${entries} read, ${added} added, ${known} already there` +
      (updated > 0 ? `, ${updated} completed by an abstract` : ''),
    `model ${report.model}, ${counted(report.topics, 'topic')}, index ${figures.indexKind}` +
      `, recall@10 ${share(figures.recallAt10)}, trustworthiness@15 ${share(figures.trustworthinessAt15)}`,
  ];
  if (report.groups > 0)
    parts.push(`${counted(report.groups, 'paper')} in several versions or copies: see "nearby duplicates"`);
  if (figures.papersWithoutAbstract > 0)
    parts.push(
      `${counted(figures.papersWithoutAbstract, 'paper')} without an abstract, known by title alone`,
    );
  if (figures.textsCut > 0)
    parts.push(`${counted(figures.textsCut, 'text')} cut at the most that the model reads`);
  if (figures.indexKind === 'exact') parts.push(`the index is ${figures.indexNote}`);
  return parts.map((part) => part.replace(/\.?$/, '.')).join('\n');
}

const share = (value: number | null) => (value === null ? 'not measurable' : value.toFixed(3));
