import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchHit } from '../../src/search/searcher.ts';
import { infoAnswer, topicsAnswer } from '../../src/server/answers.ts';
import type { Hit } from '../../src/server/api-types.ts';
import { paperAnswer } from '../../src/server/paper-answers.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { refusalOf } from '../refusal.ts';
import { smallCorpus, smallPapers, smallTopics } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Fails to compile where the hit of the search and the hit of the API are not the same shape. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const hitIsHit: Same<Required<SearchHit>, Required<Hit>> extends boolean ? true : never = true;

describe('answers', () => {
  let corpus: Corpus;
  beforeAll(() => {
    corpus = smallCorpus();
  });
  afterAll(() => corpus.close());

  it('name the folder of the corpus, not its path', () => {
    expect(infoAnswer(corpus, '1.2.3')).toMatchObject({
      ...{ corpus: 'small', papers: 24, model: 'by-words', topics: 5, topicsByLevel: [2, 3], index: 'exact' },
      ...{ recallAt10: 1, continuityAt15: null, seconds: { embed: 1.5 }, version: '1.2.3' },
    });
    expect(JSON.stringify(infoAnswer(corpus, '1'))).not.toContain(corpus.folder);
  });

  it('say when another index answers than was built', () => {
    expect(infoAnswer(corpus, '1', 'hnsw')).toMatchObject({
      index: 'hnsw',
      indexNote: 'hnsw answers; at the build it was: exact, for a test',
    });
  });

  it('have no figures before a build has ended', async () => {
    const { settings } = corpus;
    const fresh = Corpus.create(`${temporaryFolder()}/fresh`, settings);
    expect(await refusalOf(() => infoAnswer(fresh, '1'))).toMatchObject({ code: 'corpus-unfinished' });
    const none = { levels: 0, papers: 0, papersWithoutTopic: 0, topics: [] };
    expect(topicsAnswer(fresh)).toEqual({ ...none, namesWithoutTopic: [], canBeNamed: false });
    fresh.close();
  });

  it('give topics with their central papers', () => {
    const { topics, papersWithoutTopic, levels } = topicsAnswer(corpus);
    expect({ papersWithoutTopic, levels }).toEqual({ papersWithoutTopic: 3, levels: 2 });
    expect(topics[2]).toMatchObject({ id: 2, level: 1, parent: 0, name: 'bees', size: 7 });
    expect(topics[2].central).toEqual(
      [0, 1].map((row) => ({ row, id: smallPapers[row].id, title: smallPapers[row].title })),
    );
  });

  it('give a paper with its topics, coarsest first, and its place', () => {
    expect(paperAnswer(7, corpus.paper(7), corpus.layout()!, smallTopics(), [], null)).toMatchObject({
      ...{ row: 7, id: 'ice-0', topics: [0, 3], abstract: smallPapers[7].abstract },
      ...{ xData: Math.fround(Math.sin(14)), yData: Math.fround(Math.sin(15)) },
    });
    expect(paperAnswer(22, corpus.paper(22), corpus.layout()!, smallTopics(), [], null).topics).toEqual([]);
    expect(hitIsHit).toBe(true);
  });

  it('say how far a place on the map is to be trusted, where that was counted', () => {
    const counts = Uint8Array.from({ length: corpus.rows }, (_, row) => row % 4);
    const kept = { rows: corpus.rows, kept: counts, of: new Uint8Array(corpus.rows).fill(3) };
    const placeOf = (row: number, table: typeof kept | null) =>
      paperAnswer(row, corpus.paper(row), corpus.layout()!, null, [], table).place;
    expect(placeOf(4, kept)).toEqual({ kept: 0, of: 3, isTrusted: false });
    expect(placeOf(1, kept)).toEqual({ kept: 1, of: 3, isTrusted: true });
    expect(placeOf(1, null)).toBeNull();
    expect(placeOf(1, { ...kept, of: new Uint8Array(corpus.rows) })).toBeNull();
    expect(infoAnswer(corpus, '1').papersAstray).toBeNull();
  });
});
