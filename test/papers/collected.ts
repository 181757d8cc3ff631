import { fileURLToPath } from 'node:url';
import type { PaperFormat } from '../../src/papers/read-papers.ts';
import {
  type ImportEntry,
  type ImportIssue,
  readPapers,
  readPapersFromText,
} from '../../src/papers/read-papers.ts';
import type { Paper } from '../../src/tables/paper.ts';

export interface Collected {
  papers: Paper[];
  issues: ImportIssue[];
}

/** All that a reader gives, papers and issues apart. */
export async function collected(entries: AsyncIterable<ImportEntry>): Promise<Collected> {
  const papers: Paper[] = [];
  const issues: ImportIssue[] = [];
  for await (const entry of entries) {
    if ('paper' in entry) papers.push(entry.paper);
    else issues.push(entry.issue);
  }
  return { papers, issues };
}

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/papers/${name}`, import.meta.url));
}

/** A file of test/fixtures/papers, its format found by content. */
export function readFixture(name: string): Promise<Collected> {
  return collected(readPapers([fixture(name)]));
}

export function readText(text: string, format: PaperFormat | null = null, file = 'file'): Promise<Collected> {
  return collected(readPapersFromText(text, file, { format }));
}
