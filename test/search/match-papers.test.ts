import { describe, expect, it } from 'vitest';
import { PaperMatcher } from '../../src/search/match-papers.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { newCorpus } from '../store/new-corpus.ts';

const stored = [
  paperOf({
    id: 'dance',
    title: 'The waggle dance of honeybees: what it says and to whom',
    doi: '10.1000/dance',
    year: 2015,
    authors: ['Zoë Müller', 'A. Person'],
  }),
  paperOf({ id: 'preprint', title: 'Glaciers that sing', url: 'https://arxiv.org/abs/2104.01234v1' }),
  paperOf({ id: 'part-one', title: 'Endgames of chess programs, part I', year: 2001 }),
  paperOf({ id: 'editorial-a', title: 'Editorial', doi: '10.1000/ed.1', year: 2001, abstract: 'On bees.' }),
  paperOf({ id: 'editorial-b', title: 'Editorial', doi: '10.1000/ed.2', year: 2004, abstract: 'On ice.' }),
  paperOf({ id: 'bees-18', title: 'Bees', abstract: 'All of it.', year: 2018 }),
  paperOf({ id: 'head', title: 'HONEY: a store for winters that are long and cold' }),
  paperOf({ id: 'two-a', title: 'Melting of glaciers in the warm decade A', year: 2011 }),
  paperOf({ id: 'two-b', title: 'Melting of glaciers in the warm decade B', year: 2012 }),
];

async function matched(fields: Partial<Paper> & { title: string }, rows = stored.length) {
  const matcher = new PaperMatcher(newCorpus(stored), rows);
  const [match] = await matcher.match([paperOf({ id: 'entry', ...fields })]);
  if (match.status === 'found') return { found: match.id, by: match.by };
  if (match.status === 'absent') return 'absent';
  return { candidates: match.candidates.map(({ id }) => id), reason: match.reason };
}

describe('an entry is found', () => {
  it('by its DOI and by its arXiv number whatever its version, also under another title', async () => {
    expect(await matched({ title: 'Der Schwänzeltanz', doi: '10.1000/dance' })).toEqual({
      found: 'dance',
      by: 'doi',
    });
    const url = 'http://arxiv.org/pdf/2104.01234v3';
    const facets = { arxiv: ['2104.01234v3'] };
    for (const named of [{ url }, { facets }, { url, facets }] satisfies Partial<Paper>[]) {
      expect(await matched({ title: 'Singing glaciers', ...named })).toEqual({
        found: 'preprint',
        by: 'arxiv',
      });
    }
  });

  it('by its whole title, in any writing', async () => {
    const title = 'THE WAGGLE-DANCE of Honey Bees; what it says, and to whom?';
    expect(await matched({ title })).toEqual({ found: 'dance', by: 'title' });
  });

  it('by a title with slips, and by one without its subtitle', async () => {
    expect(await matched({ title: 'The wagle dance of honeybes: what is says and to whom' })).toEqual({
      found: 'dance',
      by: 'like-title',
    });
    expect(await matched({ title: 'The waggle dance of honeybees', year: 2016 })).toEqual({
      found: 'dance',
      by: 'like-title',
    });
  });

  it('by its id where the title is alike, and not by the id alone', async () => {
    expect(await matched({ id: 'two-b', title: 'Melting of glaciers in the warm decade' })).toEqual({
      found: 'two-b',
      by: 'id',
    });
    expect(await matched({ id: 'two-b', title: 'Quite another thing' })).toBe('absent');
  });

  it('among papers of one title by its year', async () => {
    expect(await matched({ title: 'Editorial', year: 2004 })).toEqual({ found: 'editorial-b', by: 'title' });
  });
});

describe('an entry is ambiguous', () => {
  it('where several papers have its title', async () => {
    expect(await matched({ title: 'Editorial' })).toEqual({
      candidates: ['editorial-a', 'editorial-b'],
      reason: '2 papers have this title.',
    });
  });

  it('where one word is all that speaks for it', async () => {
    expect(await matched({ title: 'Bees' })).toMatchObject({ candidates: ['bees-18'] });
    expect(await matched({ title: 'Bees', year: 2018 })).toEqual({ found: 'bees-18', by: 'title' });
    expect(await matched({ title: 'Honey' })).toMatchObject({
      candidates: ['head'],
      reason: 'Only the short title before the subtitle is alike.',
    });
  });

  it('where the year, the authors, the DOI or a number say something else', async () => {
    const title = stored[0].title;
    const reasons = {
      year: await matched({ title, year: 1999 }),
      authors: await matched({ title, authors: ['Somebody Else'] }),
      doi: await matched({ title, doi: '10.1000/other' }),
      number: await matched({ title: 'Endgames of chess programs, part II' }),
    };
    expect(reasons).toEqual({
      year: { candidates: ['dance'], reason: 'The paper of that title is of 2015, not 1999.' },
      authors: { candidates: ['dance'], reason: 'The paper of that title has other authors.' },
      doi: { candidates: ['dance'], reason: 'The paper of that title has another DOI (10.1000/dance).' },
      number: { candidates: ['part-one'], reason: 'The title is alike but for its numbers.' },
    });
  });

  it('where two titles are as near', async () => {
    expect(await matched({ title: 'Melting of glaciers in the warm decade C' })).toEqual({
      candidates: ['two-a', 'two-b'],
      reason: 'Several titles are as much alike.',
    });
  });

  it('where the DOI is of one paper and the title of another', async () => {
    expect(await matched({ title: 'Glaciers that sing', doi: '10.1000/dance' })).toEqual({
      candidates: ['dance', 'preprint'],
      reason: 'Its DOI is of one paper, its title of another.',
    });
  });
});

describe('an entry is absent', () => {
  it('where nothing is like it, whatever letters it has', async () => {
    for (const title of [
      'On the history of lamps',
      'Bees and ice in their relation to chess',
      '?!',
      '蜜蜂的舞蹈',
      'x'.repeat(1000),
    ])
      expect(await matched({ title })).toBe('absent');
  });

  it('where the paper came after the tables were read', async () => {
    const { title, doi } = stored[0];
    expect(await matched({ title, doi, id: 'dance' }, 0)).toBe('absent');
    expect(await matched({ title: stored[8].title }, 8)).not.toMatchObject({ found: 'two-b' });
  });
});

it('matches many entries in their order, and none in an empty corpus', async () => {
  const entries = Array.from({ length: 300 }, (_, i) => ({ ...stored[i % stored.length], id: `entry-${i}` }));
  const matches = await new PaperMatcher(newCorpus(stored), stored.length).match(entries);
  expect(matches.map((match) => match.status === 'found' && match.row)).toEqual(
    entries.map((_, i) => i % stored.length),
  );
  expect(await new PaperMatcher(newCorpus([]), 0).match(entries.slice(0, 1))).toEqual([{ status: 'absent' }]);
});
