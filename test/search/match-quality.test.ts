/** Entries with damaged titles on the sample, half of it stored: what test/bench/match.ts prints for any file. */
import { expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import { readPapers } from '../../src/papers/read-papers.ts';
import { PaperMatcher } from '../../src/search/match-papers.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { damagedEntries, damages } from '../bench/damaged-bibliography.ts';
import { newCorpus } from '../store/new-corpus.ts';

/** Of the entries that are there, at least so many are found, the rest ambiguous; two slips may hide a title of two words. */
const leastFound: Record<string, number> = {
  'as it is': 0.99,
  capitals: 0.99,
  'braces and TeX': 0.99,
  'hyphens and ands': 0.98,
  'two slips': 0.95,
};

it('of damaged titles the right papers are found, and of absent ones none', async () => {
  const papers: Paper[] = [];
  for await (const entry of readPapers([samplePapers])) if ('paper' in entry) papers.push(entry.paper);
  const stored = papers.filter((_, i) => i % 2 === 0);
  const absent = papers.filter((_, i) => i % 2 === 1);
  const corpus = newCorpus(stored);
  const matcher = new PaperMatcher(corpus, corpus.rows);
  for (const [kind, least] of Object.entries(leastFound)) {
    const there = await matcher.match(await damagedEntries(stored, damages[kind], 7));
    expect(there).toHaveLength(stored.length);
    const found = there.filter((match, row) => match.status === 'found' && match.row === row).length;
    expect({ kind, enough: found >= least * stored.length }).toEqual({ kind, enough: true });
    expect(there.filter((match, row) => match.status === 'found' && match.row !== row)).toEqual([]);
    const notThere = await matcher.match(await damagedEntries(absent, damages[kind], 7));
    expect(notThere.filter(({ status }) => status === 'found')).toEqual([]);
  }
});
