/** How much memory a build takes, told before it begins to take it. */
import { totalmem } from 'node:os';
import { NearbyError } from './errors.ts';

/**
 * A build of 100,000 and one of 10,000 papers with 256 dimensions, measured by `npm run bench`, set these: the program with what
 * embeds; what a paper takes in the graph, the layout and the phrases; and how many copies of the vectors there are
 * (the table, the exact scans, the index in each thread that asks it).
 */
const programBytes = 450 * 2 ** 20;
const paperBytes = 4_000;
const vectorCopies = 6;

/** An upper estimate of a whole build's memory, in bytes, those of its child processes counted. */
export function estimateBuildBytes(papers: number, dimensions: number): number {
  return programBytes + papers * (paperBytes + vectorCopies * 4 * dimensions);
}

/**
 * @param limit bytes; null: what the machine has.
 * @throws NearbyError `memory-limit` where a build of so many papers is expected to take more.
 */
export function checkMemory(papers: number, dimensions: number, limit: number | null): void {
  const limitBytes = limit ?? totalmem();
  const neededBytes = estimateBuildBytes(papers, dimensions);
  if (neededBytes <= limitBytes) return;
  const fitting = Math.floor(
    (limitBytes - programBytes) / (estimateBuildBytes(1, dimensions) - programBytes),
  );
  throw new NearbyError('memory-limit', { papers, neededBytes, limitBytes, fitting: Math.max(0, fitting) });
}
