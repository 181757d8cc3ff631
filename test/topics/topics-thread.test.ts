import { describe, expect, it } from 'vitest';
import { findTopics } from '../../src/topics/find-topics.ts';
import { findTopicsInThread } from '../../src/topics/topics-thread.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';

describe('findTopicsInThread', () => {
  it.each([300, 2500])('finds what findTopics finds, of %i papers', async (rows) => {
    const vectors = clusteredVectors(rows, 30, { dimensions: 8 });
    const graph = exactGraph(vectors, 10);
    const layout = { rows, points: Float32Array.from({ length: 2 * rows }, (_, i) => i % 7) };
    const texts = Array.from({ length: rows }, (_, row) => ({
      title: `Paper ${row} of group-${row % 30}`,
      abstract: `About group-${row % 30} and the words of kind${row % 5}.`,
      keywords: row % 3 === 0 ? [`kind${row % 5}`] : [],
    }));
    const read: number[] = [];
    const found = await findTopicsInThread(graph, texts, vectors, layout, { seed: 3 }, (count) =>
      read.push(count),
    );
    expect(found).toEqual(findTopics(graph, texts, vectors, layout, { seed: 3 }));
    expect(found.topics.length).toBeGreaterThan(5);
    if (rows > 2000) expect(read).toEqual([1000, 2000, 2500]);
  });

  it('refuses as findTopics does', async () => {
    const vectors = clusteredVectors(2500, 30, { dimensions: 8 });
    const layout = { rows: 2500, points: new Float32Array(5000) };
    const asked = findTopicsInThread(exactGraph(vectors, 5), [], vectors, layout, {});
    await expect(asked).rejects.toMatchObject({ code: 'bad-shape' });
  });
});
