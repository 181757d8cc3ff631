import { z } from 'zod';

/** As much as decides whether the library can read it; it does not check for itself. */
export const tokenizerSchema = z.looseObject({
  model: z.looseObject({ vocab: z.union([z.looseObject({}), z.array(z.unknown())]) }),
  added_tokens: z.array(z.looseObject({ id: z.int().min(0), content: z.string().min(1) })),
});

/** No id of its tokens is above this. */
export function highestIdOf({ model: { vocab }, added_tokens }: z.output<typeof tokenizerSchema>): number {
  // A list where a token's place is its id, or names with their ids.
  let highest = Array.isArray(vocab) ? vocab.length - 1 : -1;
  for (const id of Array.isArray(vocab) ? [] : Object.values(vocab))
    if (typeof id === 'number') highest = Math.max(highest, id);
  for (const { id } of added_tokens) highest = Math.max(highest, id);
  return highest;
}
