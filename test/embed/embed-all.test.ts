import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedAll } from '../../src/embed/embed-all.ts';
import type { Embedder, TextKind } from '../../src/embed/embedder.ts';
import type { ModelDescription } from '../../src/embed/model-description.ts';
import { NearbyError } from '../../src/errors.ts';
import type { ProgressEvent } from '../../src/progress.ts';
import { refusalOf } from '../refusal.ts';

/** Gives each text its length as "vector", if it is asked for the wanted kind; keeps what it was called with. */
function fakeEmbedder(parallel?: number, wanted: TextKind = 'document') {
  const calls: string[][] = [];
  let atWork = 0;
  const seen = { mostAtWork: 0 };
  const embedder: Embedder = {
    model: { dimensions: 1 } as ModelDescription,
    parallel,
    embed: async (texts, kind) => {
      expect(kind).toBe(wanted);
      calls.push([...texts]);
      atWork++;
      seen.mostAtWork = Math.max(seen.mostAtWork, atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
      const data = Float32Array.from(texts, (text) => text.length);
      return { vectors: { rows: texts.length, dimensions: 1, data }, cut: new Uint8Array(texts.length) };
    },
    close: async () => {},
  };
  return { embedder, calls, seen };
}

const textsOfLengths = (lengths: number[]) => lengths.map((length) => 'x'.repeat(length));

describe('embedAll', () => {
  it('hands over every position exactly once, with its own vector', async () => {
    const lengths = fc.array(fc.nat(30), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(
        lengths,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        async (all, batch, parallel) => {
          const got = new Map<number, number>();
          await embedAll(fakeEmbedder(parallel).embedder, textsOfLengths(all), {
            batch,
            onBatch: (positions, { vectors, cut }) => {
              expect(positions.length).toBeLessThanOrEqual(batch);
              expect(cut).toHaveLength(positions.length);
              positions.forEach((position, i) => {
                expect(got.has(position)).toBe(false);
                got.set(position, vectors.data[i]);
              });
            },
          });
          expect(all.map((_, position) => got.get(position))).toEqual(all);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes the longest texts first, and those of one length in their order', async () => {
    const { embedder, calls } = fakeEmbedder();
    await embedAll(embedder, ['bb', 'a', 'dddd', 'cc', 'eee'], { batch: 2, onBatch: () => {} });
    expect(calls.flat()).toEqual(['dddd', 'eee', 'bb', 'cc', 'a']);
  });

  it('spreads a small job over all processes', async () => {
    const { embedder, calls, seen } = fakeEmbedder(4);
    await embedAll(embedder, textsOfLengths(Array(32).fill(3)), { onBatch: () => {} });
    expect(calls).toHaveLength(16);
    expect(seen.mostAtWork).toBeGreaterThanOrEqual(4);
  });

  it('begins no more batches while those that are done are being stored', async () => {
    const { embedder, calls } = fakeEmbedder(2);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const job = embedAll(embedder, textsOfLengths(Array(200).fill(1)), { batch: 5, onBatch: () => held });
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toHaveLength(3);
    release();
    await job;
    expect(calls).toHaveLength(40);
  });

  it('tells how many are done of how many, from none to all', async () => {
    const events: ProgressEvent[] = [];
    await embedAll(fakeEmbedder().embedder, textsOfLengths(Array(20).fill(2)), {
      onBatch: () => {},
      onProgress: (event) => events.push(event),
    });
    expect(events.map(({ done }) => done)).toEqual([0, 5, 10, 15, 20]);
    expect(events.every(({ stage, total }) => stage === 'embed' && total === 20)).toBe(true);
  });

  it('embeds as questions where that is asked', async () => {
    const { embedder, calls } = fakeEmbedder(1, 'query');
    await embedAll(embedder, ['bb', 'a'], { kind: 'query', onBatch: () => {} });
    expect(calls.flat()).toEqual(['bb', 'a']);
  });

  it('does nothing for no texts', async () => {
    const { embedder, calls } = fakeEmbedder();
    await embedAll(embedder, [], { onBatch: () => expect.unreachable() });
    expect(calls).toEqual([]);
  });

  it('stops at a failure, hands over what was done, and passes the failure on', async () => {
    const { embedder, calls } = fakeEmbedder(2);
    const failing: Embedder = {
      ...embedder,
      embed: (texts, kind) =>
        calls.length === 3
          ? Promise.reject(
              new NearbyError('embedding-failed', { reason: 'process 7 ended with exit code 9' }),
            )
          : embedder.embed(texts, kind),
    };
    let stored = 0;
    const job = embedAll(failing, textsOfLengths(Array(100).fill(1)), {
      batch: 5,
      onBatch: (positions) => {
        stored += positions.length;
      },
    });
    const error = await refusalOf(job);
    expect(error.code).toBe('embedding-failed');
    expect(error.message).toContain('process 7 ended with exit code 9');
    expect(calls).toHaveLength(3);
    expect(stored).toBe(15);
  });

  it('stops where a batch cannot be stored, and hands over no other', async () => {
    let tries = 0;
    const job = embedAll(fakeEmbedder(3).embedder, textsOfLengths(Array(100).fill(1)), {
      batch: 5,
      onBatch: () => {
        tries++;
        throw new Error('disk full');
      },
    });
    await expect(job).rejects.toThrow('disk full');
    expect(tries).toBe(1);
  });
});
