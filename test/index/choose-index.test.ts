import { describe, expect, it } from 'vitest';
import { chooseIndex } from '../../src/index/choose-index.ts';
import { hnswAvailable } from '../../src/index/hnsw-index.ts';
import { clusteredVectors } from './clustered-vectors.ts';

const vectors = clusteredVectors(30, 8);

describe('chooseIndex', () => {
  it('serves the exact index where hnswlib-node is missing, and says why', async () => {
    const availability = { available: false, reason: "Cannot find module 'hnswlib-node'" };
    const { index, note } = await chooseIndex(vectors, { availability });
    expect(index.kind).toBe('exact');
    expect(note).toBe(
      "exact, because hnswlib-node could not be loaded (Cannot find module 'hnswlib-node'). Answers are the same or better; " +
        'searches of large corpora take longer. For HNSW install a C++ compiler and run "npm ci" again',
    );
  });

  it.skipIf(!hnswAvailable().available)('builds HNSW where it can (hnswlib-node is needed)', async () => {
    const { index, note } = await chooseIndex(vectors, { hnsw: { m: 8 } });
    expect(index.kind).toBe('hnsw');
    expect(note).toBe('HNSW (m 8, efConstruction 80, ef 128)');
  });
});
