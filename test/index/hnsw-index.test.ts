import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HnswIndex, hnswAvailable, hnswDefaults } from '../../src/index/hnsw-index.ts';
import type { ProgressEvent } from '../../src/progress.ts';
import { gatherRows, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { clusteredVectors } from './clustered-vectors.ts';

const { available } = hnswAvailable();

const firstRows = (table: VectorTable, rows: number) =>
  gatherRows(
    table,
    Array.from({ length: rows }, (_, row) => row),
  );

describe('hnswAvailable', () => {
  it('gives a reason exactly where it is missing', () => {
    const { reason } = hnswAvailable();
    expect(reason === '').toBe(available);
  });
});

describe.skipIf(!available)('HnswIndex (hnswlib-node is needed)', () => {
  const folder = temporaryFolder();
  const vectors = clusteredVectors(800, 20);

  const saved = async (name: string, table = vectors, options = {}) => {
    const path = join(folder, name);
    const sha256 = (await HnswIndex.build(table, options)).save(path);
    return { path, sha256 };
  };

  it('writes the same bytes for the same vectors and seed, and others for another seed', async () => {
    const [a, b, c] = [await saved('a'), await saved('b'), await saved('c', vectors, { seed: 2 })];
    expect(a.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(a.path).equals(readFileSync(b.path))).toBe(true);
    expect(b.sha256).toBe(a.sha256);
    expect(c.sha256).not.toBe(a.sha256);
  });

  it('answers the same after it was saved and loaded', async () => {
    const index = await HnswIndex.build(vectors);
    const path = join(folder, 'loaded');
    const loaded = HnswIndex.load(path, vectors, index.save(path));
    expect(loaded.rows).toBe(800);
    expect(loaded.ef).toBe(hnswDefaults.ef);
    for (let row = 0; row < 800; row += 50) {
      const query = vectorAt(vectors, row);
      expect(loaded.search(query, 15)).toEqual(index.search(query, 15));
    }
    expect(loaded.save(path)).toBe(index.save(path));
  });

  it('loads the same in turns with other work, refuses the same, and may be stopped', async () => {
    const { path, sha256 } = await saved('in-turns');
    const index = HnswIndex.load(path, vectors, sha256);
    const stop = new AbortController();
    const loaded = await HnswIndex.loadInTurns(path, vectors, sha256, stop.signal);
    expect(loaded.search(vectorAt(vectors, 5), 15)).toEqual(index.search(vectorAt(vectors, 5), 15));
    await expect(HnswIndex.loadInTurns(path, vectors, '0'.repeat(64), stop.signal)).rejects.toMatchObject({
      code: 'index-damaged',
    });
    const stopped = HnswIndex.loadInTurns(path, vectors, sha256, stop.signal);
    stop.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
  });

  it.each([0, 1, 2])('saves and loads %i rows', async (rows) => {
    const table = clusteredVectors(rows, 20);
    const { path, sha256 } = await saved(`rows-${rows}`, table);
    const loaded = HnswIndex.load(path, table, sha256);
    expect(loaded.search(vectorAt(vectors, 0), 5).rows).toHaveLength(rows);
    await loaded.add(vectors);
    expect(loaded.rows).toBe(800);
    expect(loaded.search(vectorAt(vectors, 799), 1).rows[0]).toBe(799);
  });

  it('gives the same bytes when rows are added later as when they are built together', async () => {
    const grown = await HnswIndex.build(firstRows(vectors, 500));
    await grown.add(vectors);
    expect(grown.rows).toBe(800);
    expect(grown.save(join(folder, 'grown'))).toBe((await saved('together')).sha256);
  });

  it('finds added rows, under a mask too', async () => {
    const index = await HnswIndex.build(firstRows(vectors, 500));
    const allowed = new Uint8Array(500).fill(1);
    expect(index.search(vectorAt(vectors, 700), 1, { allowed }).rows[0]).not.toBe(700);
    await index.add(vectors);
    expect(index.search(vectorAt(vectors, 700), 1).rows[0]).toBe(700);
    expect(index.search(vectorAt(vectors, 700), 1, { allowed: new Uint8Array(800).fill(1) }).rows[0]).toBe(
      700,
    );
  });

  it('adds to a loaded index the same way each time', async () => {
    const old = firstRows(vectors, 500);
    const { path, sha256 } = await saved('old', old);
    const grow = async (name: string) => {
      const index = HnswIndex.load(path, old, sha256);
      await index.add(vectors);
      return index.save(join(folder, name));
    };
    expect(await grow('grown-a')).toBe(await grow('grown-b'));
  });

  it('reports progress up to the last row and lets other work run in between', async () => {
    const events: ProgressEvent[] = [];
    let turns = 0;
    const count = () => {
      turns++;
      if (events.at(-1)?.done !== 800) setImmediate(count);
    };
    setImmediate(count);
    await HnswIndex.build(vectors, {}, (event) => events.push(event));
    expect(turns).toBeGreaterThan(0);
    expect(events.at(-1)).toEqual({ stage: 'index', done: 800, total: 800 });
  });

  it('finds more with a larger ef', async () => {
    const hard = clusteredVectors(1500, 96, 5);
    const index = await HnswIndex.build(hard, { m: 2, efConstruction: 4, ef: 1 });
    const query = vectorAt(hard, 0);
    const near = (ef?: number) =>
      index.search(query, 10, { ef }).distances.reduce((sum, distance) => sum + distance, 0);
    expect(near(1500)).toBeLessThanOrEqual(near());
  });

  it('refuses a file whose checksum is not the recorded one', async () => {
    const { path, sha256 } = await saved('flipped');
    const bytes = readFileSync(path);
    bytes[5000] ^= 1;
    writeFileSync(path, bytes);
    expect(() => HnswIndex.load(path, vectors, sha256)).toThrow(
      expect.objectContaining({
        code: 'index-damaged',
        message: expect.stringMatching(
          /^The index ".*flipped" does not fit its corpus: its sha256 is [0-9a-f]{64}, but [0-9a-f]{64} was recorded when it was written\. It is derived and will be rebuilt\.$/,
        ),
      }),
    );
  });

  it('refuses a file that is not there, and other vectors than it was built from', async () => {
    const { path, sha256 } = await saved('good');
    expect(() => HnswIndex.load(`${path}-not`, vectors, sha256)).toThrow(
      expect.objectContaining({
        code: 'index-damaged',
        message: expect.stringContaining('cannot be opened (ENOENT'),
      }),
    );
    expect(() => HnswIndex.load(path, clusteredVectors(800, 20, 7), sha256)).toThrow(
      expect.objectContaining({
        code: 'index-damaged',
        message: expect.stringContaining('the vector of row 0 in it is another one'),
      }),
    );
    expect(() => HnswIndex.load(path, clusteredVectors(800, 24), sha256)).toThrow(
      expect.objectContaining({
        code: 'index-damaged',
        message: expect.stringContaining('its number of dimensions is 20 where the vectors need 24'),
      }),
    );
  });

  it('refuses a file of another metric, which only its checksum tells', async () => {
    const { path, sha256 } = await saved('metric');
    const { HierarchicalNSW } = createRequire(import.meta.url)('hnswlib-node');
    const other = new HierarchicalNSW('l2', 20);
    other.initIndex(800, 4, 10, 1);
    for (let row = 0; row < 800; row++) other.addPoint(Array.from(vectorAt(vectors, row)), row);
    other.writeIndexSync(path);
    expect(() => HnswIndex.load(path, vectors, sha256)).toThrow(
      expect.objectContaining({ code: 'index-damaged' }),
    );
  });

  it('says so when it cannot be written, and leaves no half file', async () => {
    const index = await HnswIndex.build(vectors);
    expect(() => index.save(join(folder, 'no-such-folder', 'vectors.hnsw'))).toThrow(
      expect.objectContaining({
        code: 'corpus-write',
        message: expect.stringMatching(/^The corpus in ".*no-such-folder" could not be written: .*ENOENT/),
      }),
    );
    const taken = join(folder, 'taken');
    mkdirSync(join(taken, 'by-a-folder'), { recursive: true });
    expect(() => index.save(taken)).toThrow(expect.objectContaining({ code: 'corpus-write' }));
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(readdirSync(taken)).toEqual(['by-a-folder']);
  });

  it.each([
    [{ m: 1 }, 'm is 1. Expected: a whole number from 2 to 100.'],
    [{ m: 30, efConstruction: 20 }, 'efConstruction is 20. Expected: a whole number from 30 to 100000.'],
    [{ ef: 0 }, 'ef is 0. Expected: a whole number from 1 to 100000.'],
    [{ seed: -1 }, 'seed is -1. Expected: a whole number from 0 to 4294967295.'],
  ])('refuses the option %j', async (options, message) => {
    await expect(HnswIndex.build(vectors, options)).rejects.toMatchObject({ code: 'bad-option', message });
  });

  it('refuses an option that it does not have', async () => {
    await expect(HnswIndex.build(vectors, { efSearch: 9 } as object)).rejects.toMatchObject({
      code: 'unknown-option',
      message: 'There is no "efSearch". Known: m, efConstruction, ef, seed.',
    });
  });

  it('refuses to add a table that is smaller or of other dimensions', async () => {
    const index = await HnswIndex.build(vectors);
    await expect(index.add(firstRows(vectors, 10))).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A vector table has 10 rows where at least the 800 that the index has is expected.',
    });
    await expect(index.add(clusteredVectors(900, 21))).rejects.toMatchObject({
      code: 'bad-shape',
      message: 'A vector table has 21 dimensions where 20 is expected.',
    });
    expect(index.rows).toBe(800);
  });
});
