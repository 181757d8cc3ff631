/** The papers that no training sees: models/train leaves the last ones of the last shard out. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readLastLines } from './read-lines.ts';

/** As many as models/train holds out: fewer would be as good a test, of more some were trained on. */
const heldOutCount = 20_000;

/** What the table calls them. */
export const heldOutSet = 'held-out papers';

const heldOutPaper = z.object({
  title: z.string().min(1),
  abstract: z.string(),
  category: z.string().default(''),
  keywords: z.array(z.string()).default([]),
  year: z.number().int().optional(),
});
export type HeldOutPaper = z.infer<typeof heldOutPaper>;

/** The last papers of the last shard of a folder, in their order; null where there is no shard. @throws `file-unreadable`. */
export async function readHeldOut(folder: string): Promise<HeldOutPaper[] | null> {
  if (!existsSync(folder)) return null;
  const shards = readdirSync(folder)
    .filter((name) => /^papers-\d+\.jsonl\.xz$/.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b));
  if (shards.length === 0) return null;
  return readLastLines(join(folder, shards.at(-1)!), heldOutPaper, heldOutCount);
}

const numberOf = (name: string) => Number(/\d+/.exec(name)![0]);
