import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { NearbyError } from '../../src/errors.ts';
import type { SearchQuery } from '../../src/search/searcher.ts';
import { dot, vectorAt } from '../../src/tables/vector-table.ts';
import { refusalOf } from '../refusal.ts';
import { FakeEmbedder, oddIds, searcherOf, smallCorpus, smallPapers, smallSearcher } from './small-corpus.ts';

const { corpus, searcher } = smallSearcher();

const ask = (query: Partial<SearchQuery>) => searcher.search({ k: 10, mode: 'fused', ...query });
const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);
const subjectsOf = (answer: { hits: { id: string }[] }) => idsOf(answer).map((id) => id.split('-')[0]);

describe('papers like others', () => {
  it('are nearest first, without the paper itself, with the cosine as similarity', async () => {
    const { hits, notes } = await searcher.similar('bees-0', 6);
    expect(hits).toHaveLength(6);
    expect(idsOf({ hits })).not.toContain('bees-0');
    const vectors = corpus.vectors();
    for (const { row, similarity, score } of hits) {
      expect(similarity).toBeCloseTo(dot(vectorAt(vectors, row), vectorAt(vectors, 0)), 5);
      expect(score).toBe(similarity);
    }
    const others = [...smallPapers.keys()].slice(1);
    const cosine = (row: number) => dot(vectorAt(vectors, row), vectorAt(vectors, 0));
    expect(hits.map(({ row }) => row)).toEqual(others.sort((a, b) => cosine(b) - cosine(a)).slice(0, 6));
    expect(notes).toEqual([]);
  });

  it('say which examples brought them, nearest first', async () => {
    const { hits } = await ask({ like: ['bees-0', 'ice-0'], unlike: ['chess-1'] });
    for (const { id, why } of hits) {
      expect(why.text).toBeNull();
      expect(why.like.map((example) => example.id).sort()).toEqual(['bees-0', 'ice-0']);
      expect(why.like[0].similarity).toBeGreaterThanOrEqual(why.like[1].similarity);
      expect(why.unlike).toMatchObject([{ id: 'chess-1', title: smallPapers[15].title }]);
      if (id.startsWith('bees')) expect(why.like[0].id).toBe('bees-0');
    }
  });

  it('are pushed away from disliked papers, but there are as many as before', async () => {
    const liked = { like: ['bees-0', 'chess-0'], k: 24 };
    // Without the disliked ones themselves, which are not in the second answer.
    const placesOfBees = (answer: { hits: { id: string }[] }) =>
      idsOf(answer)
        .filter((id) => !/^bees-[12]/.test(id))
        .flatMap((id, i) => (/^bees-[3-6]/.test(id) ? [i] : []));
    const before = await ask(liked);
    const after = await ask({ ...liked, unlike: ['bees-1', 'bees-2'] });
    expect(before.hits).toHaveLength(22);
    expect(after.hits).toHaveLength(20);
    const sum = (places: number[]) => places.reduce((a, b) => a + b, 0);
    expect(sum(placesOfBees(after))).toBeGreaterThan(sum(placesOfBees(before)));
    expect(idsOf(after)).not.toContain('bees-1');
  });

  it('take a paper that is liked and disliked as liked, and say so', async () => {
    const { hits, notes } = await ask({ like: ['bees-0'], unlike: ['bees-0'] });
    expect(notes).toEqual([
      '"bees-0" is among both the liked and the disliked papers; it was taken as liked.',
    ]);
    expect(hits[0].why).toMatchObject({ like: [{ id: 'bees-0' }], unlike: [] });
  });

  it('name ids that are not known, with a near one, and answer for the rest', async () => {
    const { hits, notes } = await ask({ like: ['bees-0', 'bes-1'], unlike: ['nobody at all'] });
    expect(hits).toHaveLength(10);
    expect(notes).toEqual([
      'There is no paper "bes-1" in this corpus; it was left out. Did you mean "bees-1"?',
      'There is no paper "nobody at all" in this corpus; it was left out.',
    ]);
  });

  it('do not stop the answer to a text where none is known', async () => {
    const { hits, notes } = await ask({ text: 'bees', like: ['nobody'], unlike: ['nobody else'] });
    expect(hits.length).toBeGreaterThan(0);
    expect(notes).toEqual([
      'There is no paper "nobody" in this corpus; it was left out.',
      'There is no paper "nobody else" in this corpus; it was left out.',
    ]);
  });

  it('are refused where no id is known', async () => {
    expect(await refusalOf(() => searcher.similar('bes-1', 5))).toMatchObject({
      code: 'unknown-paper',
      message:
        'There is no paper "bes-1" in this corpus. Did you mean "bees-1"? Find ids with: nearby search TEXT',
    });
    expect(await refusalOf(() => ask({ like: ['x'], unlike: ['bees-0'] }))).toMatchObject({
      code: 'unknown-paper',
    });
    expect(await refusalOf(() => ask({ unlike: ['x', 'y'] }))).toMatchObject({ code: 'unknown-paper' });
  });

  it('are found for ids of any characters', async () => {
    for (const id of oddIds) expect((await searcher.similar(id, 3)).hits).toHaveLength(3);
  });
});

describe('papers for a text', () => {
  it('come from meaning and words together, and say by which', async () => {
    const answer = await ask({ text: 'dances of honeybees near glaciers' });
    const { text } = answer.hits[0].why;
    expect(subjectsOf(answer)[0]).toBe('bees');
    expect(text).toMatchObject({ meaningRank: expect.any(Number), wordsRank: expect.any(Number) });
    expect(text!.words).toEqual(['dances', 'honeybees']);
    const ranked = answer.hits.map(({ score }) => score);
    expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
  });

  it("keep to a phrase in quotes and an excluded one, also where they are somebody's whole title", async () => {
    expect(idsOf(await ask({ text: 'you and I', k: 24 }))).toHaveLength(24);
    expect(idsOf(await ask({ text: '"you and I"', k: 24 }))).toEqual([oddIds[1]]);
    const others = idsOf(await ask({ text: ' -“You and I”', k: 24 }));
    expect(others).toHaveLength(23);
    expect(others).not.toContain(oddIds[1]);
  });

  it('have every paper at rank 1 for its own title, also in words', async () => {
    for (const mode of ['fused', 'words'] as const) {
      for (const { id, title } of smallPapers) expect(idsOf(await ask({ text: title, mode }))[0]).toBe(id);
    }
  });

  it('are by cosine alone in meaning, and only those with the words in words', async () => {
    const meaning = await ask({ text: 'pollen', mode: 'meaning', k: 24 });
    expect(meaning.hits).toHaveLength(24);
    expect(meaning.hits.every(({ score, similarity }) => score === similarity)).toBe(true);
    expect(meaning.hits.every(({ why }) => why.text?.wordsRank === null)).toBe(true);
    const words = await ask({ text: 'pollens', mode: 'words', k: 24 });
    expect(subjectsOf(words)).toEqual(Array(7).fill('bees'));
    expect(words.hits.every(({ why }) => why.text?.words[0] === 'pollens')).toBe(true);
  });

  it('honour quoted phrases and excluded words however they are found', async () => {
    for (const mode of ['fused', 'meaning', 'words'] as const) {
      const phrase = await ask({ text: 'sensors "search trees"', mode, k: 24 });
      expect(new Set(subjectsOf(phrase))).toEqual(new Set(['chess']));
      const without = await ask({ text: 'cheap sensors -pollen -"endgame tables"', mode, k: 24 });
      expect(subjectsOf(without)).not.toContain('bees');
      expect(subjectsOf(without)).not.toContain('chess');
      expect(subjectsOf(without)).toContain('ice');
    }
  });

  it('do not show the model excluded words or quotation marks', async () => {
    const embedder = new FakeEmbedder();
    await searcherOf(corpus, embedder).search({ text: '"search  trees" -pollen', k: 1, mode: 'fused' });
    expect(embedder.asked).toEqual(['search trees']);
  });

  it('say why a phrase lets nothing through', async () => {
    const { hits, notes } = await ask({ text: '"flying glaciers"' });
    expect(hits).toEqual([]);
    expect(notes).toEqual(['Nothing is let through: no paper has "flying glaciers".']);
  });

  it('are the same first ones for every k, and no more than there are', async () => {
    const all = await ask({ text: 'glacier survey', k: 1000 });
    expect(all.hits.length).toBe(24);
    for (const k of [1, 3, 7]) {
      expect(idsOf(await ask({ text: 'glacier survey', k }))).toEqual(idsOf(all).slice(0, k));
    }
  });

  it('are refused for an empty question and for a k that is none', async () => {
    for (const text of ['', '  \n']) {
      expect(await refusalOf(() => ask({ text }))).toMatchObject({
        code: 'empty-query',
        message:
          'The question is empty. Give a text, at least one paper or topic that the answer should be like, or a filter.',
      });
    }
    for (const k of [0, -1, 1.5, Number.NaN]) {
      expect(await refusalOf(() => ask({ text: 'ice', k }))).toMatchObject({
        code: 'bad-option',
        message: expect.stringContaining('whole number from 1 up'),
      });
    }
  });

  it('are found, or nothing is, for any text at all', async () => {
    const modes = fc.constantFrom('fused' as const, 'meaning' as const, 'words' as const);
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('🙂', '*', '"', 'NEAR(a b)', 'title: x'),
    );
    await fc.assert(
      fc.asyncProperty(texts, modes, async (text, mode) => {
        try {
          const { hits } = await ask({ text, mode });
          expect(new Set(idsOf({ hits })).size).toBe(hits.length);
          for (const { similarity, score } of hits) expect(Number.isFinite(similarity + score)).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(NearbyError);
          expect((thrown as NearbyError).code).toBe('empty-query');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('say that a text without letters and digits has no words', async () => {
    const { notes, hits } = await ask({ text: '🙂🙂', mode: 'words' });
    expect(hits).toEqual([]);
    expect(notes).toEqual(['The text has no word to look for: words are made of letters and digits.']);
    expect((await ask({ text: '🙂🙂' })).hits).toHaveLength(10);
  });
});

describe('without a model', () => {
  it('words and examples are answered, and the missing similarity is said', async () => {
    const wordsOnly = searcherOf(corpus, null);
    const { hits, notes } = await wordsOnly.search({ text: 'pollen', k: 3, mode: 'words' });
    expect(subjectsOf({ hits })).toEqual(['bees', 'bees', 'bees']);
    expect(notes).toEqual(['Similarities to the text are not known (0 is shown): no model is open.']);
    expect((await wordsOnly.similar('ice-0', 2)).notes).toEqual([]);
  });

  it('meaning is refused, and the fused default too', async () => {
    expect(
      await refusalOf(() => searcherOf(corpus, null).search({ text: 'ice', k: 1, mode: 'fused' })),
    ).toMatchObject({
      code: 'bad-option',
      message: 'mode is "fused". Expected: "words", because no model is open to find texts by meaning.',
    });
  });

  it('a model that fails is a note for words, and a refusal for meaning', async () => {
    const embed = () => Promise.reject(new NearbyError('embedding-failed', { reason: 'it fell over' }));
    const broken = searcherOf(corpus, { embed });
    const { hits, notes } = await broken.search({ text: 'pollen', k: 3, mode: 'words' });
    expect(hits).toHaveLength(3);
    expect(notes[0]).toContain('it fell over');
    const refusal = await refusalOf(() => broken.search({ text: 'pollen', k: 3, mode: 'fused' }));
    expect(refusal.code).toBe('embedding-failed');
  });
});

describe('all parts together', () => {
  it('combine a text, examples and a filter in every mode', async () => {
    for (const mode of ['fused', 'meaning', 'words'] as const) {
      const { hits, notes } = await ask({
        text: 'survey of melting',
        like: ['ice-0'],
        unlike: ['chess-2', 'bees-2'],
        filter: { year: { from: 2016, to: 2019 }, facets: { category: ['odd', 'ice'] } },
        mode,
        k: 24,
      });
      expect(notes).toEqual([]);
      expect(hits.length).toBeGreaterThan(3);
      expect(subjectsOf({ hits })[0]).toBe('ice');
      for (const hit of hits) {
        expect(hit.year).toBeGreaterThanOrEqual(2016);
        expect(hit.year).toBeLessThanOrEqual(2019);
        expect(['ice-0', 'chess-2', 'bees-2']).not.toContain(hit.id);
        expect(hit.why.like).toHaveLength(1);
        expect(hit.why.unlike).toHaveLength(2);
      }
    }
  });

  it('let a disliked paper push a text in words too', async () => {
    const plain = await ask({ text: 'survey', mode: 'words', k: 24 });
    const pushed = await ask({ text: 'survey', unlike: ['bees-0', 'bees-4'], mode: 'words', k: 24 });
    const places = (answer: typeof plain) =>
      subjectsOf(answer).flatMap((subject, i) => (subject === 'bees' ? [i / answer.hits.length] : []));
    const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    expect(mean(places(pushed))).toBeGreaterThan(mean(places(plain)));
  });

  it('tell of each hit what a list shows', async () => {
    const { hits } = await ask({ text: smallPapers[23].title, k: 1 });
    expect(hits[0]).toMatchObject({
      ...{ row: 23, id: oddIds[2], title: smallPapers[23].title, authors: [], year: null, venue: '' },
      ...{ topic: null, hasAbstract: false, snippet: '' },
    });
    const [hit] = (await ask({ text: smallPapers[0].title, k: 1 })).hits;
    expect(hit).toMatchObject({
      topic: 2,
      hasAbstract: true,
      year: 2015,
      authors: ['Author bees', 'Zoë Müller'],
    });
    expect(smallPapers[0].abstract.startsWith(hit.snippet.slice(0, 40))).toBe(true);
  });
});

describe('rank', () => {
  it('gives the rows, scores and notes of search in every mode', async () => {
    for (const mode of ['fused', 'meaning', 'words'] as const) {
      const query: SearchQuery = { text: 'dances near glaciers', like: ['ice-0', 'nobody'], k: 7, mode };
      const { ranked, notes } = await searcher.rank(query);
      const answer = await searcher.search(query);
      expect(ranked.map(({ row, score, similarity }) => ({ row, score, similarity }))).toEqual(
        answer.hits.map(({ row, score, similarity }) => ({ row, score, similarity })),
      );
      expect(ranked).toHaveLength(7);
      expect(notes).toEqual(answer.notes);
    }
  });

  it('reads no paper to say which are like another', async () => {
    const reads = vi.spyOn(corpus, 'paper');
    try {
      expect((await searcher.rank({ like: ['ice-0'], k: 5, mode: 'meaning' })).ranked).toHaveLength(5);
      expect(reads).not.toHaveBeenCalled();
      await searcher.similar('ice-0', 5);
      expect(reads).toHaveBeenCalled();
    } finally {
      reads.mockRestore();
    }
  });

  it('refuses what search refuses', async () => {
    expect(await refusalOf(() => searcher.rank({ text: ' ', k: 5, mode: 'fused' }))).toMatchObject({
      code: 'empty-query',
    });
  });
});

describe('a corpus', () => {
  it('of none, one or two papers is answered', async () => {
    for (const count of [0, 1, 2]) {
      const small = smallCorpus(smallPapers.slice(0, count));
      const few = searcherOf(small);
      for (const mode of ['fused', 'meaning', 'words'] as const) {
        const { hits } = await few.search({ text: 'honeybee pollen', k: 10, mode });
        expect(hits).toHaveLength(count);
      }
      if (count > 0) expect((await few.similar('bees-0', 10)).hits).toHaveLength(count - 1);
      small.close();
    }
  });

  it('of equal papers is answered in the order of its rows', async () => {
    const copies = Array.from({ length: 5 }, (_, i) => ({
      ...smallPapers[21],
      ...{ id: `copy-${i}`, title: 'Same', abstract: `Same ${'x'.repeat(i)}` },
    }));
    const small = smallCorpus(copies);
    const { hits } = await searcherOf(small).search({ text: 'Same', k: 10, mode: 'meaning' });
    expect(hits.map(({ row }) => row)).toEqual(
      [...hits].sort((a, b) => b.score - a.score || a.row - b.row).map(({ row }) => row),
    );
    small.close();
  });

  it('that got papers since is answered from those that were there', async () => {
    const growing = smallCorpus();
    const early = searcherOf(growing);
    growing.addPapers([
      { ...smallPapers[0], id: 'late', title: 'Late pollen', abstract: 'Pollen pollen pollen.' },
    ]);
    for (const mode of ['fused', 'words'] as const) {
      const { hits } = await early.search({
        text: 'late pollen -glacier',
        k: 30,
        mode,
        filter: { year: { from: 2000 } },
      });
      expect(hits.length).toBeGreaterThan(0);
      expect(idsOf({ hits })).not.toContain('late');
    }
    expect(await refusalOf(() => early.similar('late', 3))).toMatchObject({ code: 'unknown-paper' });
    growing.close();
  });
});
