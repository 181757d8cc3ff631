import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { chooseIndex } from '../../src/index/choose-index.ts';
import { HnswIndex, hnswAvailable } from '../../src/index/hnsw-index.ts';
import type { loadHnswlib } from '../../src/index/hnswlib.ts';
import { clusteredVectors } from './clustered-vectors.ts';

// A machine where the package was not installed: it is looked for from a folder that has no node_modules above it.
vi.mock('../../src/index/hnswlib.ts', async (original) => {
  const { loadHnswlib: load } = await original<{ loadHnswlib: typeof loadHnswlib }>();
  return { loadHnswlib: () => load(createRequire(join('/', 'no-such-folder', 'file.js'))) };
});

describe('without hnswlib-node', () => {
  const vectors = clusteredVectors(40, 8);
  const refusal = {
    code: 'hnsw-missing',
    message:
      "hnswlib-node could not be loaded: Cannot find module 'hnswlib-node'. The exact index works without it; to have " +
      'HNSW, install a C++ compiler and run "npm ci" again.',
  };

  it('says that HNSW is not there, and why', () => {
    expect(hnswAvailable()).toEqual({ available: false, reason: "Cannot find module 'hnswlib-node'" });
  });

  it('refuses to build or load an HNSW index, with the remedy', async () => {
    await expect(HnswIndex.build(vectors)).rejects.toMatchObject(refusal);
    expect(() => HnswIndex.load('vectors.hnsw', vectors, '')).toThrow(expect.objectContaining(refusal));
  });

  it('serves the exact index', async () => {
    const { index, note } = await chooseIndex(vectors);
    expect(index.kind).toBe('exact');
    expect(note).toContain("Cannot find module 'hnswlib-node'");
    expect(index.search(vectors.data.subarray(0, 8), 3).rows[0]).toBe(0);
  });
});
