/** The OpenAPI 3.1 description, from the same table and schemas that answer and validate. */
import { z } from 'zod';
import type { ApiRoute } from './api-routes.ts';
import * as schemas from './api-schemas.ts';
import * as faceting from './facet-schemas.ts';
import { fileTypes } from './guards.ts';
import * as mapping from './map-schemas.ts';
import * as matching from './match-schemas.ts';
import * as records from './record-schemas.ts';
import * as topics from './topic-schemas.ts';

type Json = Record<string, unknown>;

/** Schemas under components.schemas, by name: of requests, in which defaults may be left out, */
const asked = {
  SearchRequest: schemas.searchRequestSchema,
  SimilarityRequest: mapping.similarityRequestSchema,
  SuggestRequest: schemas.suggestRequestSchema,
  Filter: schemas.filterSchema,
  RecordsRequest: records.recordsRequestSchema,
  TopicName: topics.nameRequestSchema,
  FacetCountsRequest: faceting.facetCountsRequestSchema,
  GapsRequest: matching.gapsRequestSchema,
} satisfies Record<string, z.ZodType>;

/** and of answers, as they come. */
const answered = {
  Hits: schemas.hitsSchema,
  Hit: schemas.hitSchema,
  Example: schemas.exampleSchema,
  Paper: schemas.paperSchema,
  Papers: schemas.papersSchema,
  Records: records.recordsSchema,
  PaperRecord: records.recordSchema,
  Topics: topics.topicsSchema,
  Topic: topics.topicSchema,
  TopicComparison: topics.comparisonSchema,
  Facets: schemas.facetsSchema,
  FacetCounts: faceting.facetCountsSchema,
  Info: schemas.infoSchema,
  Match: matching.matchSchema,
  MatchEntry: matching.matchEntrySchema,
  MatchCandidate: matching.matchCandidateSchema,
  Gaps: matching.gapsSchema,
  GapHit: matching.gapHitSchema,
  MapHead: mapping.mapHeadSchema,
  Error: schemas.errorSchema,
} satisfies Record<string, z.ZodType>;

const named = { ...asked, ...answered };

const refTo = (name: string) => `#/components/schemas/${name}`;

export function openApi(routes: readonly ApiRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path][route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nearby',
      version,
      description: 'Related research papers on your own machine. Answers on loopback only.',
    },
    paths,
    components: { schemas: namedSchemas() },
  };
}

function operation(route: ApiRoute): Json {
  const parameters = [...pathParameters(route.path), ...queryParameters(route)];
  const failure = {
    description: 'What was wrong, and what to do next.',
    content: jsonContent(schemas.errorSchema),
  };
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: jsonContent(route.body) } } : {}),
    ...(route.takesFile ? { requestBody: { required: true, content: fileContent } } : {}),
    responses: {
      200: {
        description: 'The answer.',
        content: route.answers ? jsonContent(route.answers) : { 'application/octet-stream': bytes },
      },
      ...(route.method === 'get'
        ? { 304: { description: 'What the client has is still right (If-None-Match).' } }
        : {}),
      default: failure,
    },
  };
}

/** "get /api/papers/{id}/similar" → "getPapersIdSimilar". */
function operationId({ method, path }: ApiRoute): string {
  const words = path.replace('/api', '').match(/\w+/g) ?? [];
  return method + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: path.startsWith('/api/topics')
      ? 'The number of a topic, of any level.'
      : 'The paper\'s id, URL-encoded ("/" as %2F).',
    schema: path.startsWith('/api/topics') ? { type: 'integer', minimum: 0 } : { type: 'string' },
  }));
}

function queryParameters({ query, takesFacets }: ApiRoute): Json[] {
  const all: Json[] = Object.entries(query?.shape ?? {}).map(([name, field]) => {
    const { $schema, description, ...schema } = z.toJSONSchema(field as z.ZodType, { io: 'output' });
    const required = !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: 'query', required, description, schema };
  });
  if (!takesFacets) return all;
  const facets = {
    name: 'facets',
    in: 'query',
    required: false,
    description:
      'Facets as "facet.NAME=value", such as facet.category=cs.CL; may be repeated: any of the values will do.',
    style: 'form',
    explode: true,
    schema: {
      type: 'object',
      patternProperties: { '^facet\\.': { type: 'array', items: { type: 'string' } } },
    },
  };
  return [...all, facets];
}

const bytes = { schema: { type: 'string', format: 'binary' } };

const fileContent = Object.fromEntries(fileTypes.map((type) => [type, bytes]));

function jsonContent(schema: z.ZodType): Json {
  const name = Object.entries(named).find(([, candidate]) => candidate === schema)?.[0];
  if (!name) throw new TypeError('A schema of a route is missing from the named schemas of openapi.ts.');
  return { 'application/json': { schema: { $ref: refTo(name) } } };
}

function namedSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const sent = z.toJSONSchema(registry, { io: 'input', uri: refTo }).schemas;
  const received = z.toJSONSchema(registry, { io: 'output', uri: refTo }).schemas;
  return Object.fromEntries(
    Object.keys(named).map((name) => {
      const { $schema, $id, ...schema } = (name in asked ? sent : received)[name];
      return [name, schema];
    }),
  );
}
