import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import { alreadyOpen, OpeningSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { refusalOf } from '../refusal.ts';
import { smallCorpus, smallPapers } from './small-corpus.ts';

/** The folder of a small corpus that is closed, with an HNSW file on request. */
async function closedCorpus({ withHnsw = false } = {}): Promise<string> {
  const corpus = smallCorpus();
  if (withHnsw) corpus.saveHnswChecksum((await HnswIndex.build(corpus.vectors())).save(corpus.hnswPath));
  corpus.close();
  return corpus.folder;
}

/** Row 3 gets a vector of no direction. */
function spoilVector(folder: string): void {
  const database = new Database(folder, join(folder, 'corpus.sqlite'), 'rw');
  const dimensions = Corpus.open(folder, { readOnly: true }).settings.model.dimensions;
  database.run('UPDATE vectors SET vector = ? WHERE row = 3', [new Uint8Array(4 * dimensions)]);
  database.close();
}

describe('OpeningSearcher', () => {
  it('has what the map is made of at once, and the same of it as the searcher', async () => {
    const opening = new OpeningSearcher(await closedCorpus());
    const { corpus, topics, layout, groups, indexKind } = opening;
    expect(corpus.rows).toBe(smallPapers.length);
    expect(layout.rows).toBe(smallPapers.length);
    const searcher = await opening.searcher;
    expect(alreadyOpen(searcher)).toEqual({
      ...{ corpus, topics, layout, groups, indexKind },
      searcher: expect.any(Promise),
    });
    expect((await searcher.similar('ice-1', 2)).hits).toHaveLength(2);
    await opening.close();
  });

  it('rejects its searcher where a vector is broken, as whoever opens it all at once is refused', async () => {
    const folder = await closedCorpus();
    spoilVector(folder);
    const opening = new OpeningSearcher(folder);
    expect(opening.layout.rows).toBe(smallPapers.length);
    const refusal = await refusalOf(opening.searcher);
    expect(refusal).toMatchObject({
      code: 'corpus-damaged',
      message: expect.stringContaining('the vector of row 3 does not have length 1'),
    });
    expect((await refusalOf(() => openSearcher(folder))).message).toBe(refusal.message);
    await opening.close();
  });

  it('may be closed before it is open: then it says so to whoever waits, and lets go of the corpus', async () => {
    const opening = new OpeningSearcher(await closedCorpus());
    const refusal = refusalOf(opening.searcher);
    await opening.close();
    expect(await refusal).toMatchObject({ code: 'search-closed' });
    expect(() => opening.corpus.paper(0)).toThrow();
    await opening.close();
  });

  describe.skipIf(!hnswAvailable().available)('with HNSW (needs hnswlib-node)', () => {
    it('knows before it has read it that HNSW will answer, also where the file has to be made anew', async () => {
      const folder = await closedCorpus({ withHnsw: true });
      for (const spoil of [() => {}, () => writeFileSync(join(folder, 'vectors.hnsw'), 'broken')]) {
        spoil();
        const opening = new OpeningSearcher(folder);
        expect(opening.indexKind).toBe('hnsw');
        expect((await opening.searcher).index.kind).toBe('hnsw');
        await opening.close();
      }
    });

    it('is closed while a file is made anew, without one', async () => {
      const folder = await closedCorpus({ withHnsw: true });
      rmSync(join(folder, 'vectors.hnsw'));
      const said: string[] = [];
      let closing: Promise<void> | null = null;
      const opening = new OpeningSearcher(folder, {
        say: (line) => {
          said.push(line);
          closing ??= opening.close();
        },
      });
      expect(await refusalOf(opening.searcher)).toMatchObject({ code: 'search-closed' });
      await closing;
      expect(said).toHaveLength(1);
      expect(said[0]).toContain('It is derived and will be rebuilt.');
    });
  });
});
