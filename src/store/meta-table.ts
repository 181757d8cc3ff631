import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import type { Database } from './database.ts';

/** The model that gave the vectors: another model's vectors mean nothing beside them. */
interface CorpusModel {
  name: string;
  dimensions: number;
  maxTokens: number;
  /** Of the model's files, as the model's description says it. */
  sha256: string;
}

/** What a corpus was made with; written once. */
export interface CorpusSettings {
  model: CorpusModel;
  seed: number;
  /** ISO 8601, UTC. */
  createdAt: string;
}

const settingsSchema = z.object({
  model: z.object({
    name: z.string().min(1),
    dimensions: z.int().min(1),
    maxTokens: z.int().min(1),
    sha256: z.string(),
  }),
  seed: z.int(),
  createdAt: z.string(),
}) satisfies z.ZodType<CorpusSettings>;

/** @throws NearbyError `bad-shape`. */
export function writeSettings(database: Database, settings: CorpusSettings): void {
  const checked = settingsSchema.safeParse(settings);
  if (!checked.success) {
    const got = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new NearbyError('bad-shape', {
      what: 'corpus settings object',
      got,
      expected: 'model, seed and createdAt',
    });
  }
  const value = JSON.stringify(checked.data);
  database.run("INSERT INTO meta (name, value) VALUES ('settings', ?)", [value]);
}

/** @throws NearbyError `corpus-damaged` where they are missing or not what was written. */
export function readSettings(database: Database): CorpusSettings {
  const { folder } = database;
  const found = database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'settings'");
  if (!found) throw new NearbyError('corpus-damaged', { folder, reason: 'its settings are missing' });
  try {
    return settingsSchema.parse(JSON.parse(found.value));
  } catch (thrown) {
    const reason = `its settings are not valid (${reasonOf(thrown)})`;
    throw new NearbyError('corpus-damaged', { folder, reason }, { cause: thrown });
  }
}

/** @throws NearbyError `corpus-model` unless the model is the one that the corpus was made with, which stays with it. */
export function checkModel(
  corpus: { folder: string; settings: CorpusSettings },
  asked: Pick<CorpusModel, 'name' | 'dimensions' | 'sha256'>,
): void {
  const { model: built } = corpus.settings;
  if (built.sha256 === asked.sha256 && built.dimensions === asked.dimensions) return;
  throw new NearbyError('corpus-model', {
    folder: corpus.folder,
    built: built.name,
    builtDimensions: built.dimensions,
    asked: asked.name,
    askedDimensions: asked.dimensions,
  });
}

/** Whether papers that came last were to be placed on the map as it is; false where nobody said. */
export function readKeepsMap(database: Database): boolean {
  return database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'keepsMap'")?.value === 'true';
}

export function writeKeepsMap(database: Database, keepsMap: boolean): void {
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('keepsMap', ?)", [String(keepsMap)]);
}

/**
 * How often a vector that had been stored was replaced or dropped. Whatever is derived from vectors carries the count
 * of its time, and is stale under another. New rows do not count: whoever derives looks at the number of rows as
 * well, and the HNSW file of the older rows is still good to be added to.
 */
export function generationOf(database: Database): number {
  const found = database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'generation'");
  return found ? Number(found.value) : 0;
}

/** To be called in the transaction that changes vectors. */
export function raiseGeneration(database: Database): void {
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('generation', ?)", [
    String(generationOf(database) + 1),
  ]);
}
