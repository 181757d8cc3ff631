/** The addresses of topics: the tree, the names that a person gives, and two of them compared. */
import { isDeepStrictEqual } from 'node:util';
import type { Request } from 'express';
import { NearbyError } from '../errors.ts';
import type { OpeningCorpus } from '../search/open-searcher.ts';
import { Corpus } from '../store/corpus.ts';
import type { GivenName } from '../tables/given-names.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import { centralPapers, comparisonAnswer, topicsAnswer } from './answers.ts';
import type { ApiRoute } from './api-routes.ts';
import { type KeptBody, keptBody, sendKept } from './kept-body.ts';
import { type QueryValues, readParameters, refuseParameters } from './query-parameters.ts';
import {
  compareParametersSchema,
  comparisonSchema,
  nameRequestSchema,
  topicsSchema,
} from './topic-schemas.ts';
import { validate } from './validate.ts';

/** The tree as it was at the start: another process may have made another one by now, with other numbers. */
export function topicRoutes(
  { corpus, topics: tree, searcher }: OpeningCorpus,
  readOnly: boolean,
): ApiRoute[] {
  let central: ReturnType<typeof centralPapers> | null = null;
  const answer = () => {
    central ??= centralPapers(corpus, tree);
    return topicsAnswer(corpus, tree, !readOnly, central);
  };
  let kept: { body: KeptBody; given: GivenName[] } | null = null;
  /** As long as nobody gives a name or takes one back, here or in another process. */
  const body = () => {
    const given = corpus.topicNames.all();
    if (!kept || !isDeepStrictEqual(given, kept.given))
      kept = { body: keptBody(Buffer.from(JSON.stringify(answer()))), given };
    return kept.body;
  };

  /** Opens the corpus a second time, for as long as it takes to write: builds may write at any other moment. */
  const write = (change: (writer: Corpus, tree: TopicTree) => void) => {
    if (readOnly || tree === null) throw new NearbyError('read-only', undefined);
    const writer = Corpus.open(corpus.folder);
    try {
      change(writer, tree);
    } finally {
      writer.close();
    }
  };
  const topicIn = (request: Request): number => {
    refuseParameters(request.query as QueryValues);
    return topicOf(tree, String(request.params.id));
  };

  return [
    {
      method: 'get',
      path: '/api/topics',
      summary: 'The topics of all levels.',
      answers: topicsSchema,
      respond: (request, response) => {
        refuseParameters(request.query as QueryValues);
        sendKept(request, response, 'json', body());
      },
    },
    {
      method: 'get',
      path: '/api/topics/compare',
      summary: 'What tells two topics apart: words, typical papers, papers between them, years.',
      query: compareParametersSchema,
      answers: comparisonSchema,
      respond: async (request, response) => {
        const { a, b } = readParameters(compareParametersSchema, request.query as QueryValues);
        response.json(comparisonAnswer(await searcher, a, b));
      },
    },
    {
      method: 'put',
      path: '/api/topics/{id}/name',
      summary:
        'Gives a topic a name, kept in the corpus with its papers: after another build the topic most like it has it.',
      body: nameRequestSchema,
      answers: topicsSchema,
      respond: (request, response) => {
        const { name } = validate(nameRequestSchema, request.body, 'body field');
        const topic = topicIn(request);
        write((writer, found) => writer.topicNames.give(found, topic, name));
        response.json(answer());
      },
    },
    {
      method: 'delete',
      path: '/api/topics/{id}/name',
      summary: 'Takes back the name that a person gave to a topic.',
      answers: topicsSchema,
      respond: (request, response) => {
        const topic = topicIn(request);
        write((writer, found) => writer.topicNames.takeBack(found, topic));
        response.json(answer());
      },
    },
    {
      method: 'delete',
      path: '/api/topics/names-without-topic',
      summary:
        'Forgets a name that a person gave and that fits no topic any more; one that is not there is forgotten already.',
      query: nameRequestSchema,
      answers: topicsSchema,
      respond: (request, response) => {
        const { name } = readParameters(nameRequestSchema, request.query as QueryValues);
        write((writer, found) => writer.topicNames.forgetUnplaced(found, name));
        response.json(answer());
      },
    },
  ];
}

/** @throws NearbyError `unknown-topic`. */
function topicOf(tree: TopicTree | null, id: string): number {
  const topics = tree?.topics.length ?? 0;
  if (/^\d{1,9}$/.test(id) && Number(id) < topics) return Number(id);
  throw new NearbyError('unknown-topic', { id, topics });
}
