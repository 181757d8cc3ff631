/** An area of the map as text, in an address as on the command line: x and y of each corner in turn, joined by commas. */
import { z } from 'zod';
import { limits, regionSchema } from './api-schemas.ts';

export const regionTextExpected = `x and y of 3 to ${limits.maxCorners} corners in turn, joined by commas, such as 0,0,4,0,4,3`;

/** @returns null for anything but 3 to 200 pairs of finite numbers. */
export function readRegionText(text: string): z.output<typeof regionSchema> | null {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.length % 2 !== 0) return null;
  const corners = Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
  return regionSchema.safeParse(corners).data ?? null;
}

export const regionTextSchema = z
  .string()
  .refine((text) => readRegionText(text) !== null, regionTextExpected);
