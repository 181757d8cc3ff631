/** The steps of a build that the index makes: itself, and the neighbour graph. */
import type { BuildOptions } from './build-defaults.ts';
import { sideBySide } from './build-side-by-side.ts';
import { NearbyError } from './errors.ts';
import { atOnce } from './in-turns.ts';
import { exactGraphRows, exactNote, hnswNote } from './index/choose-index.ts';
import { checkHnswChecksum, hnswAvailable } from './index/hnsw-index.ts';
import { buildHnsw, extendNeighbors, findAllNeighbors, type HnswFile } from './index/in-threads.ts';
import type { VectorIndex } from './index/vector-index.ts';
import { ignoreProgress } from './progress.ts';
import type { Corpus } from './store/corpus.ts';
import type { NeighborGraph } from './tables/neighbor-graph.ts';
import type { VectorTable } from './tables/vector-table.ts';

/** The index of a corpus, and in words which one it is and why. */
export interface BuiltIndex {
  kind: VectorIndex['kind'];
  note: string;
  /** Null for an exact one. */
  file: HnswFile | null;
}

/** Beyond this share of new papers an index and a graph made anew are better and take little longer. */
const extendedShare = 0.25;

/**
 * Index and neighbour graph of all papers, as far as they are not stored. Where some have come to many, both are extended at the
 * same time, for then the graph needs no index.
 */
export async function indexAndGraph(
  corpus: Corpus,
  vectors: VectorTable,
  options: BuildOptions,
): Promise<{ index: BuiltIndex; graph: NeighborGraph }> {
  const old = corpus.graph() === null ? corpus.lastGraph() : null;
  if (old && canExtend(old.rows, vectors.rows)) {
    const onReport = neighborReport(options);
    const [index, graph] = await sideBySide(
      // One bar for both: that of the graph, which takes longer.
      () => buildIndex(corpus, vectors, { ...options, onProgress: ignoreProgress }),
      () => extendNeighbors(old, vectors, onReport),
    );
    corpus.saveGraph(graph);
    return { index, graph };
  }
  const index = await buildIndex(corpus, vectors, options);
  return { index, graph: await findGraph(corpus, index, vectors, options) };
}

const neighborReport =
  ({ onProgress }: BuildOptions) =>
  (done: number, total: number) =>
    onProgress({ stage: 'index', done, total, note: 'neighbours' });

/**
 * The index over all vectors, written beside the database; the one of an interrupted run where there is one. Papers that came
 * since go into the one that is there, so that adding a few takes seconds.
 */
async function buildIndex(
  corpus: Corpus,
  vectors: VectorTable,
  { say, onProgress }: BuildOptions,
): Promise<BuiltIndex> {
  const { available, reason } = hnswAvailable();
  if (!available) return { kind: 'exact', note: exactNote(reason), file: null };
  const path = corpus.hnswPath;
  const built = (sha256: string): BuiltIndex => ({ kind: 'hnsw', note: hnswNote(), file: { path, sha256 } });
  const stored = corpus.hnswFile();
  if (stored?.rows === vectors.rows && isSound(stored.sha256, path, say)) return built(stored.sha256);

  const options = {
    hnsw: { seed: corpus.settings.seed },
    onReport: (done: number, total: number) => onProgress({ stage: 'index', done, total }),
  };
  const old = stored && canExtend(stored.rows, vectors.rows) ? stored : null;
  let sha256: string;
  try {
    sha256 = await buildHnsw(vectors, path, { ...options, old });
  } catch (error) {
    if (!old || !isIndexDamaged(error)) throw error;
    say(error.message);
    sha256 = await buildHnsw(vectors, path, options);
  }
  corpus.saveHnswChecksum(sha256);
  return built(sha256);
}

const canExtend = (before: number, rows: number) => before < rows && rows - before <= extendedShare * before;

const isIndexDamaged = (error: unknown): error is NearbyError =>
  error instanceof NearbyError && error.code === 'index-damaged';

/** Whether the file is the one whose checksum was stored; if not, it says so. */
function isSound(sha256: string, path: string, say: (line: string) => void): boolean {
  try {
    atOnce(checkHnswChecksum(path, sha256));
    return true;
  } catch (error) {
    if (!isIndexDamaged(error)) throw error;
    say(error.message);
    return false;
  }
}

async function findGraph(
  corpus: Corpus,
  { file }: BuiltIndex,
  vectors: VectorTable,
  options: BuildOptions,
): Promise<NeighborGraph> {
  const stored = corpus.graph();
  if (stored) return stored;
  const asked = vectors.rows <= exactGraphRows ? null : file;
  const graph = await findAllNeighbors(vectors, asked, options.neighbors, neighborReport(options));
  corpus.saveGraph(graph);
  return graph;
}
