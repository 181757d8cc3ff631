/** What is said of topics, and what a person may say of them. */
import { z } from 'zod';
import { id } from './api-schemas.ts';

/** Of a name that a person gives, characters: twice what is found, and still a name. */
export const maxNameLength = 100;

/** White space and what cannot be seen becomes one space; what is left must be something. */
const tidy = (text: string) => text.replace(/[\s\p{C}]+/gu, ' ').trim();

export const topicNameSchema = z
  .string()
  .overwrite(tidy)
  .min(1)
  .max(maxNameLength)
  .describe('Line breaks and the like become spaces.');

export const nameRequestSchema = z.strictObject({ name: topicNameSchema });

export const topicSchema = z.object({
  id: z.int(),
  level: z.int().describe('0 is the coarsest.'),
  parent: z.int().nullable(),
  name: z.string(),
  foundName: z.string().optional().describe('The name made of its phrases, where a person gave another.'),
  phrases: z.array(z.string()),
  size: z.int(),
  central: z.array(z.object({ row: z.int(), id, title: z.string() })).describe('Its most central papers.'),
  xData: z.number(),
  yData: z.number(),
});

export const topicsSchema = z.object({
  levels: z.int(),
  papers: z.int(),
  papersWithoutTopic: z.int(),
  topics: z.array(topicSchema),
  namesWithoutTopic: z
    .array(z.object({ name: z.string(), papers: z.int() }))
    .describe('Names that a person gave to so many papers that are no topic now; they are kept.'),
  canBeNamed: z.boolean().describe('Whether this server takes names for topics.'),
});
