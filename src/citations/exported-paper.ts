import type { Paper } from '../tables/paper.ts';

export interface ExportedPaper extends Paper {
  /** Names of its topics, coarsest first. */
  topics: string[];
  /** Its place on the map, in the layout's units; null while it has none. */
  x: number | null;
  y: number | null;
}
