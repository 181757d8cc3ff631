import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPapers } from '../../src/papers/read-papers.ts';
import { identityKeys } from '../../src/tables/paper.ts';
import { collected, readFixture, readText } from './collected.ts';

const realPages = fileURLToPath(new URL('../../../shared/pages', import.meta.url));
const havePages = existsSync(realPages);

describe('readPages', () => {
  it('reads the layout with blank lines: header and footer left out, ranks in order', async () => {
    const { papers, issues } = await readFixture('page-blank-lines.txt');
    expect(issues).toEqual([]);
    expect(papers.map(({ title, lists }) => [title, lists])).toEqual([
      ['Counting Swifts at Dusk with a Single Microphone', [{ list: 'page-blank-lines', rank: 1 }]],
      ['A Note Without an Abstract', [{ list: 'page-blank-lines', rank: 2 }]],
      ['Why Do Bridges Hum?', [{ list: 'page-blank-lines', rank: 3 }]],
    ]);
  });

  it('cleans the abstract and keeps a link that is repeated once', async () => {
    const { papers } = await readFixture('page-blank-lines.txt');
    expect(papers[0].abstract).toMatch(
      /within 8% of a person.* available at https:\/\/example\.org\/swifts\.$/,
    );
  });

  it('gives a paper without abstract none of its neighbours, and one in two paragraphs both', async () => {
    const { papers } = await readFixture('page-blank-lines.txt');
    expect(papers[1].abstract).toBe('');
    expect(papers[2].abstract).toMatch(/^Footbridges hum.*each cable\. The model finds.*whole year\.$/);
  });

  it('reads the layout without blank lines, the first title freed of "Subscribe"', async () => {
    const { papers, issues } = await readFixture('page-glued.txt');
    expect(issues).toEqual([]);
    expect(papers.map(({ title }) => title)).toEqual([
      'Tidal Pools as Small Computers: Storing One Bit in a Rock',
      '2D Maps of Smells',
    ]);
    expect(papers[1].abstract).toMatch(/even more$/);
  });

  it('joins lines that were broken to fit a width', async () => {
    const page =
      'A Title That Goes On\nOver Two Lines\n\nAn abstract that was broken\ninto lines of a small width, and\nends here.\n\n';
    const { papers } = await readText(`Daily Papers\n\n${page}`, 'pages');
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [
        'A Title That Goes On Over Two Lines',
        'An abstract that was broken into lines of a small width, and ends here.',
      ],
    ]);
  });

  it('reports a text that stands before the first title', async () => {
    const { papers, issues } = await readText(
      `${'Long text. '.repeat(40)}\nA Title\nIts abstract is short.`,
      'pages',
    );
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      ['A Title', 'Its abstract is short.'],
    ]);
    expect(issues[0].reason).toMatch(
      /^The text "Long text\. .*" stands before the first title; it is not in\.$/,
    );
  });

  it.skipIf(!havePages)(
    'reads 68, 197, 231, 88 and 55 papers from the five real pages, 601 of them different (skipped without ../shared/pages)',
    async () => {
      const { papers, issues } = await collected(readPapers([realPages]));
      expect(issues).toEqual([]);
      const counts = new Map<string, number>();
      for (const { source } of papers) counts.set(source, (counts.get(source) ?? 0) + 1);
      expect([...counts.values()]).toEqual([68, 197, 231, 88, 55]);
      expect(papers.every(({ abstract }) => abstract.length > 200)).toBe(true);

      const seen = new Set<string>();
      let known = 0;
      for (const paper of papers) {
        const keys = identityKeys(paper);
        if (keys.some((key) => seen.has(key))) known++;
        for (const key of keys) seen.add(key);
      }
      expect([papers.length, papers.length - known, known]).toEqual([639, 601, 38]);
    },
  );
});
