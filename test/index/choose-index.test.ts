import { describe, expect, it } from 'vitest';
import { chooseIndex, exactGraphRows, graphIndex } from '../../src/index/choose-index.ts';
import { ExactIndex } from '../../src/index/exact-index.ts';
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
    expect(note).toBe('HNSW (m 8, efConstruction 200, ef 128)');
  });
});

describe('graphIndex', () => {
  const hnsw = {
    kind: 'hnsw' as const,
    rows: 30,
    dimensions: 8,
    search: () => new ExactIndex(vectors).search(vectors.data, 1),
    distances: () => {},
  };

  it('makes the graph of a small corpus with an exact index', () => {
    expect(graphIndex(hnsw, vectors)).toBeInstanceOf(ExactIndex);
  });

  it('keeps the index that there is for large corpora, and one that is exact', () => {
    const exact = new ExactIndex(vectors);
    expect(graphIndex(exact, vectors)).toBe(exact);
    expect(graphIndex(hnsw, { ...vectors, rows: exactGraphRows + 1 })).toBe(hnsw);
  });
});
