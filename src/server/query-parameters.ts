/** The query of a URL → the values that a schema describes. */
import { z } from 'zod';
import { NearbyError } from '../errors.ts';
import { paperFormats } from '../papers/paper-formats.ts';
import {
  duplicatesSchema,
  explainSchema,
  filterSchema,
  kSchema,
  limits,
  modeSchema,
  nearSchema,
  searchRequestSchema,
  sharedSchema,
  suggestKSchema,
  weightsSchema,
} from './api-schemas.ts';
import { readRegionText, regionTextSchema } from './region-text.ts';
import { validate } from './validate.ts';

/** Name → values in their order, as `parseQuery` gives them. */
export type QueryValues = Record<string, string[]>;

const facetPrefix = 'facet.';

/** What filters by year, topic, area and facet; "facet.category=cs.CL" and the like are dealt with by `splitFacets`. */
const filterParameters = {
  yearFrom: z.int().optional().describe('First year; papers without a year are left out.'),
  yearTo: z.int().optional().describe('Last year.'),
  topic: z.array(z.int().min(0)).max(1000).optional().describe('Topic id of any level; may be repeated.'),
  region: regionTextSchema
    .optional()
    .describe(
      'An area of the map that all papers must lie in: x and y of each corner in turn, joined by commas.',
    ),
  addedSince: filterSchema.shape.addedSince,
};

const weightParameters = {
  'weight.text': weightsSchema.shape.text,
  'weight.like': weightsSchema.shape.like,
  'weight.unlike': weightsSchema.shape.unlike,
  'weight.near': weightsSchema.shape.near,
};

export const similarParametersSchema = z.strictObject({
  k: kSchema,
  duplicates: duplicatesSchema,
  explain: explainSchema,
  shared: sharedSchema,
  ...filterParameters,
});

export const searchParametersSchema = z.strictObject({
  q: searchRequestSchema.shape.text,
  like: searchRequestSchema.shape.like.describe(
    'Id of a paper that the answer should be like; may be repeated.',
  ),
  unlike: searchRequestSchema.shape.unlike.describe(
    'Id of a paper that it should be unlike; may be repeated.',
  ),
  near: nearSchema.shape.topics.describe('Topic id that the answer should be near to; may be repeated.'),
  'near.region': regionTextSchema
    .optional()
    .describe('An area of the map whose papers the answer should be near to, written as region.'),
  ...weightParameters,
  diversity: searchRequestSchema.shape.diversity,
  examples: searchRequestSchema.shape.examples,
  k: kSchema,
  mode: modeSchema,
  duplicates: duplicatesSchema,
  explain: explainSchema,
  shared: sharedSchema,
  ...filterParameters,
});

export const suggestParametersSchema = searchParametersSchema
  .pick({ q: true, like: true, unlike: true, near: true, 'near.region': true })
  .extend({ ...weightParameters, k: suggestKSchema, ...filterParameters });

export const matchParametersSchema = z.strictObject({
  format: z.enum(paperFormats).optional().describe('The format of the file; found by content where absent.'),
});

export const rowsParametersSchema = z.strictObject({
  rows: z
    .string()
    .regex(/^\d{1,9}(,\d{1,9})*$/, 'row numbers joined by commas, such as 0,5,17')
    .refine((text) => text.split(',').length <= limits.maxRows, `at most ${limits.maxRows} rows`)
    .describe(`Row numbers joined by commas, at most ${limits.maxRows}.`),
});

/** For Express: every name has the list of its values. A broken percent sequence stays as it is. */
export function parseQuery(query: string | null | undefined): QueryValues {
  const values: QueryValues = Object.create(null);
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

/**
 * @param schema a parameter that is a list there may be repeated, any other not; numbers and booleans are read as such.
 * @throws NearbyError `bad-request` naming the parameter.
 */
export function readParameters<Schema extends z.ZodObject>(
  schema: Schema,
  query: QueryValues,
): z.output<Schema> {
  const given: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(query)) {
    const { type, items } = kindOf(schema.shape[name]);
    if (type === 'array') {
      given[name] = values.map((value) => readValue(value, items?.type));
    } else if (values.length > 1) {
      const reason = `it is given ${values.length} times, expected once`;
      throw new NearbyError('bad-request', { where: `query parameter "${name}"`, reason });
    } else {
      given[name] = readValue(values[0], type);
    }
  }
  return validate(schema, given, 'query parameter');
}

const noParameters = z.strictObject({});

/** For an address without any: a parameter that does nothing would look as if it had. @throws as `readParameters`. */
export function refuseParameters(query: QueryValues): void {
  readParameters(noParameters, query);
}

/** The part of a field's JSON schema that says how its text is read; nothing for a name that is not known. */
function kindOf(field: unknown): { type?: string; items?: { type?: string } } {
  return field instanceof z.ZodType
    ? (z.toJSONSchema(field, { io: 'output' }) as ReturnType<typeof kindOf>)
    : {};
}

/** Numbers as JSON writes them, and "true" and "false"; anything else stays text, for the schema to refuse. */
function readValue(value: string, type: string | undefined): string | number | boolean {
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  const isNumber = (type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Takes the filter out of query values: the facets, and the rest for `readParameters`. */
export function splitFacets(query: QueryValues): { facets: Record<string, string[]>; others: QueryValues } {
  // Without a prototype: a facet may have any name.
  const facets: Record<string, string[]> = Object.create(null);
  const others: QueryValues = {};
  for (const [name, values] of Object.entries(query)) {
    if (name.startsWith(facetPrefix)) facets[name.slice(facetPrefix.length)] = values;
    else others[name] = values;
  }
  validate(filterSchema, { facets }, 'query parameter');
  return { facets, others };
}

/** The question that parameters describe, in the shape of the API's body. */
export function searchQueryOf(
  asked: z.output<typeof searchParametersSchema>,
  facets: Record<string, string[]>,
): z.output<typeof searchRequestSchema> {
  const {
    q,
    near,
    'near.region': nearRegion,
    yearFrom,
    yearTo,
    topic,
    region,
    addedSince,
    ...others
  } = asked;
  const {
    'weight.text': text,
    'weight.like': like,
    'weight.unlike': unlike,
    'weight.near': weightOfNear,
    ...rest
  } = others;
  return {
    ...rest,
    text: q,
    weights: { text, like, unlike, near: weightOfNear },
    ...(near || nearRegion ? { near: { ...(near ? { topics: near } : {}), ...regionOf(nearRegion) } } : {}),
    filter: filterOf({ yearFrom, yearTo, topic, region, addedSince }, facets),
  };
}

export function filterOf(
  filter: { yearFrom?: number; yearTo?: number; topic?: number[]; region?: string; addedSince?: string },
  facets: Record<string, string[]>,
): z.output<typeof filterSchema> {
  const { yearFrom, yearTo, topic, region, addedSince } = filter;
  return {
    ...(yearFrom === undefined && yearTo === undefined ? {} : { year: { from: yearFrom, to: yearTo } }),
    ...(topic ? { topic } : {}),
    ...regionOf(region),
    ...(addedSince === undefined ? {} : { addedSince }),
    ...(Object.keys(facets).length === 0 ? {} : { facets }),
  };
}

/** @param text as its schema lets it through. */
function regionOf(text: string | undefined): Pick<z.output<typeof filterSchema>, 'region'> {
  return text === undefined ? {} : { region: readRegionText(text) ?? undefined };
}
