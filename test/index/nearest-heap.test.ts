import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearestHeap } from '../../src/index/nearest-heap.ts';

describe('NearestHeap', () => {
  it('keeps what sorting and cutting keeps, in whatever order it is offered', () => {
    const offers = fc.array(fc.nat(8), { maxLength: 60 });
    fc.assert(
      fc.property(offers, fc.nat(20), fc.func(fc.nat()), (distances, capacity, order) => {
        const rows = distances.map((_, row) => row);
        const heap = new NearestHeap(capacity);
        for (const row of rows.toSorted((a, b) => order(a) - order(b))) heap.offer(row, distances[row]);
        const expected = rows.sort((a, b) => distances[a] - distances[b] || a - b).slice(0, capacity);
        const taken = heap.take();
        expect([...taken.rows]).toEqual(expected);
        expect([...taken.distances]).toEqual(expected.map((row) => distances[row]));
      }),
    );
  });

  it('names the distance beyond which an offer is refused', () => {
    const heap = new NearestHeap(2);
    expect(heap.limit).toBe(Number.POSITIVE_INFINITY);
    heap.offer(0, 3);
    heap.offer(1, 5);
    expect(heap.limit).toBe(5);
    heap.offer(2, 4);
    expect(heap.limit).toBe(4);
    expect(new NearestHeap(0).limit).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is empty after it was taken from', () => {
    const heap = new NearestHeap(3);
    heap.offer(7, 1);
    heap.take();
    expect(heap.take().rows).toHaveLength(0);
  });
});
