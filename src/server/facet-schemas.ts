/** What /api/facets takes and gives for a question. */
import { z } from 'zod';
import { countDefaults } from '../search/count-facets.ts';
import { facetsSchema, searchRequestSchema } from './api-schemas.ts';

export const facetCountsRequestSchema = searchRequestSchema
  .omit({ k: true, explain: true, shared: true, diversity: true })
  .extend({
    names: z
      .array(z.string().max(200))
      .max(100)
      .optional()
      .describe('Which facets to count; all where absent. Years and topics are counted always.'),
    find: z
      .strictObject({ name: z.string().max(200), text: z.string().max(200) })
      .optional()
      .describe('Only the values of one facet that have this text in them.'),
  });

export const facetCountsSchema = z.object({
  counted: z
    .enum(['passing', 'nearest'])
    .describe(
      `All papers that pass; or, where a text or examples make every paper an answer, the ${countDefaults.nearest} nearest.`,
    ),
  papers: z.int().describe('How many papers are counted, under the whole filter.'),
  years: z
    .array(z.object({ year: z.int(), count: z.int() }))
    .describe('Every year of the corpus, oldest first.'),
  topics: z.array(z.object({ id: z.int(), count: z.int() })),
  facets: facetsSchema.shape.facets.describe(
    'The 100 values with the largest counts, and those that are chosen. What is chosen within a facet, of years or topics ' +
      'does not count against the other values of the same one.',
  ),
  tookMs: z.number(),
});
