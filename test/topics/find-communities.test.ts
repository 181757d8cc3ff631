import { describe, expect, it } from 'vitest';
import { communityGraph } from '../../src/topics/community-graph.ts';
import { findCommunities } from '../../src/topics/find-communities.ts';
import { clusteredVectors, exactGraph } from '../layout/clustered-vectors.ts';

const allRows = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);
const options = { wanted: 4, minSize: 5, minTie: 0.3, seed: 1 };

describe('findCommunities', () => {
  const clustered = communityGraph(exactGraph(clusteredVectors(120, 4, { spread: 0.4 }), 10));

  it('finds the clusters that are there', () => {
    const found = findCommunities(clustered, allRows(120), options);
    expect(found.map((rows) => rows.length)).toEqual([30, 30, 30, 30]);
    for (const rows of found) expect(new Set([...rows].map((row) => row % 4)).size).toBe(1);
  });

  it('looks only at the rows asked about', () => {
    const some = allRows(120).filter((row) => row % 4 < 2);
    const found = findCommunities(clustered, some, { ...options, wanted: 2 });
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const rows of found)
      expect([[0], [1]]).toContainEqual([...new Set([...rows].map((row) => row % 4))]);
  });

  it('dissolves communities under the least size', () => {
    expect(findCommunities(clustered, allRows(120), { ...options, minSize: 31 })).toEqual([]);
  });

  it('leaves out rows whose ties lead elsewhere', () => {
    const mixed = communityGraph(exactGraph(clusteredVectors(200, 6, { spread: 1.6, seed: 3 }), 10));
    const count = (minTie: number) =>
      findCommunities(mixed, allRows(200), { ...options, minTie }).reduce(
        (sum, rows) => sum + rows.length,
        0,
      );
    expect(count(0.5)).toBeLessThan(count(0));
  });

  it('gives the same for the same seed, and rows in order', () => {
    const mixed = communityGraph(exactGraph(clusteredVectors(200, 6, { spread: 1.6, seed: 3 }), 10));
    const found = findCommunities(mixed, allRows(200), options);
    expect(findCommunities(mixed, allRows(200), options)).toEqual(found);
    for (const rows of found) expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect(found.map((rows) => rows.length)).toEqual(found.map((rows) => rows.length).sort((a, b) => b - a));
  });

  it('finds none among no rows or rows without ties', () => {
    const none = {
      rows: 9,
      starts: new Int32Array(10),
      targets: new Int32Array(0),
      weights: new Float64Array(0),
    };
    expect(findCommunities(none, new Int32Array(0), options)).toEqual([]);
    expect(findCommunities(none, allRows(9), options)).toEqual([]);
  });
});
