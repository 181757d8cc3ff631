/**
 * What the API takes and gives, once: requests are validated by these schemas, `/openapi.json` is derived from them, and
 * `api-types.ts` gives the page their types.
 */
import { z } from 'zod';
import { maxWeight } from '../search/part-weights.ts';
import { questionSyntax } from '../search/query-fields.ts';
import { duplicateWays, exampleWays, searchModes } from '../search/search-types.ts';
import { suggestDefaults } from '../search/suggest-next.ts';
import { momentSchema } from '../tables/arrivals.ts';

export const limits = {
  /** Hits in one answer: more than a person reads, little enough to answer at once. */
  maxK: 1000,
  defaultK: 10,
  /** Characters of a question: a pasted abstract of the longest kind fits several times. */
  maxTextLength: 20_000,
  /** Liked or disliked papers in one question. */
  maxExamples: 200,
  /** Suggestions in one answer: a person rates a handful, a program a page of them. */
  maxSuggested: 50,
  /** Corners of an area of the map: more than a hand draws. */
  maxCorners: 200,
  /** Rows in one request for papers. */
  maxRows: 200,
  /** Papers with their abstracts in one answer: some 1 MB; whoever wants more asks again. */
  maxRecords: 500,
  maxBodyBytes: 256 * 1024,
  /** A bibliography to match: BibTeX with abstracts takes 2 KB an entry, so some 10,000. */
  maxFileBytes: 20 * 1024 * 1024,
  /** Papers of a library in one question for its gaps, and the bytes of that many ids, which `maxRecords` stay below. */
  maxLibrary: 20_000,
  maxLibraryBytes: 4 * 1024 * 1024,
} as const;

export const id = z.string().min(1).max(1000);

const topicIds = z.array(z.int().min(0)).max(1000);

export const regionSchema = z
  .array(z.tuple([z.number(), z.number()]))
  .min(3)
  .max(limits.maxCorners)
  .describe('An area of the map: the corners of a polygon, [xData, yData] each, in order around it.');

export const filterSchema = z
  .strictObject({
    year: z
      .strictObject({ from: z.int().optional(), to: z.int().optional() })
      .optional()
      .describe('Both ends included; papers without a year are left out.'),
    topic: topicIds.optional().describe('Topic ids of any level.'),
    region: regionSchema.optional(),
    addedSince: momentSchema
      .optional()
      .describe(
        'Papers that came into the corpus then or later: a date, which begins at midnight in UTC, or a time in UTC.',
      ),
    facets: z
      .record(z.string().max(200), z.array(z.string().max(1000)).max(1000))
      .optional()
      .describe(
        'Facet name to accepted values: category, venue, author, keyword, list, source or a field of the files.',
      ),
  })
  .describe('Parts are joined by "and", the values within a part by "or".');

export const kSchema = z.int().min(1).max(limits.maxK).default(limits.defaultK).describe('How many hits.');

export const modeSchema = z
  .enum(searchModes)
  .default('fused')
  .describe('How a text finds papers: by meaning (vectors), by words (BM25), or both fused.');

export const explainSchema = z
  .boolean()
  .optional()
  .describe(
    'Whether hits carry why.parts, why.sentence and the phrases shared with liked papers; models with layers take seconds for the sentences.',
  );

export const sharedSchema = z
  .boolean()
  .optional()
  .describe(
    'Whether hits name the phrases that they share with the liked papers, as with explain but without asking the model.',
  );

export const examplesSchema = z
  .enum(exampleWays)
  .optional()
  .describe(
    'How examples count together: near to the mean of all (the default), near to any one of them, or what a classifier ' +
      'learned of them; a text is one more example.',
  );

export const nearSchema = z
  .strictObject({
    topics: topicIds.optional().describe('Topic ids of any level.'),
    region: regionSchema.optional(),
  })
  .describe('Topics and an area of the map whose papers the answer should be near to; these may be in it.');

const weightSchema = z.number().min(0).max(maxWeight);

export const weightsSchema = z
  .strictObject({
    text: weightSchema.optional().describe('Of the text, by meaning and by words.'),
    like: weightSchema.optional().describe('Of the liked papers.'),
    unlike: weightSchema.optional().describe('Of the disliked papers.'),
    near: weightSchema.optional().describe('Of topics and an area of the map.'),
  })
  .describe('How much each part of the question counts; 1 where not given, 0 leaves it out.');

export const diversitySchema = z
  .number()
  .min(0)
  .max(1)
  .optional()
  .describe(
    'How much the hits should differ among themselves: 0, the default, not at all (maximal marginal relevance).',
  );

export const duplicatesSchema = z
  .enum(duplicateWays)
  .optional()
  .describe('Whether duplicates and versions of a paper are one hit (grouped, the default) or a hit each.');

const syntax = questionSyntax.map(({ write, finds }) => `${write.join(' ')}: ${finds}`).join('; ');

export const searchRequestSchema = z.strictObject({
  text: z
    .string()
    .max(limits.maxTextLength)
    .optional()
    .describe(`A question in words, or any text. In a short one: ${syntax}.`),
  like: z
    .array(id)
    .max(limits.maxExamples)
    .optional()
    .describe('Ids of papers that the answer should be like.'),
  unlike: z.array(id).max(limits.maxExamples).optional().describe('Ids of papers that it should be unlike.'),
  near: nearSchema.optional(),
  weights: weightsSchema.optional(),
  diversity: diversitySchema,
  examples: examplesSchema,
  filter: filterSchema.optional(),
  k: kSchema,
  mode: modeSchema,
  duplicates: duplicatesSchema,
  explain: explainSchema,
  shared: sharedSchema,
});

export const suggestKSchema = z
  .int()
  .min(1)
  .max(limits.maxSuggested)
  .default(suggestDefaults.k)
  .describe('How many papers to rate.');

export const suggestRequestSchema = searchRequestSchema
  .pick({ text: true, like: true, unlike: true, near: true, weights: true, filter: true })
  .extend({ k: suggestKSchema });

export const exampleSchema = z.object({
  id,
  title: z.string(),
  similarity: z.number(),
  shared: z
    .array(z.string())
    .optional()
    .describe(
      'With explain or shared, of liked papers: phrases that both have, as the hit writes them, the most telling first.',
    ),
});

const versionsSchema = z.array(
  z.object({ id, title: z.string(), year: z.int().nullable(), venue: z.string(), source: z.string() }),
);

const examplePartSchema = z.object({ id, part: z.number() });

export const spanSchema = z.object({
  start: z.int().min(0).describe('Offset in UTF-16 units.'),
  end: z.int().min(0).describe('The offset after its last.'),
});

export const hitSchema = z.object({
  row: z.int().describe('Position in the tables and in /api/map.'),
  id,
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  venue: z.string(),
  topic: z.int().nullable().describe('Its finest topic.'),
  hasAbstract: z.boolean(),
  snippet: z
    .string()
    .describe(
      'At most 300 characters of the abstract, plain text: where most words of the question are seen, else its head.',
    ),
  versions: versionsSchema.describe('Other versions and copies of it that this hit stands for.'),
  similarity: z
    .number()
    .describe(
      'Cosine similarity to the question, −1…1; 0 where order is "newest", and, with a note, for words without a model.',
    ),
  score: z.number().describe('What the hits are ordered by; comparable within one answer only.'),
  why: z.object({
    text: z
      .object({
        similarity: z.number().describe('Cosine similarity to the text alone; 0 as above.'),
        meaningRank: z.int().nullable().describe('Place among the nearest by meaning, 1 first.'),
        wordsRank: z.int().nullable().describe('Place among the best by words, 1 first.'),
        words: z.array(z.string()).describe('The words of the question that the paper has.'),
        marks: z
          .object({
            title: z.array(spanSchema),
            snippet: z.array(spanSchema),
            abstract: z.array(spanSchema).describe("Of the paper's whole abstract."),
          })
          .describe('Where these words stand; phrases in quotes as a whole.'),
      })
      .nullable(),
    like: z.array(exampleSchema).describe('The liked papers, nearest to this hit first, at most 10.'),
    unlike: z.array(exampleSchema).describe('The disliked papers, nearest to this hit first, at most 10.'),
    parts: z
      .object({
        text: z.number().nullable().describe('null without a text.'),
        like: z.array(examplePartSchema).describe('Of the papers in why.like, in the same order.'),
        unlike: z.array(examplePartSchema).describe('Of the papers in why.unlike, in the same order.'),
        near: z.number().nullable().describe('Of topics and an area of the map; null without them.'),
        others: z.number().describe('Of the examples that are not named, together.'),
      })
      .optional()
      .describe('With explain: of what the similarity is made; the numbers add up to it.'),
    sentence: z
      .object({
        ...spanSchema.shape,
        text: z.string(),
        similarity: z.number().describe('Cosine similarity of the sentence alone to the question.'),
      })
      .nullable()
      .optional()
      .describe(
        'With explain: the sentence of the abstract nearest in meaning to the question; null without an abstract, and ' +
          'where a note says that none is named.',
      ),
  }),
});

export const hitsSchema = z.object({
  hits: z.array(hitSchema),
  order: z
    .enum(['nearest', 'newest'])
    .describe(
      'Nearest to the question first; or newest first, where a filter, fields and excluded words are all that is asked.',
    ),
  total: z.int().optional().describe('Where order is "newest": how many papers fit, listed or not.'),
  notes: z
    .array(z.string())
    .describe(
      'What the person should know of this answer: unknown ids left out, a filter that lets nothing through.',
    ),
  tookMs: z.number(),
});

export const paperSchema = z.object({
  row: z.int(),
  id,
  title: z.string(),
  abstract: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  venue: z.string(),
  url: z.string(),
  doi: z.string(),
  categories: z.array(z.string()),
  keywords: z.array(z.string()),
  source: z.string(),
  lists: z.array(z.object({ list: z.string(), rank: z.int() })),
  facets: z.record(z.string(), z.array(z.string())),
  versions: versionsSchema.describe('Its other versions and copies in this corpus.'),
  topics: z.array(z.int()).describe('Its topic ids, coarsest first; [] where it belongs nowhere.'),
  xData: z.number(),
  yData: z.number(),
  place: z
    .object({
      kept: z.int().describe('How many of its nearest papers are near it on the map.'),
      of: z.int().describe('How many of its nearest were looked at, at most 15.'),
      isTrusted: z.boolean().describe('Whether at least a third are.'),
    })
    .nullable()
    .describe(
      'How far its place on the map is to be trusted; null where that was not counted, as in corpora built before it was.',
    ),
});

export const papersSchema = z.object({
  papers: z.array(paperSchema.omit({ abstract: true, facets: true, versions: true, place: true })),
});

export const facetsSchema = z.object({
  facets: z.array(
    z.object({
      name: z.string(),
      distinct: z.int().describe('How many different values there are.'),
      values: z
        .array(z.object({ value: z.string(), count: z.int() }))
        .describe('The most frequent, at most 100.'),
    }),
  ),
});

export const infoSchema = z.object({
  corpus: z.string().describe('The name of the corpus folder (not its path).'),
  papers: z.int(),
  model: z.string(),
  dimensions: z.int(),
  maxTokens: z.int(),
  topics: z.int().describe('How many topics, all levels.'),
  topicsByLevel: z.array(z.int()),
  index: z.enum(['hnsw', 'exact']),
  indexNote: z.string(),
  recallAt10: z.number().nullable(),
  trustworthinessAt15: z.number().nullable(),
  continuityAt15: z.number().nullable(),
  papersAstray: z
    .int()
    .nullable()
    .describe(
      'Papers of whose nearest less than a third are near them on the map; null where that was not counted.',
    ),
  textsCut: z.int(),
  papersWithoutAbstract: z.int(),
  papersWithoutTopic: z.int(),
  groups: z.int().describe('Papers that are there in several versions or copies.'),
  papersInGroups: z.int().describe('How many records these are.'),
  seconds: z.record(z.string(), z.number()).describe('Seconds of each stage of the build.'),
  seed: z.int(),
  builtAt: z.string(),
  arrivals: z
    .array(z.object({ addedAt: z.string(), firstRow: z.int(), rows: z.int() }))
    .describe('Which runs of build or add brought which rows, oldest first; earlier rows are in none.'),
  formatVersion: z.int(),
  version: z.string().describe('The version of Nearby.'),
});

export const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});
