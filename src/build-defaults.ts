import { buildProcesses } from './embed/embedder.ts';
import { defaultModel } from './embed/resolve-model.ts';
import type { PaperFormat } from './papers/read-papers.ts';
import { ignoreProgress, type OnProgress } from './progress.ts';

/** The options of a build with their defaults; merged once, in `buildCorpus`. */
export const buildDefaults = {
  /** A bundled model's name, a folder, or a Hugging Face name. It stays with the corpus. */
  model: defaultModel,
  /** Of index, layout and topics. The same papers in the same order with the same seed give the same bytes. */
  seed: 42,
  /**
   * Neighbours of each row in the neighbour graph. Topics use all, and so does the layout of more than 2,000 rows; that of
   * fewer the first 15. More smooths the topics and costs time in proportion; fewer than 15 tears the map apart. Sane: 15
   * to 50.
   */
  neighbors: 20,
  /** Processes that embed, one thread each. More than cores only costs memory; 8 are fed by one reader without waiting. */
  processes: buildProcesses(),
  /** Papers a transaction while importing: a kill loses at most these, which the next run reads again. */
  importBatch: 1000,
  /** Papers embedded in one go, sorted by length among themselves. Bounds the texts held in memory (about 30 MB). */
  embedChunk: 16_384,
  /**
   * Rows on which recall@10, trustworthiness and continuity are measured; all of them in smaller corpora. Drawn anew, so many
   * would give others by a standard error of 0.0008, 0.0025 and 0.0017 (at 100,000 papers).
   */
  measuredRows: 1000,
  /** The same where papers are added, which is to take seconds: 0.0016, 0.0049 and 0.0034. */
  measuredRowsAdding: 250,
  /** Format of the files; null: found by content. */
  format: null as PaperFormat | null,
  /** True (`add`): rows on the map stay where they are and keep their topics; new ones are placed among them. */
  keepMap: false,
  /** Whether duplicates and versions of a paper are one point and one hit. Stays with the corpus; undefined: as it was, or true. */
  grouped: undefined as boolean | undefined,
  /** True: all papers are laid out anew, and the map is turned to lie on the one before. */
  relayout: false,
  /** Bytes that a build may take: refused before it embeds where more is expected. Null: what the machine has. */
  maxMemory: null as number | null,
  onProgress: ignoreProgress as OnProgress,
  /** Takes a line for the person: a download that begins, a damaged file that is rebuilt. */
  say: (_line: string): void => {},
};

export type BuildOptions = typeof buildDefaults;
