import type { Stage } from '../progress.ts';

/** What a build measured of itself; stored with the corpus, shown by `nearby info`, `/api/info` and the page. */
export interface Figures {
  /** "exact" also where hnswlib-node is not installed; `indexNote` then says so. */
  indexKind: 'hnsw' | 'exact';
  indexNote: string;
  /** Share of the true 10 nearest rows that the index finds; null for fewer than 2 papers. */
  recallAt10: number | null;
  /** Venna & Kaski's, 0…1, at 15 neighbours (fewer in small corpora); null where there are too few papers. */
  trustworthinessAt15: number | null;
  continuityAt15: number | null;
  /** Texts cut at the model's maximum of tokens. */
  textsCut: number;
  papersWithoutAbstract: number;
  /** Papers with no topic at level 0. */
  papersWithoutTopic: number;
  seconds: Partial<Record<Stage, number>>;
  seed: number;
  /** ISO 8601, UTC. */
  builtAt: string;
}
