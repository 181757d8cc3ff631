import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../src/search/searcher.ts';
import { FakeEmbedder, searcherOf, smallCorpus, smallPapers, smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const ask = (query: Partial<SearchQuery>) => searcher.search({ k: 24, mode: 'fused', ...query });
const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);
const modes = ['fused', 'meaning', 'words'] as const;

describe('a text with fields', () => {
  it('is answered by papers that meet them, however they are found', async () => {
    for (const mode of modes) {
      const { hits, order, notes } = await ask({
        text: 'melting snow au:"Author ice" year:2016..2019 -cat:odd',
        mode,
      });
      expect(idsOf({ hits }).sort()).toEqual(['ice-2', 'ice-4']);
      expect({ order, notes }).toEqual({ order: 'nearest', notes: [] });
      expect(hits[0].why.text?.words).toEqual(expect.arrayContaining(['melting', 'snow']));
    }
  });

  it('is embedded without them', async () => {
    const embedder = new FakeEmbedder();
    const small = searcherOf(corpus, embedder);
    await small.search({ text: 'melting au:ice "in the" -cat:odd snow', k: 1, mode: 'fused' });
    expect(embedder.asked).toEqual(['melting in the snow']);
  });

  it('finds papers by the words of a field too', async () => {
    const { hits } = await ask({ text: 'unheard ti:survey', mode: 'words' });
    expect(idsOf({ hits }).sort()).toEqual(['bees-2', 'chess-2', 'ice-2']);
  });

  it('goes together with a filter and with examples', async () => {
    const { hits } = await ask({
      text: 'kw:honeybee',
      like: ['bees-0'],
      unlike: ['bees-1'],
      filter: { facets: { category: ['even'] } },
    });
    expect(idsOf({ hits }).sort()).toEqual(['bees-2', 'bees-4', 'bees-6']);
    expect(hits[0].why.text).toBeNull();
    expect(hits[0].similarity).toBeGreaterThan(hits[2].similarity);
  });

  it('is a title where it is one, colons and all', async () => {
    const titled = smallCorpus([
      ...smallPapers,
      { ...smallPapers[0], id: 'titled', title: 'Year:2019 ti:me au:revoir', abstract: '' },
    ]);
    const { hits, notes } = await searcherOf(titled).search({
      text: 'Year:2019 ti:me au:revoir',
      k: 5,
      mode: 'fused',
    });
    expect(idsOf({ hits })[0]).toBe('titled');
    expect(hits).toHaveLength(5);
    expect(notes).toEqual([]);
    titled.close();
  });
});

describe('fields alone', () => {
  it('list what meets them, newest first, then by row, without a model', async () => {
    const meeting = smallPapers.flatMap((paper, row) => (paper.venue === 'Workshop' ? [row] : []));
    const wanted = meeting.sort((a, b) => (smallPapers[b].year ?? 0) - (smallPapers[a].year ?? 0) || a - b);
    for (const mode of modes) {
      const { hits, order, notes } = await searcherOf(corpus, null).search({
        text: 'ven:workshop',
        k: 24,
        mode,
      });
      expect(hits.map(({ row }) => row)).toEqual(wanted);
      expect({ order, notes }).toEqual({ order: 'newest', notes: [] });
      for (const hit of hits) {
        expect(hit).toMatchObject({ similarity: 0, score: hit.year ?? 0 });
        expect(hit.why).toEqual({ text: null, like: [], unlike: [] });
      }
    }
    expect((await ask({ text: 'ven:workshop', k: 2 })).hits.map(({ row }) => row)).toEqual(
      wanted.slice(0, 2),
    );
  });

  it('have papers without a year last', async () => {
    const { hits } = await ask({ text: 'cat:ice' });
    expect(idsOf({ hits })).toEqual(['ice-5', 'ice-4', 'ice-3', 'ice-2', 'ice-1', 'ice-0', 'ice-6']);
  });

  it('may be excluded ones, or excluded words', async () => {
    expect(idsOf(await ask({ text: '-cat:bees -cat:chess year:2000..' }))).not.toContain('bees-0');
    const { hits, order } = await ask({ text: '-pollen -glaciers', k: 3 });
    expect({ order, ids: idsOf({ hits }) }).toEqual({
      order: 'newest',
      ids: ['chess-5', 'chess-4', 'chess-3'],
    });
  });

  it('say that no sentence is named, and are not varied', async () => {
    const { hits, notes } = await ask({ text: 'cat:ice', explain: true, k: 2, diversity: 0.9 });
    expect(idsOf({ hits })).toEqual(['ice-5', 'ice-4']);
    expect(hits[0].why.sentence).toBeNull();
    expect(notes).toEqual(['No sentences are named: there is nothing to be near to.']);
  });

  it('are conditions only beside disliked papers and topics', async () => {
    for (const part of [{ unlike: ['ice-5'] }, { near: { topics: [4] } }]) {
      const { hits, order } = await ask({ text: 'cat:ice', ...part });
      expect(order).toBe('nearest');
      expect(hits).toHaveLength('unlike' in part ? 6 : 7);
      expect(hits[0].similarity).not.toBe(0);
    }
  });
});

describe('notes', () => {
  const notesOf = async (text: string) => (await ask({ text })).notes;

  it('name the field that lets nothing through', async () => {
    expect(await notesOf('bees au:nobody year:2016')).toEqual([
      'Nothing is let through: no paper is by an author "nobody".',
    ]);
    expect(await notesOf('ven:nature ven:science')).toEqual([
      'Nothing is let through: no paper is of a venue with "nature" or "science".',
    ]);
    expect(await notesOf('cat:chss')).toEqual([
      'Nothing is let through: no paper is in category "chss" (did you mean "chess"?).',
    ]);
    expect(await notesOf('cat:ice ti:chess')).toEqual([
      'Nothing is let through: there are papers for each part, but no paper at once is in category "ice" and has a title with "chess".',
    ]);
    expect(await notesOf('year:2100.. -year:2015')).toEqual([
      'Nothing is let through: no paper is of year 2100...',
    ]);
  });

  it('say where nothing in the corpus has the field', async () => {
    const bare = smallCorpus(smallPapers.slice(21));
    const { notes } = await searcherOf(bare).search({ text: 'au:hinton', k: 3, mode: 'fused' });
    expect(notes).toEqual([
      'Nothing is let through: no paper is by an author "hinton" (none here has any author).',
    ]);
    bare.close();
  });

  it('ask whether another field was meant, and answer the text', async () => {
    const { hits, notes } = await ask({ text: 'autor:ice melting' });
    expect(hits.length).toBe(24);
    expect(notes).toEqual(['There is no field "autor:", so it was read as text. Did you mean "author:"?']);
  });
});
