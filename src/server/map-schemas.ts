/** What the binary answers of the map take and hold; see map-format.ts. */
import { z } from 'zod';
import { searchRequestSchema } from './api-schemas.ts';

export const similarityRequestSchema = searchRequestSchema.pick({
  text: true,
  like: true,
  unlike: true,
  near: true,
  weights: true,
});

export const numbersParametersSchema = z.strictObject({
  facet: z.string().min(1).max(200).describe('The name of a facet whose values are numbers.'),
});

/** Head of the binary answer of /api/map; see map-format.ts. */
export const mapHeadSchema = z.object({
  rows: z.int(),
  columns: z.array(
    z.object({
      name: z
        .string()
        .describe(
          '"points", "topic0", "topic1" …, "year", "list", "category", "abstract", "kept" (of its nearest papers, the percentage near it on the map; 255 unknown) where that was counted, and "representative" where papers have versions.',
        ),
      type: z.enum(['f32', 'i32', 'u8']),
      perRow: z.int(),
      byteOffset: z.int().describe('From the start of the body of the answer.'),
      labels: z
        .array(z.string())
        .optional()
        .describe('For coded columns: value i stands for labels[i], −1 for none.'),
    }),
  ),
});
