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

const topicNumber = z.int().min(0).max(999_999_999);

export const compareParametersSchema = z.strictObject({
  a: topicNumber.describe('A topic id of any level.'),
  b: topicNumber.describe('Another one.'),
});

const comparedPaper = z.object({ row: z.int(), id, title: z.string(), year: z.int().nullable() });

const comparedSide = z.object({
  topic: z.int(),
  name: z.string(),
  papers: z
    .int()
    .describe('How many are compared: of a topic that holds the other, those outside of that one.'),
  phrases: z
    .array(
      z.object({
        text: z.string(),
        own: z.number().describe('The share of its papers that have it, 0…1.'),
        other: z.number().describe("The share of the other topic's papers."),
      }),
    )
    .describe('What its papers say and those of the other do not, the most telling first.'),
  typical: z.array(comparedPaper).describe('Its papers that are nearest to it and farthest from the other.'),
});

export const comparisonSchema = z.object({
  a: comparedSide,
  b: comparedSide,
  between: z
    .array(comparedPaper.extend({ topic: z.int().describe('Which of the two it belongs to.') }))
    .describe('Papers of either that are near to both, the nearest first.'),
  years: z
    .array(z.object({ year: z.int(), a: z.int(), b: z.int() }))
    .describe('How many papers of each came in a year, oldest first; none where papers have no years.'),
});
