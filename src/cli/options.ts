/**
 * Every option of the command line, once: flag, words and check. Help, the README's table and the parser are made from
 * this; a command names the options it takes.
 */
import { Option } from 'commander';
import { z } from 'zod';
import { buildDefaults } from '../build-defaults.ts';
import { type ExportFormat, exportFormats } from '../citations/export-formats.ts';
import { NearbyError } from '../errors.ts';
import { type PaperFormat, paperFormats } from '../papers/paper-formats.ts';
import { maxWeight, type PartWeights } from '../search/part-weights.ts';
import {
  type DuplicateWay,
  duplicateWays,
  type ExampleWay,
  exampleWays,
  type SearchMode,
  searchModes,
} from '../search/search-types.ts';
import { suggestDefaults } from '../search/suggest-next.ts';
import { limits } from '../server/api-schemas.ts';
import { regionTextExpected } from '../server/region-text.ts';
import { maxNameLength } from '../server/topic-schemas.ts';
import { momentSchema } from '../tables/arrivals.ts';
import type { Region } from '../tables/region.ts';
import { maxMemoryOption } from './memory-size.ts';
import {
  numberBetween,
  partNames,
  partWeight,
  region,
  topicId,
  topicName,
  topicPair,
  wholeNumber,
  years,
} from './option-values.ts';
import { siteLimits } from './site-limits.ts';

interface OptionEntry<Value> {
  flags: string;
  says: string;
  /** What a value must be, in words, for the refusal. */
  expected: string;
  schema: z.ZodType<Value>;
  /** Shown in the help; the value itself is put in by the command's schema or defaults. */
  shownDefault?: string;
  /** May be given several times; the values are collected. */
  repeatable?: boolean;
}

function option<Value>(entry: OptionEntry<Value>): OptionEntry<Value> {
  return entry;
}

/** Of an option that takes no value. */
const flag = { expected: 'no value', schema: z.boolean() };

export const optionTable = {
  corpus: option({
    flags: '--corpus <dir>',
    says: 'folder of the corpus',
    expected: 'a folder',
    schema: z.string().min(1),
    shownDefault: 'in .nearby, named after the files; the only one there when asking',
  }),
  model: option({
    flags: '--model <name>',
    says: 'bundled model, a folder, or a Hugging Face name (owner/name), which is downloaded',
    expected: 'the name of a model or a folder',
    schema: z.string().min(1),
    shownDefault: buildDefaults.model,
  }),
  format: option({
    flags: '--format <format>',
    says: `format of the files: ${paperFormats.join(', ')}`,
    expected: `one of ${paperFormats.join(', ')}`,
    schema: z.enum(paperFormats),
    shownDefault: 'found by content',
  }),
  seed: option({
    flags: '--seed <number>',
    says: 'seed of index, layout and topics: the same input and seed give the same map',
    expected: 'a whole number from 0 to 4294967295',
    schema: wholeNumber(0, 0xffffffff),
    shownDefault: String(buildDefaults.seed),
  }),
  relayout: option({
    flags: '--relayout',
    says: 'lay all papers out anew; the new map is turned to lie on the old one',
    ...flag,
  }),
  maxMemory: option(maxMemoryOption),
  processes: option({
    flags: '--processes <n>',
    says: 'how many processes embed; more is faster up to the number of cores and takes more memory',
    expected: 'a whole number from 1 to 64',
    schema: wholeNumber(1, 64),
    shownDefault: 'the number of cores, at most 8',
  }),
  port: option({
    flags: '--port <n>',
    says: 'port on 127.0.0.1; 0 takes any free one',
    expected: 'a whole number from 0 to 65535',
    schema: wholeNumber(0, 65535),
    shownDefault: '4180 or the next free one',
  }),
  k: option({
    flags: '-k <n>',
    says: 'how many papers',
    expected: `a whole number from 1 to ${limits.maxK}`,
    schema: wholeNumber(1, limits.maxK),
    shownDefault: `${limits.defaultK}; ${suggestDefaults.k} for suggest; all for an export by filters alone`,
  }),
  mode: option({
    flags: '--mode <mode>',
    says: 'how a text finds papers: fused, meaning or words',
    expected: 'fused, meaning or words',
    schema: z.enum(searchModes),
    shownDefault: 'fused',
  }),
  like: option({
    flags: '--like <id>',
    says: 'a paper that the answer should be like (repeatable)',
    expected: 'the id of a paper',
    schema: z.string().min(1),
    repeatable: true,
  }),
  unlike: option({
    flags: '--unlike <id>',
    says: 'a paper that the answer should be unlike (repeatable)',
    expected: 'the id of a paper',
    schema: z.string().min(1),
    repeatable: true,
  }),
  near: option({
    flags: '--near <topic>',
    says: 'a topic that the answer should be near to, without being only of it; ids from "nearby topics" (repeatable)',
    expected: 'the number of a topic',
    schema: topicId,
    repeatable: true,
  }),
  nearRegion: option({
    flags: '--near-region <corners>',
    says: 'an area of the map that the answer should be near to, written as for --region',
    expected: regionTextExpected,
    schema: region,
  }),
  weight: option({
    flags: '--weight <part=number>',
    says: `how much a part of the question counts, 0 to ${maxWeight}: ${partNames.join(', ')} (repeatable; default: 1 each)`,
    expected: `part=number, for example text=2; parts are ${partNames.join(', ')}, numbers 0 to ${maxWeight}`,
    schema: partWeight,
    repeatable: true,
  }),
  diversity: option({
    flags: '--diversity <n>',
    says: 'how much the papers should differ among themselves, 0 to 1',
    expected: 'a number from 0 to 1',
    schema: numberBetween(0, 1),
    shownDefault: '0',
  }),
  examples: option({
    flags: '--examples <way>',
    says: 'how examples count together: near to the mean of all, near to any one, or what a classifier learned of them',
    expected: 'all, any or learned',
    schema: z.enum(exampleWays),
    shownDefault: 'all',
  }),
  year: option({
    flags: '--year <range>',
    says: 'only papers of these years: 2019..2023, 2019.., ..2023 or 2019',
    expected: 'a range of years such as 2019..2023',
    schema: years,
  }),
  topic: option({
    flags: '--topic <id>',
    says: 'only papers of this topic; ids from "nearby topics" (repeatable)',
    expected: 'the number of a topic',
    schema: topicId,
    repeatable: true,
  }),
  region: option({
    flags: '--region <corners>',
    says: 'only papers in this area of the map: x and y of each corner in turn, as after "region=" in the address of the page',
    expected: regionTextExpected,
    schema: region,
  }),
  filter: option({
    flags: '--filter <name=value>',
    says: 'only papers with this value of a facet: category, venue, author, keyword, list, source or a field of the files (repeatable)',
    expected: 'name=value, for example category=cs.LG',
    schema: z.string().regex(/^[^=]+=./s),
    repeatable: true,
  }),
  addedSince: option({
    flags: '--added-since <date>',
    says: 'only papers that were added then or later, by build or add: 2026-11-21 (in UTC) or 2026-11-21T09:30:00Z',
    expected: 'a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z',
    schema: momentSchema,
  }),
  level: option({
    flags: '--level <n>',
    says: 'only topics of this level, 0 the coarsest',
    expected: 'a whole number from 0 to 9',
    schema: wholeNumber(0, 9),
    shownDefault: 'all',
  }),
  as: option({
    flags: '--as <format>',
    says: `format of the export: ${exportFormats.join(', ')}`,
    expected: `one of ${exportFormats.join(', ')}`,
    schema: z.enum(exportFormats),
    shownDefault: 'by the ending of --out, else jsonl',
  }),
  out: option({
    flags: '--out <file>',
    says: 'file to write; it is replaced if it exists',
    expected: 'a file',
    schema: z.string().min(1),
    shownDefault: 'standard output, which "embed" wants led to a file or a pipe',
  }),
  site: option({
    flags: '--site <dir>',
    says: 'folder for a site of files: the page with map, topics and search, for any web host, without the program',
    expected: 'a folder',
    schema: z.string().min(1),
  }),
  large: option({
    flags: '--large',
    says: `write a site of more than ${siteLimits.papers.toLocaleString('en')} papers`,
    ...flag,
  }),
  query: option({
    flags: '--query',
    says: 'embed the texts as questions, with what the model puts before these; without it, as papers',
    ...flag,
  }),
  peek: option({
    flags: '--peek',
    says: 'look without moving the mark: the same papers are new the next time',
    ...flag,
  }),
  delete: option({
    flags: '--delete',
    says: 'delete the saved query',
    ...flag,
  }),
  gaps: option({
    flags: '--gaps',
    says: 'also what is near the papers that were found and not among them; -k and the filters are about these',
    ...flag,
  }),
  duplicates: option({
    flags: '--duplicates <way>',
    says: 'duplicates and versions of a paper: grouped (one hit, one point on the map) or listed (each for itself); a build keeps what it was told',
    expected: 'grouped or listed',
    schema: z.enum(duplicateWays),
    shownDefault: 'grouped',
  }),
  name: option({
    flags: '--name <id=name>',
    says: 'a name for a topic; later builds give it to the topic most like it (repeatable)',
    expected: `the id of a topic, "=", and a name of at most ${maxNameLength} characters`,
    schema: topicName,
    repeatable: true,
  }),
  compare: option({
    flags: '--compare <ids>',
    says: 'what tells two topics apart: words, typical papers, papers between them, years',
    expected: 'the ids of two topics, joined by a comma: 3,17',
    schema: topicPair,
  }),
  unname: option({
    flags: '--unname <topic>',
    says: 'a topic, by its id, that takes back the name made of its phrases, or a name of yours that fits no topic any more and is forgotten (repeatable)',
    expected: 'the id of a topic, or a name that fits none',
    schema: z.union([topicId, z.string().trim().min(1)]),
    repeatable: true,
  }),
  readOnly: option({
    flags: '--read-only',
    says: 'keep nothing that is said in the page: names of topics cannot be changed',
    ...flag,
  }),
  split: option({
    flags: '--split <id>',
    says: 'a paper that is no duplicate: it is kept apart, also by later builds (repeatable)',
    expected: 'the id of a paper',
    schema: z.string().min(1),
    repeatable: true,
  }),
  join: option({
    flags: '--join <id>',
    says: 'a paper that was kept apart and may be grouped again (repeatable)',
    expected: 'the id of a paper',
    schema: z.string().min(1),
    repeatable: true,
  }),
  explain: option({
    flags: '--explain',
    says: 'under each paper the sentence of its abstract that is nearest to the question, the phrases it shares with liked papers, and of what its similarity is made',
    ...flag,
  }),
  json: option({
    flags: '--json',
    says: 'print the answer as JSON, for programs',
    ...flag,
  }),
};

export type OptionName = keyof typeof optionTable;

/** The values after parsing: one entry a name, an array for the repeatable ones. */
export interface OptionValues {
  corpus?: string;
  model?: string;
  format?: PaperFormat;
  seed?: number;
  processes?: number;
  relayout?: boolean;
  maxMemory?: number;
  port?: number;
  k?: number;
  mode?: SearchMode;
  like?: string[];
  unlike?: string[];
  near?: number[];
  nearRegion?: Region;
  weight?: { part: keyof PartWeights; weight: number }[];
  diversity?: number;
  examples?: ExampleWay;
  year?: { from?: number; to?: number };
  topic?: number[];
  region?: Region;
  addedSince?: string;
  filter?: string[];
  level?: number;
  as?: ExportFormat;
  out?: string;
  site?: string;
  large?: boolean;
  query?: boolean;
  peek?: boolean;
  delete?: boolean;
  gaps?: boolean;
  duplicates?: DuplicateWay;
  name?: { topic: number; name: string }[];
  compare?: [number, number];
  unname?: (number | string)[];
  readOnly?: boolean;
  split?: string[];
  join?: string[];
  explain?: boolean;
  json?: boolean;
}

/** The commander option for a name; a value that does not fit throws `bad-option`. */
export function commanderOption(name: OptionName): Option {
  const entry: OptionEntry<unknown> = optionTable[name];
  const made = new Option(entry.flags, describe(entry));
  if (made.isBoolean()) return made;
  return made.argParser((text: string, earlier: unknown) => {
    const parsed = entry.schema.safeParse(text);
    if (!parsed.success || text.trim() === '') {
      throw new NearbyError('bad-option', {
        name: flagOf(entry.flags),
        value: text,
        expected: entry.expected,
      });
    }
    return entry.repeatable ? [...((earlier as unknown[] | undefined) ?? []), parsed.data] : parsed.data;
  });
}

/** The words of the help for an option, with its default. */
export function describe(entry: OptionEntry<unknown>): string {
  return entry.shownDefault === undefined ? entry.says : `${entry.says} (default: ${entry.shownDefault})`;
}

const flagOf = (flags: string) => flags.split(' ')[0];
