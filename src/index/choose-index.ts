import { ignoreProgress, type OnProgress } from '../progress.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { ExactIndex } from './exact-index.ts';
import { HnswIndex, type HnswOptions, hnswAvailable, hnswDefaults } from './hnsw-index.ts';
import { mergeOptions } from './index-options.ts';
import type { VectorIndex } from './vector-index.ts';

/**
 * Up to this many rows the neighbour graph is made with the exact index. Its time grows with the square of the rows: with
 * 256 dimensions 2.2 s for 10,000 and 8 s for 20,000 in one thread, where an HNSW index that is there takes 1.9 and 5.4 s.
 * So up to here the truth costs nothing.
 */
export const exactGraphRows = 10_000;

/**
 * An index for searching: HNSW where hnswlib-node is there, else exact.
 *
 * @param options.availability what `hnswAvailable` says; given to say otherwise.
 * @returns the index, and a note for people on which it is and why (`nearby info` shows it).
 * @throws what `HnswIndex.build` and `ExactIndex` do for vectors and options that they cannot take.
 */
export async function chooseIndex(
  vectors: VectorTable,
  options: {
    hnsw?: Partial<HnswOptions>;
    availability?: { available: boolean; reason: string };
    onProgress?: OnProgress;
  } = {},
): Promise<{ index: VectorIndex; note: string }> {
  const { availability = hnswAvailable(), onProgress = ignoreProgress } = options;
  if (availability.available) {
    const index = await HnswIndex.build(vectors, options.hnsw, onProgress);
    return { index, note: hnswNote(options.hnsw) };
  }
  return { index: new ExactIndex(vectors), note: exactNote(availability.reason) };
}

/** The note of an HNSW index with these options, for one that was loaded too. */
export function hnswNote(options: Partial<HnswOptions> = {}): string {
  const { m, efConstruction, ef } = mergeOptions(hnswDefaults, options);
  return `HNSW (m ${m}, efConstruction ${efConstruction}, ef ${ef})`;
}

/** The note of an exact index that stands in for HNSW. */
export function exactNote(reason: string): string {
  return (
    `exact, because hnswlib-node could not be loaded (${reason}). Answers are the same or better; searches of large ` +
    'corpora take longer. For HNSW install a C++ compiler and run "npm ci" again'
  );
}
