/** What is written after an option → its value: the checks that are more than a type. */
import { z } from 'zod';
import { defaultWeights, maxWeight, type PartWeights } from '../search/part-weights.ts';
import { yearRange } from '../search/query-fields.ts';
import { readRegionText, regionTextSchema } from '../server/region-text.ts';
import { topicNameSchema } from '../server/topic-schemas.ts';

/** Nothing written (a script's empty variable) is no number: JavaScript would take it for 0. */
const written = z.string().trim().min(1);

export const wholeNumber = (from: number, to: number) =>
  written.pipe(z.coerce.number<string>().int().min(from).max(to));

export const numberBetween = (from: number, to: number) =>
  written.pipe(z.coerce.number<string>().min(from).max(to));

/** Whether the corpus has it is seen when it is open. */
export const topicId = wholeNumber(0, 999_999_999);

export const years = z
  .string()
  .refine((text) => yearRange(text) !== null)
  .transform((text) => yearRange(text) ?? {});

export const region = regionTextSchema.transform((text) => readRegionText(text) ?? []);

export const partNames = Object.keys(defaultWeights) as (keyof PartWeights)[];

/** "text=2". */
export const partWeight = z
  .string()
  .regex(/^\w+=\d+(\.\d+)?$/)
  .transform((text) => {
    const [part, weight] = text.split('=');
    return { part: part as keyof PartWeights, weight: Number(weight) };
  })
  .refine(({ part, weight }) => partNames.includes(part) && weight <= maxWeight);

/** "3,17". */
export const topicPair = z
  .string()
  .regex(/^\d{1,9},\d{1,9}$/)
  .transform((text) => text.split(',').map(Number) as [number, number]);

/** "3=Glacier ice". */
export const topicName = z
  .string()
  .regex(/^\d{1,9}=/)
  .transform((text) => {
    const at = text.indexOf('=');
    return { topic: Number(text.slice(0, at)), name: text.slice(at + 1) };
  })
  .pipe(z.object({ topic: z.int(), name: topicNameSchema }));
