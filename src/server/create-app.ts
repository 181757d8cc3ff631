/** The web server as one function of its parts; it does not listen (see listen.ts), so that tests can call it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import { NearbyError } from '../errors.ts';
import type { Corpus } from '../store/corpus.ts';
import { type ApiParts, type ApiRoute, apiRoutes } from './api-routes.ts';
import { limits } from './api-schemas.ts';
import { askedEarly } from './asked-early.ts';
import { answerError, answerNotFound } from './error-answers.ts';
import { checkFile, checkHost, checkJson, checkOrigin, securityHeaders } from './guards.ts';
import { openApi } from './openapi.ts';
import { parseQuery } from './query-parameters.ts';

export interface AppParts extends ApiParts {
  /** The built page; without it "/" says how to build it, and the API answers all the same. */
  pageFolder: string;
}

export function createApp({ pageFolder, ...parts }: AppParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', parseQuery);
  app.use(securityHeaders, checkHost, compression());

  const routes = apiRoutes(parts);
  let description: ReturnType<typeof openApi> | null = null;
  const withDescription: Answerer[] = [
    ...routes,
    {
      method: 'get',
      path: '/openapi.json',
      respond: (_request, response) => {
        description ??= openApi(routes, parts.version);
        response.json(description);
      },
    },
  ];
  const corpus = corpusMark(parts.opening.corpus);
  // A new question may have another answer: browsers ask again, by ETag.
  app.use(['/api', '/openapi.json'], (_request, response, next) => {
    response.set({ 'Cache-Control': 'no-cache', 'X-Nearby-Corpus': corpus });
    next();
  });
  for (const { method, path, respond, takesFile, maxBodyBytes = limits.maxBodyBytes } of withDescription) {
    const address = path.replace(/\{(\w+)\}/g, ':$1');
    if (method === 'get') app.get(address, respond);
    else if (method === 'delete') app.delete(address, checkOrigin, respond);
    else if (takesFile) app.post(address, checkOrigin, checkFile, respond);
    else app[method](address, checkOrigin, checkJson, jsonBody(maxBodyBytes), respond);
  }
  refuseOtherMethods(app, withDescription);

  servePage(app, pageFolder);
  app.use(answerNotFound);
  app.use(answerError);
  return app;
}

/** A field "__proto__" is refused: it would be lost where objects are copied, and with it a part of the question. */
const jsonBody = (limit: number) =>
  express.json({
    limit,
    reviver: (name, value: unknown) => {
      if (name === '__proto__') throw new TypeError('it has "__proto__", which is not known here');
      return value;
    },
  });

/** By this a page knows that it talks to the same state of the same corpus as before: rows mean nothing in another. */
function corpusMark(corpus: Corpus): string {
  const state = JSON.stringify([corpus.settings, corpus.rows, corpus.figures()?.builtAt]);
  return createHash('sha256').update(state).digest('hex').slice(0, 16);
}

type Answerer = Pick<ApiRoute, 'method' | 'path' | 'respond' | 'takesFile' | 'maxBodyBytes'>;

/** After all routes: whatever gets here has the right address and the wrong method. */
function refuseOtherMethods(app: express.Express, routes: readonly Answerer[]): void {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    const known = methods.get(path) ?? [];
    methods.set(path, [...known, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])]);
  }
  for (const [path, allowed] of methods) {
    app.all(path.replace(/\{(\w+)\}/g, ':$1'), (request) => {
      throw new NearbyError('method-not-allowed', {
        method: request.method,
        path: request.path,
        allowed: allowed.join(', '),
      });
    });
  }
}

function servePage(app: express.Express, pageFolder: string): void {
  const indexFile = join(pageFolder, 'index.html');
  app.get('/', (_request, response, next) => {
    if (!existsSync(indexFile)) throw new NearbyError('page-missing', { folder: pageFolder });
    response.set('Link', askedEarly);
    next();
  });
  // The names of these files change with their contents.
  app.use(
    '/assets',
    express.static(join(pageFolder, 'assets'), { index: false, immutable: true, maxAge: '1y' }),
  );
  const page = express.static(pageFolder, {
    cacheControl: false,
    setHeaders: (response) => response.set('Cache-Control', 'no-cache'),
  });
  app.use((request, response, next) => {
    if (request.path.startsWith('/api')) next();
    else page(request, response, next);
  });
}
