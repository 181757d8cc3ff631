/** What asking for many papers at once takes and gives: the page exports and keeps papers by it. */
import { z } from 'zod';
import { id, limits, paperSchema } from './api-schemas.ts';

export const recordsRequestSchema = z
  .strictObject({
    rows: z.array(z.int().min(0)).max(limits.maxRecords).optional().describe('Positions in the tables.'),
    ids: z.array(id).max(limits.maxRecords).optional().describe('Or ids.'),
  })
  .describe('Papers by row, by id, or both: first the rows, then the ids, each in the order given.');

export const recordSchema = paperSchema.omit({ versions: true, place: true });

export const recordsSchema = z.object({
  papers: z.array(recordSchema),
  unknown: z.array(id).describe('The ids that no paper has.'),
});
