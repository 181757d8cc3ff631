/** What matching a bibliography and asking for its gaps take and give; api-schemas.ts holds the rest. */
import { z } from 'zod';
import { matchRules } from '../search/match-papers.ts';
import { filterSchema, hitSchema, hitsSchema, id, kSchema, limits } from './api-schemas.ts';

export const matchCandidateSchema = z.object({
  row: z.int(),
  id,
  title: z.string(),
  year: z.int().nullable(),
  similarity: z.number().describe('Of the two titles: 1 − edits / letters, 0…1.'),
});

export const matchEntrySchema = z.object({
  label: z.string().describe('The title of the entry.'),
  key: z.string().describe('Its id or citation key in the file, or one made of its title.'),
  year: z.int().nullable(),
  status: z.enum(['found', 'ambiguous', 'absent']),
  row: z.int().optional().describe('With found, as id, title and by: the paper that it is.'),
  id: id.optional(),
  title: z.string().optional(),
  by: z.enum(matchRules).optional().describe('The rule that found it.'),
  reason: z.string().optional().describe('With ambiguous: why, as a sentence.'),
  candidates: z.array(matchCandidateSchema).optional().describe('With ambiguous: at most five, best first.'),
});

export const matchSchema = z.object({
  entries: z.array(matchEntrySchema).describe('In the order of the file.'),
  counts: z.object({
    found: z.int(),
    ambiguous: z.int(),
    absent: z.int(),
    papers: z.int().describe('Different papers among the found: an entry may be there twice.'),
  }),
  issues: z
    .array(
      z.object({
        entry: z.int().nullable().describe('Position in the file, 1 first; null: the whole file.'),
        severity: z.enum(['skipped', 'warning']),
        reason: z.string(),
      }),
    )
    .describe('Records that could not be read, or not as they stood.'),
});

export const gapsRequestSchema = z.strictObject({
  ids: z.array(id).min(1).max(limits.maxLibrary).describe('The papers that one has; none is in the answer.'),
  k: kSchema,
  filter: filterSchema.optional(),
});

export const gapHitSchema = hitSchema.extend({
  nearTo: z
    .int()
    .describe(
      'How many of the given papers are neighbours of it; why.like names the nearest three, similarity is that of the first.',
    ),
});

export const gapsSchema = hitsSchema.extend({ hits: z.array(gapHitSchema) });
