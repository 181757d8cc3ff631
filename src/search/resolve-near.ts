/** Topics and an area of the map → the one vector that their papers have in common. */
import type { Layout } from '../tables/layout-table.ts';
import { rowsInRegion } from '../tables/region.ts';
import { rowsInTopics, type TopicTree } from '../tables/topic-tree.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import { meanDirection } from './question-vector.ts';
import type { Near } from './search-types.ts';

export interface ResolvedNear {
  /** The unit vector of the mean of the papers; null where there are none, or nothing was asked. */
  vector: Float32Array | null;
  unknownTopics: number[];
  notes: string[];
}

/** Unknown topics are left out and named; whether enough is left to answer by is for the caller to say. */
export function resolveNear(
  { topics = [], region }: Near,
  { topics: tree, layout, vectors }: { topics: TopicTree | null; layout: Layout; vectors: VectorTable },
): ResolvedNear {
  const notes: string[] = [];
  if (topics.length === 0 && !region) return { vector: null, unknownTopics: [], notes };
  const { passes, unknown } = rowsInTopics(tree, topics, vectors.rows);
  for (const id of unknown) notes.push(`There is no topic ${id}; it was left out of the question.`);
  if (region) {
    const inside = rowsInRegion(layout, region);
    if (!inside.includes(1)) {
      notes.push('No paper lies in the area of the map to be near to; it was left out of the question.');
    }
    for (let row = 0; row < passes.length; row++) passes[row] |= inside[row];
  }
  const rows: number[] = [];
  for (let row = 0; row < passes.length; row++) if (passes[row] === 1) rows.push(row);
  const vector = meanDirection(vectors, rows);
  if (rows.length > 0 && !vector) {
    notes.push('The papers to be near to have nothing in common; they were left out of the question.');
  }
  return { vector, unknownTopics: unknown, notes };
}

/** Whether it names anything at all. */
export const asksNear = ({ topics = [], region }: Near) => topics.length > 0 || region !== undefined;
