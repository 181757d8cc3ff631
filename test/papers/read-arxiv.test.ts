import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, readFixture, readText } from './collected.ts';

describe('readArxiv', () => {
  it('reads an entry, the primary category first', async () => {
    const { papers } = await readFixture('arxiv.xml');
    expect(papers[0]).toEqual({
      id: '2001.04321',
      title: 'Ink that Flows Uphill & Back: <1 mm of Capillaries &big;',
      abstract: 'We let ink climb 10 cm in Möbius strips.',
      authors: ['Luz Vega', 'Ilse Brandt'],
      year: 2020,
      venue: 'J. Ink 1 (2020) 1-4',
      url: 'http://arxiv.org/abs/2001.04321v2',
      doi: '10.5555/ink.1',
      categories: ['physics.flu-dyn', 'cond-mat.soft'],
      keywords: [],
      source: 'arxiv.xml',
      lists: [],
      facets: { comment: ['4 pages'] },
    });
    expect(papers[1]).toMatchObject({ id: 'cs/0112017', title: 'An old one', year: 2001 });
  });

  it('does not expand entities that a feed declares', async () => {
    const { papers } = await readFixture('arxiv.xml');
    expect(papers[0].title).toContain('&big;');
    expect(JSON.stringify(papers)).not.toContain('expanded');
  });

  it('reports an entry without title and one that is cut off', async () => {
    const { papers, issues } = await readFixture('arxiv.xml');
    expect(papers).toHaveLength(2);
    expect(issues.map(({ entry, severity, reason }) => [entry, severity, reason])).toEqual([
      [2, 'skipped', expect.stringMatching(/^The record has no title \(it has "id, /)],
      [
        4,
        'skipped',
        expect.stringMatching(/^The entry is cut off: "<entry><id>http:\/\/arxiv\.org\/abs\/2001\.04323v1/),
      ],
    ]);
  });

  it('reads the same from a long feed, wherever the pieces end', async () => {
    const feed = readFileSync(fixture('arxiv.xml'), 'utf8').replace(/<entry><id>.*2001\.04323[\s\S]*/, '');
    const entry = /<entry>[\s\S]*?<\/entry>/.exec(feed)![0];
    const { papers } = await readText(`${feed}${`${entry}\n`.repeat(150)}</feed>`);
    expect(papers).toHaveLength(152);
    expect(new Set(papers.map(({ title }) => title)).size).toBe(2);
  });
});
