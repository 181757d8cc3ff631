/** Every address of the API, once: create-app.ts answers from this table and openapi.ts describes it. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { NearbyError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { FacetCounter } from '../search/count-facets.ts';
import { versionsOf } from '../search/describe-hits.ts';
import { GapFinder } from '../search/find-gaps.ts';
import { PaperMatcher } from '../search/match-papers.ts';
import type { OpeningCorpus } from '../search/open-searcher.ts';
import { similarToQuestion } from '../search/similar-to-question.ts';
import { suggestNext } from '../search/suggest-next.ts';
import { facetsAnswer, infoAnswer } from './answers.ts';
import * as schemas from './api-schemas.ts';
import * as faceting from './facet-schemas.ts';
import { keptBody, sendKept } from './kept-body.ts';
import { encodeMap } from './map-format.ts';
import * as mapping from './map-schemas.ts';
import { mapTable } from './map-table.ts';
import { matchFile } from './match-file.ts';
import * as matching from './match-schemas.ts';
import { numbersTable } from './numbers-table.ts';
import { paperAnswer, paperHeadAnswer, paperRecord } from './paper-answers.ts';
import * as parameters from './query-parameters.ts';
import * as records from './record-schemas.ts';
import { topicRoutes } from './topic-routes.ts';
import { validate } from './validate.ts';

export interface ApiParts {
  /** Routes that need its searcher wait for it; the others answer at once. */
  opening: OpeningCorpus;
  version: string;
  /** Nothing that a person says is kept: names of topics are refused. */
  readOnly?: boolean;
}

export interface ApiRoute {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it; `{id}` is one URL-encoded segment. */
  path: string;
  summary: string;
  /** Query parameters; an address without any refuses all. */
  query?: z.ZodObject;
  /** Whether "facet.NAME=value" is taken too. */
  takesFacets?: boolean;
  body?: z.ZodObject;
  /** Of the body; `limits.maxBodyBytes` where absent. */
  maxBodyBytes?: number;
  /** The body is the bytes of a file, which `respond` reads. */
  takesFile?: boolean;
  /** null: a binary answer. */
  answers: z.ZodType | null;
  respond: (request: Request, response: Response) => void | Promise<void>;
}

/** The corpus is read as it was when it was opened, so what is made of all of it is made once. */
export function apiRoutes({ opening, version, readOnly = false }: ApiParts): ApiRoute[] {
  const { corpus, topics, layout, groups, searcher } = opening;
  // Not at the first request: by then another process may have added papers, and figures and topics are theirs.
  const info = infoAnswer(corpus, version, opening.indexKind, topics);
  const kept = corpus.keptNeighbors();
  const matcher = new PaperMatcher(corpus, corpus.rows);
  const gaps = once(async () => new GapFinder(await searcher));
  const counter = once(async () => new FacetCounter(await searcher));
  const facets = once(() => facetsAnswer(corpus));
  const map = once(() => keptBody(Buffer.from(encodeMap(mapTable(corpus, layout, topics)).buffer)));

  const { rows: served } = corpus;
  const rowOf = (id: string): number | null => {
    const row = corpus.rowOf(id);
    return row !== null && row < served ? row : null;
  };
  const refuseUnknownRows = (rows: readonly number[], where: string) => {
    const missing = rows.find((row) => row >= served);
    if (missing === undefined) return;
    const reason = `it has ${missing}, but there are ${served} papers, numbered from 0`;
    throw new NearbyError('bad-request', { where, reason });
  };

  return [
    {
      method: 'get',
      path: '/api/info',
      summary: 'What the corpus is, and how good its index and map are.',
      answers: schemas.infoSchema,
      respond: (request, response) => {
        parameters.refuseParameters(queryOf(request));
        response.json(info);
      },
    },
    {
      method: 'get',
      path: '/api/map',
      summary:
        'The points of all papers and what colours them, in binary: "NBY1", the length of the head as uint32, the head as ' +
        'JSON (MapHead), and the columns that it lists. Little endian.',
      answers: null,
      respond: (request, response) => {
        parameters.refuseParameters(queryOf(request));
        sendKept(request, response, 'application/octet-stream', map());
      },
    },
    {
      method: 'get',
      path: '/api/map/numbers',
      summary:
        'The numbers of a facet, such as citations, one a row: in the binary form of /api/map, as its one column "numbers"; ' +
        'NaN where a paper has none.',
      query: mapping.numbersParametersSchema,
      answers: null,
      respond: (request, response) => {
        const { facet } = parameters.readParameters(mapping.numbersParametersSchema, queryOf(request));
        const body = encodeMap(numbersTable(corpus, facet));
        response.type('application/octet-stream').send(Buffer.from(body.buffer));
      },
    },
    {
      method: 'post',
      path: '/api/map/similarity',
      summary:
        'How near every paper of the map is to a question: cosines, in the binary form of /api/map, as its one column ' +
        '"similarity".',
      body: mapping.similarityRequestSchema,
      answers: null,
      respond: async (request, response) => {
        const query = bodyOf(mapping.similarityRequestSchema, request);
        const data = await similarToQuestion(await searcher, query);
        const table = { rows: data.length, columns: [{ name: 'similarity', perRow: 1, data }] };
        response.type('application/octet-stream').send(Buffer.from(encodeMap(table).buffer));
      },
    },
    ...topicRoutes(opening, readOnly),
    {
      method: 'get',
      path: '/api/facets',
      summary: 'By what papers can be filtered: every facet and its most frequent values.',
      answers: schemas.facetsSchema,
      respond: (request, response) => {
        parameters.refuseParameters(queryOf(request));
        response.json(facets());
      },
    },
    {
      method: 'post',
      path: '/api/facets',
      summary: 'The same for a question: of how many of its papers each year, topic and value is.',
      body: faceting.facetCountsRequestSchema,
      answers: faceting.facetCountsSchema,
      respond: async (request, response) => {
        const query = bodyOf(faceting.facetCountsRequestSchema, request);
        const startedMs = performance.now();
        const counts = await (await counter()).count(query);
        response.json({ ...counts, tookMs: performance.now() - startedMs });
      },
    },
    {
      method: 'get',
      path: '/api/papers',
      summary: 'The papers of some rows, without their abstracts.',
      query: parameters.rowsParametersSchema,
      answers: schemas.papersSchema,
      respond: (request, response) => {
        const asked = parameters.readParameters(parameters.rowsParametersSchema, queryOf(request));
        const rows = asked.rows.split(',').map(Number);
        refuseUnknownRows(rows, 'query parameter "rows"');
        const papers = corpus.papers(rows).map((paper, i) => paperHeadAnswer(rows[i], paper, layout, topics));
        response.json({ papers });
      },
    },
    {
      method: 'post',
      path: '/api/papers',
      summary: `Many papers with their abstracts, by row or id, at most ${schemas.limits.maxRecords} of each: to export or to keep.`,
      body: records.recordsRequestSchema,
      maxBodyBytes: schemas.limits.maxLibraryBytes,
      answers: records.recordsSchema,
      respond: (request, response) => {
        parameters.refuseParameters(queryOf(request));
        const { rows = [], ids = [] } = validate(records.recordsRequestSchema, request.body, 'body field');
        refuseUnknownRows(rows, 'body field "rows"');
        const found = ids.map((id) => ({ id, row: rowOf(id) }));
        const all = [...rows, ...found.flatMap(({ row }) => row ?? [])];
        response.json({
          papers: all.map((row) => paperRecord(row, corpus.paper(row), layout, topics)),
          unknown: found.filter(({ row }) => row === null).map(({ id }) => id),
        });
      },
    },
    {
      method: 'get',
      path: '/api/papers/{id}',
      summary: 'One paper with everything that is known of it.',
      answers: schemas.paperSchema,
      respond: (request, response) => {
        parameters.refuseParameters(queryOf(request));
        const id = idOf(request);
        const row = rowOf(id);
        if (row === null) {
          throw new NearbyError('unknown-paper', { ids: [id], nearest: nearestName(id, corpus.ids()) });
        }
        const versions = versionsOf(row, groups, corpus);
        response.json(paperAnswer(row, corpus.paper(row), layout, topics, versions, kept));
      },
    },
    {
      method: 'get',
      path: '/api/papers/{id}/similar',
      summary: 'The papers most like one, nearest first.',
      query: parameters.similarParametersSchema,
      takesFacets: true,
      answers: schemas.hitsSchema,
      respond: async (request, response) => {
        const { facets, others } = parameters.splitFacets(queryOf(request));
        const { k, explain, shared, duplicates, ...filter } = parameters.readParameters(
          parameters.similarParametersSchema,
          others,
        );
        const wanted = parameters.filterOf(filter, facets);
        response.json(
          await (await searcher).similar(idOf(request), k, wanted, { explain, shared, duplicates }),
        );
      },
    },
    {
      method: 'get',
      path: '/api/search',
      summary:
        'Papers for a question: a text, papers to be like and unlike, topics or an area to be near to, or a filter alone ' +
        '(newest first). It needs one of them.',
      query: parameters.searchParametersSchema,
      takesFacets: true,
      answers: schemas.hitsSchema,
      respond: async (request, response) => {
        const { facets, others } = parameters.splitFacets(queryOf(request));
        const asked = parameters.readParameters(parameters.searchParametersSchema, others);
        response.json(await (await searcher).search(parameters.searchQueryOf(asked, facets)));
      },
    },
    {
      method: 'post',
      path: '/api/search',
      summary: 'The same as JSON, for long texts and many examples.',
      body: schemas.searchRequestSchema,
      answers: schemas.hitsSchema,
      respond: async (request, response) => {
        const query = bodyOf(schemas.searchRequestSchema, request);
        response.json(await (await searcher).search(query));
      },
    },
    {
      method: 'get',
      path: '/api/suggest',
      summary: 'The papers whose rating would tell most, in view of those liked and disliked.',
      query: parameters.suggestParametersSchema,
      takesFacets: true,
      answers: schemas.hitsSchema,
      respond: async (request, response) => {
        const { facets, others } = parameters.splitFacets(queryOf(request));
        const asked = parameters.readParameters(parameters.suggestParametersSchema, others);
        const query = parameters.searchQueryOf({ ...asked, mode: 'meaning' }, facets);
        response.json(await suggestNext(await searcher, query));
      },
    },
    {
      method: 'post',
      path: '/api/suggest',
      summary: 'The same as JSON.',
      body: schemas.suggestRequestSchema,
      answers: schemas.hitsSchema,
      respond: async (request, response) => {
        const query = bodyOf(schemas.suggestRequestSchema, request);
        response.json(await suggestNext(await searcher, query));
      },
    },
    {
      method: 'post',
      path: '/api/match',
      summary:
        'Which entries of a bibliography are papers here: BibTeX, RIS, CSL-JSON, CSV, JSON Lines and the other formats that ' +
        `Nearby reads, gzipped or not, at most ${schemas.limits.maxFileBytes / 2 ** 20} MiB. Nothing of it is kept.`,
      query: parameters.matchParametersSchema,
      takesFile: true,
      answers: matching.matchSchema,
      respond: async (request, response) => {
        const asked = parameters.readParameters(parameters.matchParametersSchema, queryOf(request));
        response.json(await matchFile(request, asked.format ?? null, matcher));
      },
    },
    {
      method: 'post',
      path: '/api/gaps',
      summary: 'What is near the papers that one has and not among them, best first, each with why.',
      body: matching.gapsRequestSchema,
      maxBodyBytes: schemas.limits.maxLibraryBytes,
      answers: matching.gapsSchema,
      respond: async (request, response) => {
        const query = bodyOf(matching.gapsRequestSchema, request);
        response.json((await gaps()).find(query));
      },
    },
  ];
}

const queryOf = (request: Request) => request.query as parameters.QueryValues;

/** Of an address that takes a body alone. @throws NearbyError `bad-request`. */
function bodyOf<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  parameters.refuseParameters(queryOf(request));
  return validate(schema, request.body, 'body field');
}

/** Express has undone the URL encoding of the segment. */
const idOf = (request: Request) => String(request.params.id);

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
