import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { openIndex } from '../../src/search/open-index.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { paperText } from '../../src/tables/paper.ts';
import { refusalOf } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { smallCorpus, smallLayout, smallPapers } from './small-corpus.ts';

const { available } = hnswAvailable();

/** The small corpus with the bundled model's vectors and, where it can be made, an HNSW file: as a build leaves it. */
async function builtCorpus(): Promise<string> {
  const model = await resolveModel('nearby-fast');
  const { name, dimensions, maxTokens, sha256 } = model;
  const corpus = Corpus.create(join(temporaryFolder(), 'built'), {
    model: { name, dimensions, maxTokens, sha256 },
    seed: 1,
    createdAt: '2024-01-01T00:00:00.000Z',
  });
  corpus.addPapers(smallPapers);
  const embedder = await openEmbedder(model);
  const { vectors, cut } = await embedder.embed(smallPapers.map(paperText), 'document');
  await embedder.close();
  corpus.saveVectors(Int32Array.from(smallPapers.keys()), vectors, cut);
  corpus.saveLayout(smallLayout(smallPapers.length));
  if (available) corpus.saveHnswChecksum((await HnswIndex.build(vectors)).save(corpus.hnswPath));
  corpus.close();
  return corpus.folder;
}

describe('openSearcher', () => {
  let built: string;
  const searchers: OpenSearcher[] = [];
  const said: string[] = [];
  beforeAll(async () => {
    built = await builtCorpus();
  });
  afterAll(() => Promise.all(searchers.map((searcher) => searcher.close())));

  const copyOfBuilt = () => {
    const folder = join(temporaryFolder(), 'copy');
    cpSync(built, folder, { recursive: true });
    return folder;
  };
  const open = async (folder: string) => {
    said.length = 0;
    const searcher = await openSearcher(folder, { say: (line) => said.push(line) });
    searchers.push(searcher);
    return searcher;
  };

  it('answers texts with the model of the corpus in a process of its own, and examples', async () => {
    const searcher = await open(built);
    const { hits } = await searcher.search({ text: 'what honeybees eat', k: 3, mode: 'fused' });
    expect(hits.map(({ id }) => id.split('-')[0])).toEqual(['bees', 'bees', 'bees']);
    expect(hits[0].why.text).toMatchObject({ words: ['honeybees'], meaningRank: expect.any(Number) });
    expect((await searcher.similar('ice-1', 2)).hits).toHaveLength(2);
    expect(said).toEqual([]);
  });

  it('warms up beside its answers, and may be closed meanwhile', async () => {
    const searcher = await open(copyOfBuilt());
    const warming = searcher.warmUp();
    const { hits } = await searcher.search({ text: 'what honeybees eat', k: 3, mode: 'words' });
    expect(hits.length).toBeGreaterThan(0);
    await searcher.close();
    expect((await warming).words).toBe(0);
  });

  it('refuses a folder without a corpus, and a corpus that is not finished', async () => {
    const nowhere = join(temporaryFolder(), 'nowhere');
    expect(await refusalOf(() => openSearcher(nowhere))).toMatchObject({
      code: 'corpus-not-found',
      message: expect.stringContaining(`There is no corpus in "${nowhere}"`),
    });
    const unembedded = smallCorpus();
    unembedded.addPapers([{ ...smallPapers[0], id: 'new', title: 'New', abstract: 'New.' }]);
    unembedded.close();
    expect(await refusalOf(() => openSearcher(unembedded.folder))).toMatchObject({
      code: 'corpus-unfinished',
    });
    const unplaced = smallCorpus();
    unplaced.saveLayout(smallLayout(20));
    unplaced.close();
    expect(await refusalOf(() => openSearcher(unplaced.folder))).toMatchObject({
      code: 'corpus-unfinished',
      message: expect.stringContaining('place on the map for 4 papers'),
    });
  });

  it('refuses a text for a corpus of another model, but answers examples and words', async () => {
    const corpus = smallCorpus();
    corpus.close();
    const searcher = await open(corpus.folder);
    expect((await searcher.similar('ice-1', 2)).hits).toHaveLength(2);
    expect(await refusalOf(() => searcher.search({ text: 'ice', k: 1, mode: 'fused' }))).toMatchObject({
      code: 'corpus-model-missing',
    });
    const { hits, notes } = await searcher.search({ text: 'pollen', k: 1, mode: 'words' });
    expect(hits).toHaveLength(1);
    expect(notes[0]).toMatch(/Similarities to the text are not known.*by-words/);
  });

  it('answers in an empty corpus that there is nothing', async () => {
    const corpus = smallCorpus([]);
    corpus.close();
    const searcher = await open(corpus.folder);
    expect(await refusalOf(() => searcher.similar('x', 2))).toMatchObject({ code: 'unknown-paper' });
  });

  describe.skipIf(!available)('with HNSW (needs hnswlib-node)', () => {
    it('uses the file of the corpus', async () => {
      expect((await open(built)).index.kind).toBe('hnsw');
      expect(said).toEqual([]);
    });

    it('rebuilds a damaged or missing file, says so, and finds it sound the next time', async () => {
      const damage: ((path: string) => void)[] = [
        (path) => {
          const bytes = readFileSync(path);
          bytes[bytes.length >> 1] ^= 1;
          writeFileSync(path, bytes);
        },
        (path) => rmSync(path),
        (path) => writeFileSync(path, ''),
      ];
      for (const spoil of damage) {
        const folder = copyOfBuilt();
        const path = join(folder, 'vectors.hnsw');
        spoil(path);
        const searcher = await open(folder);
        expect(said).toHaveLength(2);
        expect(said[0]).toContain('It is derived and will be rebuilt.');
        expect(said[1]).toBe('The index was rebuilt and written.');
        const { hits } = await searcher.similar('ice-1', 5);
        expect(hits).toEqual((await (await open(built)).similar('ice-1', 5)).hits);
        expect((await open(folder)).index.kind).toBe('hnsw');
        expect(said).toEqual([]);
      }
    });

    it('rebuilds in memory where the corpus cannot be written, and says so', async () => {
      const folder = copyOfBuilt();
      rmSync(join(folder, 'vectors.hnsw'));
      const writer = Corpus.open(folder);
      const searcher = await open(folder);
      expect(searcher.index.kind).toBe('hnsw');
      expect(said[1]).toContain('The index was rebuilt but not written');
      expect(existsSync(join(folder, 'vectors.hnsw'))).toBe(false);
      writer.close();
    });

    it('uses the exact index where hnswlib-node is not there, and says so', async () => {
      const corpus = Corpus.open(built, { readOnly: true });
      const lines: string[] = [];
      const index = await openIndex(corpus, corpus.vectors(), {
        say: (line) => lines.push(line),
        availability: { available: false, reason: 'no compiler was there' },
      });
      expect(index.kind).toBe('exact');
      expect(lines).toEqual([
        'The exact index serves instead of HNSW, because hnswlib-node could not be loaded: no compiler was there',
      ]);
      corpus.close();
    });
  });

  it('uses the exact index for a small corpus without an HNSW file', async () => {
    const corpus = smallCorpus();
    corpus.close();
    expect((await open(corpus.folder)).index.kind).toBe('exact');
    expect(said).toEqual([]);
  });
});
