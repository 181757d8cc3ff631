import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NearbyError } from '../../src/errors.ts';
import { explainHits, nearestSentences } from '../../src/search/explain-hits.ts';
import { mixQuestion } from '../../src/search/question-vector.ts';
import type { SearchHit, SearchQuery } from '../../src/search/search-types.ts';
import type { Searcher } from '../../src/search/searcher.ts';
import { sentenceDefaults } from '../../src/search/sentences.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import { paperOf } from '../paper-of.ts';
import { embedTexts, FakeEmbedder, searcherOf, smallCorpus, smallPapers, vectorOf } from './small-corpus.ts';

const bees = 'Honeybees dance around their hive and gather pollen.';
const ice = 'Glaciers flow and melt below the snow of the crevasses.';
const chess = 'Endgame tables evaluate positions of chess programs.';

const made = [
  paperOf({ id: 'mixed', title: 'Three subjects', abstract: `${ice} ${bees} ${chess}` }),
  paperOf({ id: 'other', title: 'Three others', abstract: `${chess} ${ice} ${bees}` }),
  paperOf({ id: 'single', title: 'One subject', abstract: bees }),
  paperOf({ id: 'bare', title: 'Nothing but a title' }),
  paperOf({ id: 'ice', title: 'Glaciers flow and melt', abstract: ice }),
];

let corpus: Corpus;
let small: Corpus;
let searcher: Searcher;
beforeAll(() => {
  corpus = smallCorpus(made);
  small = smallCorpus();
  searcher = searcherOf(corpus);
});
afterAll(() => {
  corpus.close();
  small.close();
});

const explain = (query: Partial<SearchQuery>, asked = searcher) =>
  asked.search({ k: 30, mode: 'fused', explain: true, ...query });
const abstractOf = (id: string) => made.find((paper) => paper.id === id)!.abstract;
const sumOf = ({ why: { parts } }: SearchHit) =>
  [
    parts!.text ?? 0,
    parts!.near ?? 0,
    ...parts!.like.map((e) => e.part),
    ...parts!.unlike.map((e) => e.part),
    parts!.others,
  ].reduce((a, b) => a + b);

describe('the nearest sentence', () => {
  it('is the one about the text, wherever it stands, as an exact place in the abstract', async () => {
    for (const [text, sentence] of [
      ['pollen of honeybees', bees],
      ['snow on glaciers', ice],
      ['endgame of chess', chess],
    ]) {
      const { hits, notes } = await explain({ text });
      expect(notes).toEqual([]);
      for (const id of ['mixed', 'other']) {
        const named = hits.find((hit) => hit.id === id)!.why.sentence!;
        expect(named.text).toBe(sentence);
        expect(abstractOf(id).slice(named.start, named.end)).toBe(sentence);
        expect(named.similarity).toBeGreaterThan(0.3);
      }
    }
  });

  it('is the one like the examples where there is no text', async () => {
    const { hits } = await explain({ like: ['ice'] });
    const named = hits
      .filter(({ id }) => ['mixed', 'other'].includes(id))
      .map(({ why }) => why.sentence!.text);
    expect(named).toEqual([ice, ice]);
  });

  it('is the only one of an abstract of one, and none without an abstract', async () => {
    const { hits } = await explain({ text: 'snow' });
    const of = (id: string) => hits.find((hit) => hit.id === id)!.why.sentence;
    expect(of('single')).toMatchObject({ start: 0, end: bees.length, text: bees });
    expect(of('bare')).toBeNull();
  });

  it('is found in the first sentences of an abstract of any length', async () => {
    const embedder = new FakeEmbedder();
    const embed = async (texts: string[]) => (await embedder.embed(texts)).vectors;
    const huge = `${`${ice} `.repeat(5000)}${bees}`;
    const [named] = await nearestSentences([huge], vectorOf('honeybees'), embed);
    expect(embedder.asked).toHaveLength(sentenceDefaults.atMost);
    expect(named).toMatchObject({ start: 0, text: ice });
  });

  it('asks the model nothing where there is nothing to read', async () => {
    const embed = () => Promise.reject(new Error('asked'));
    expect(await nearestSentences(['', ' '], vectorOf('x'), embed)).toEqual([null, null]);
    expect(await nearestSentences([], vectorOf('x'), embed)).toEqual([]);
  });

  it('is named for the first hits only, with a note', async () => {
    const { hits } = await searcher.search({ text: 'snow', k: 3, mode: 'fused' });
    const reasons = {
      text: { terms: ['snow'], phrases: [], vector: vectorOf('snow') },
      liked: [],
      disliked: [],
    };
    const embed = async (texts: string[]) => embedTexts(texts).vectors;
    const withAbstract = hits.filter(({ hasAbstract }) => hasAbstract);
    const explained = await explainHits(withAbstract, reasons, searcher, embed, { hits: 1 });
    expect(explained.hits.map(({ why }) => why.sentence === null)).toEqual(withAbstract.map((_, i) => i > 0));
    expect(explained.notes).toEqual(['Sentences are named for the first 1 papers only.']);
  });

  it('is missing, with a note, where no model is open or it fails; the answer stands', async () => {
    const without = await explain({ like: ['ice'] }, searcherOf(corpus, null));
    expect(without.notes).toEqual([
      'No sentences are named: they are found by meaning, and no model is open.',
    ]);
    const embed = () => Promise.reject(new NearbyError('embedding-failed', { reason: 'it fell over' }));
    const broken = await explain({ like: ['ice'] }, searcherOf(corpus, { embed }));
    expect(broken.notes).toEqual([expect.stringMatching(/^No sentences are named: .*it fell over/)]);
    for (const { hits } of [without, broken]) {
      expect(hits).toHaveLength(4);
      for (const hit of hits) {
        expect(hit.why.sentence).toBeNull();
        expect(sumOf(hit)).toBeCloseTo(hit.similarity, 5);
      }
    }
  });

  it('and the parts are there only where they are asked for', async () => {
    const embedder = new FakeEmbedder();
    const { hits } = await searcherOf(corpus, embedder).search({ text: 'snow', k: 3, mode: 'fused' });
    expect(embedder.asked).toEqual(['snow']);
    for (const { why } of hits) expect(Object.keys(why)).toEqual(['text', 'like', 'unlike']);
  });
});

describe('the parts of the similarity', () => {
  it('add up to it, for every mix of text and examples, in every mode', async () => {
    const asked = searcherOf(small);
    const texts = [undefined, 'pollen of honeybees in the north'];
    const likes = [[], ['bees-0'], ['bees-0', 'ice-0', 'chess-3']];
    const unlikes = [[], ['chess-1'], ['chess-1', 'bees-4']];
    let checked = 0;
    for (const mode of ['fused', 'meaning', 'words'] as const) {
      for (const text of texts) {
        for (const like of likes) {
          if (text === undefined && like.length === 0) continue;
          for (const unlike of unlikes) {
            const { hits } = await explain({ text, like, unlike, mode }, asked);
            for (const hit of hits) {
              expect(sumOf(hit)).toBeCloseTo(hit.similarity, 5);
              expect(hit.why.parts!.text === null).toBe(text === undefined);
              expect(hit.why.parts!.others).toBe(0);
              for (const side of ['like', 'unlike'] as const) {
                expect(hit.why.parts![side].map(({ id }) => id)).toEqual(hit.why[side].map(({ id }) => id));
              }
              checked++;
            }
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(300);
  });

  it('are in proportion to the examples, those of disliked papers below 0', async () => {
    const { hits } = await explain({ like: ['bees-0', 'ice-0'], unlike: ['chess-1'] }, searcherOf(small));
    const { why } = hits.find(({ id }) => id === 'chess-2')!;
    expect(why.parts!.unlike[0].part).toBeLessThan(0);
    expect(why.unlike[0].similarity).toBeGreaterThan(0);
    const shares = why.parts!.like.map(({ part }, i) => part / why.like[i].similarity);
    expect(shares[0]).toBeCloseTo(shares[1], 5);
  });

  it('gather the examples that are not named', async () => {
    const like = smallPapers.slice(0, 14).map(({ id }) => id);
    const { hits } = await explain({ like, text: 'chess' }, searcherOf(small));
    for (const hit of hits) {
      expect(hit.why.parts!.like).toHaveLength(10);
      expect(hit.why.parts!.others).not.toBe(0);
      expect(sumOf(hit)).toBeCloseTo(hit.similarity, 5);
    }
  });

  it('are 0 where the question has no vector', async () => {
    const { hits } = await explain({ text: 'pollen', mode: 'words' }, searcherOf(small, null));
    expect(hits.length).toBeGreaterThan(0);
    for (const { why } of hits)
      expect(why.parts).toEqual({ text: 0, like: [], unlike: [], near: null, others: 0 });
  });

  it('add up where the parts cancel out and another direction is taken', () => {
    const vectors = { rows: 2, dimensions: 2, data: Float32Array.of(1, 0, -1, 0) };
    const text = Float32Array.of(-1, 0);
    for (const parts of [
      { text: null, liked: [0, 1], disliked: [] },
      { text, liked: [0], disliked: [] },
      { text, liked: [0, 1], disliked: [] },
    ]) {
      const { vector, weights } = mixQuestion(parts, vectors);
      const components = [parts.text ?? [0, 0], ...parts.liked.map((row) => [1 - 2 * row, 0])];
      const sum = components.reduce((total, [x], i) => total + x * weights[i], 0);
      expect(sum).toBeCloseTo(vector[0], 6);
      expect(Math.abs(sum)).toBeCloseTo(1, 6);
    }
  });
});
