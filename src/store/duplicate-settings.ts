import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import type { Database } from './database.ts';
import { dropDuplicates } from './derived-tables.ts';

/** What a person said of duplicates; papers are named by their ids. */
export interface DuplicateSettings {
  /** False: no paper is grouped with another. */
  grouped: boolean;
  /** Papers that are in no group. */
  apart: string[];
}

const duplicateSettingsSchema = z.object({
  grouped: z.boolean(),
  apart: z.array(z.string()),
}) satisfies z.ZodType<DuplicateSettings>;

/** Grouped, with nobody apart, where nobody said otherwise. @throws NearbyError `corpus-damaged`. */
export function readDuplicateSettings(database: Database): DuplicateSettings {
  const found = database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'duplicates'");
  if (!found) return { grouped: true, apart: [] };
  try {
    return duplicateSettingsSchema.parse(JSON.parse(found.value));
  } catch (thrown) {
    const reason = `what is said of duplicates is not valid (${reasonOf(thrown)})`;
    throw new NearbyError('corpus-damaged', { folder: database.folder, reason }, { cause: thrown });
  }
}

/** In one transaction with the groups found under other settings, which are dropped. */
export function writeDuplicateSettings(database: Database, settings: DuplicateSettings): void {
  database.transaction(() => {
    const value = JSON.stringify(settings);
    if (value === JSON.stringify(readDuplicateSettings(database))) return;
    database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('duplicates', ?)", [value]);
    dropDuplicates(database);
  });
}
