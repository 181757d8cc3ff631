/**
 * What lies in a site's folder of data, written by write-site.ts and read by site-corpus.ts:
 *
 *     site.json              the manifest below
 *     info, topics, facets   .json, and map.bin: the answers of /api/info and so on, byte for byte
 *     ids.json               the id of each row
 *     papers/N.json          the papers of `papersPerFile` rows, from row N × papersPerFile on
 *     titles.bin             two uint32 a row: `titleKey`
 *     vectors.bin            see pack-vectors.ts
 *     words/N.bin            see word-postings.ts; `lengths.bin`: words of each row, int32
 *     facets/N.json          the values of facet N and the rows that have each
 *     rarity.json            how many of a sample of papers have each form
 *     duplicates.bin         representative (int32) and rule (uint8) of each row, where papers have versions
 *     kept.bin               how many of each row's nearest are near it on the map, then of how many (uint8)
 *     model/                 the files of the model, where a browser can run it
 */
import { z } from 'zod';
import { hashSeed, hashStep } from '../embed/piece-table.ts';
import { portableDescriptionSchema } from '../embed/portable-model.ts';
import type { FacetRows } from '../store/corpus.ts';
import { lettersAndDigits } from '../tables/paper.ts';

export const siteFormat = 1;

/** The meta element of the page that names the folder of data; without it the page asks a server. */
export const siteMetaName = 'nearby-site';

export const siteDefaults = {
  /** Fewer: less to fetch for a paper; more: fewer files. Thirty hits of 20,000 papers lie in as many files of 22 KB, of 1,250. */
  papersPerFile: 16,
  /** Of postings in a file; a commoner word has a file of its own. A question then fetches some 100 KB of words. */
  wordFileBytes: 32 * 1024,
};

export const manifestSchema = z.object({
  format: z.literal(siteFormat),
  papers: z.int().min(0),
  settings: z.object({
    model: z.object({ name: z.string(), dimensions: z.int(), maxTokens: z.int(), sha256: z.string() }),
    seed: z.int(),
    createdAt: z.string(),
  }),
  papersPerFile: z.int().min(1),
  /** The first form of each file of words. */
  firstForms: z.array(z.string()),
  wordTotals: z.object({ papers: z.int(), words: z.int() }),
  /** Names; facets/N.json has those of the Nth. */
  facets: z.array(z.string()),
  hasVersions: z.boolean(),
  hasKept: z.boolean(),
  /** null: it cannot run in a browser, and texts are found by words alone. */
  model: z.object({ ...portableDescriptionSchema.shape, bytes: z.int() }).nullable(),
});

export type SiteManifest = z.infer<typeof manifestSchema>;

export const sitePaths = {
  manifest: 'site.json',
  info: 'info.json',
  topics: 'topics.json',
  facets: 'facets.json',
  map: 'map.bin',
  ids: 'ids.json',
  titles: 'titles.bin',
  vectors: 'vectors.bin',
  lengths: 'lengths.bin',
  rarity: 'rarity.json',
  duplicates: 'duplicates.bin',
  kept: 'kept.bin',
  papers: (file: number) => `papers/${file}.json`,
  words: (file: number) => `words/${file}.bin`,
  facet: (place: number) => `facets/${place}.json`,
  model: {
    onnx: 'model/model.onnx',
    tokenizer: 'model/tokenizer.json',
    config: 'model/tokenizer_config.json',
  },
};

/** 64 bits of a title's letters and digits (FNV-1a, from both ends): among a million titles two meet with one in 10^7. */
export function titleKey(title: string): [number, number] {
  // As the store does: a title of only symbols still tells papers apart.
  const text = lettersAndDigits(title) || title;
  let forward = hashSeed;
  let backward = hashSeed;
  for (let i = 0; i < text.length; i++) {
    forward = hashStep(forward, text.charCodeAt(i));
    backward = hashStep(backward, text.charCodeAt(text.length - 1 - i));
  }
  return [forward >>> 0, backward >>> 0];
}

/** As rarity.json has it: of `papers` papers, how many have each form. */
export interface StoredRarity {
  papers: number;
  papersWith: [form: string, papers: number][];
}

/** As facets/N.json has it: typed arrays are lists there. */
export interface StoredFacet {
  values: string[];
  starts: number[];
  rows: number[];
}

export function storedFacet({ values, starts, rows }: FacetRows): StoredFacet {
  return { values, starts: [...starts], rows: [...rows] };
}

export function readFacet({ values, starts, rows }: StoredFacet): FacetRows {
  return { values, starts: Int32Array.from(starts), rows: Int32Array.from(rows) };
}
