/** The index of a corpus: its HNSW file where it is sound, built anew where it is not, the exact scan where that is as good. */
import { NearbyError, reasonOf } from '../errors.ts';
import { ExactIndex } from '../index/exact-index.ts';
import { HnswIndex, hnswAvailable } from '../index/hnsw-index.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import { Corpus } from '../store/corpus.ts';
import type { VectorTable } from '../tables/vector-table.ts';

/**
 * A corpus without an HNSW index of its own gets one only above this size. Below, the exact scan answers in the same time
 * (0.7 ms at 10,000 rows) without any building.
 */
const exactUpToRows = 10_000;

export interface OpenIndexOptions {
  say: (line: string) => void;
  /** What `hnswAvailable` says; given to say otherwise. */
  availability: { available: boolean; reason: string };
  /** Aborted: nothing more is read or built. */
  stop: AbortSignal;
}

/** The kind that `openIndex` will give: known without the vectors. */
export function indexKindOf(corpus: Corpus, { available } = hnswAvailable()): VectorIndex['kind'] {
  return available && wantsHnsw(corpus) ? 'hnsw' : 'exact';
}

const wantsHnsw = (corpus: Corpus) => corpus.rows > exactUpToRows || corpus.hnswFile() !== null;

/**
 * In turns with other work.
 * @param vectors those of the corpus, all of them.
 * @throws the reason of `stop`.
 */
export async function openIndex(
  corpus: Corpus,
  vectors: VectorTable,
  {
    say,
    availability = hnswAvailable(),
    stop = new AbortController().signal,
  }: Partial<OpenIndexOptions> & Pick<OpenIndexOptions, 'say'>,
): Promise<VectorIndex> {
  if (!wantsHnsw(corpus)) return new ExactIndex(vectors);
  if (!availability.available) {
    say(
      `The exact index serves instead of HNSW, because hnswlib-node could not be loaded: ${availability.reason}`,
    );
    return new ExactIndex(vectors);
  }
  const sha256 = corpus.hnswFile()?.sha256 ?? null;
  try {
    if (sha256 !== null) return await HnswIndex.loadInTurns(corpus.hnswPath, vectors, sha256, stop);
    say(`The corpus in "${corpus.folder}" has no index; it is built now.`);
  } catch (error) {
    if (!(error instanceof NearbyError) || error.code !== 'index-damaged') throw error;
    say(error.message);
  }
  const index = await HnswIndex.build(vectors, { seed: corpus.settings.seed }, () => stop.throwIfAborted());
  keepIndex(corpus, index, say);
  return index;
}

/** Writes the index for the next time; where that cannot be done, this time goes on without. */
function keepIndex(corpus: Corpus, index: HnswIndex, say: (line: string) => void): void {
  try {
    const writable = Corpus.open(corpus.folder);
    try {
      if (writable.rows !== index.rows) {
        say('The index was rebuilt but not written: papers were added meanwhile.');
        return;
      }
      writable.saveHnswChecksum(index.save(writable.hnswPath));
      say('The index was rebuilt and written.');
    } finally {
      writable.close();
    }
  } catch (error) {
    if (!(error instanceof NearbyError)) throw error;
    say(`The index was rebuilt but not written, and will be rebuilt the next time: ${reasonOf(error)}`);
  }
}
