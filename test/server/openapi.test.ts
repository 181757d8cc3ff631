import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { alreadyOpen } from '../../src/search/open-searcher.ts';
import { type ApiRoute, apiRoutes } from '../../src/server/api-routes.ts';
import * as schemas from '../../src/server/api-schemas.ts';
import { decodeMap } from '../../src/server/map-format.ts';
import { openApi } from '../../src/server/openapi.ts';
import { searcherOf } from '../search/small-corpus.ts';
import { type SmallServer, sendRaw, serveSmall } from './serve-small.ts';

/** One request for each documented route. */
const examples: Record<string, string> = {
  'get /api/papers': '/api/papers?rows=0,1,22',
  'get /api/papers/{id}': '/api/papers/cs%2F0112017',
  'get /api/papers/{id}/similar': '/api/papers/bees-0/similar?k=3&facet.category=bees',
  'get /api/search': '/api/search?q=glaciers&like=ice-0&unlike=bees-0&k=24',
  'get /api/map/numbers': '/api/map/numbers?facet=cited%20by',
  'get /api/topics/compare': '/api/topics/compare?a=2&b=3',
  'get /api/suggest': '/api/suggest?q=glaciers&like=ice-0&unlike=bees-0&k=24',
};

const bodies: Record<string, unknown> = {
  '/api/papers': { rows: [1, 0], ids: ['bees-0', 'nobody'] },
  '/api/search': { text: 'glaciers', like: ['ice-0'] },
  '/api/map/similarity': { text: 'glaciers', like: ['ice-0'] },
  '/api/suggest': { text: 'glaciers', like: ['ice-0'] },
  '/api/match':
    '{"title": "Glacier ice in the north"}\n{"title": "Chess engines: a survey of methodes"}\n{"title": "Lamps"}',
  '/api/gaps': { ids: ['ice-0'] },
  '/api/facets': { text: 'glaciers', filter: { facets: { category: ['ice'] } } },
};

let server: SmallServer;
let routes: ApiRoute[];
beforeAll(async () => {
  server = await serveSmall();
  routes = apiRoutes({ opening: alreadyOpen(searcherOf(server.corpus)), version: '1.2.3' });
});
afterAll(() => server.close());

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, unknown>;
}

interface Description {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[] }> };
}
const description = async () => (await (await server.get('/openapi.json')).json()) as Description;

describe('/openapi.json', () => {
  it('describes every route, and no other', async () => {
    const { openapi, info, paths } = await description();
    expect({ openapi, version: info.version }).toEqual({ openapi: '3.1.0', version: '1.2.3' });
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => `${m} ${path}`),
    );
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('names every parameter with its schema', async () => {
    const { paths } = await description();
    expect(paths['/api/search'].get.parameters!.map(({ name }) => name)).toEqual([
      ...[
        'q',
        'like',
        'unlike',
        'near',
        'near.region',
        'weight.text',
        'weight.like',
        'weight.unlike',
        'weight.near',
      ],
      ...['diversity', 'examples', 'k', 'mode', 'duplicates', 'explain', 'shared'],
      ...['yearFrom', 'yearTo', 'topic', 'region', 'addedSince', 'facets'],
    ]);
    expect(paths['/api/papers/{id}/similar'].get.parameters).toContainEqual({
      ...{ name: 'k', in: 'query', required: false, description: 'How many hits.' },
      schema: { type: 'integer', minimum: 1, maximum: schemas.limits.maxK, default: schemas.limits.defaultK },
    });
    expect(paths['/api/papers/{id}'].get.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
    ]);
  });

  it('refers only to schemas that it has', async () => {
    const whole = await description();
    const refs = [...JSON.stringify(whole).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    const known = Object.keys(whole.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => !known.includes(ref))).toEqual([]);
    expect(JSON.stringify(whole)).not.toContain('"$id"');
  });

  it('leaves out what may be left out of a request, and nothing of an answer', () => {
    const { components, paths } = openApi(routes, '1') as unknown as Description;
    const bodies = routes.flatMap(({ body, method, path }) => (body ? [{ body, method, path }] : []));
    expect(bodies.length).toBeGreaterThan(5);
    for (const { body, method, path } of bodies) {
      const { $ref } = paths[path][method].requestBody!.content['application/json'].schema;
      const { required = [] } = components.schemas[$ref.split('/').at(-1)!];
      const needed = Object.entries(body.shape).filter(([, field]) => !field.safeParse(undefined).success);
      expect({ path, required }).toEqual({ path, required: needed.map(([name]) => name) });
    }
    expect(components.schemas.Hit).toMatchObject({ required: expect.arrayContaining(['similarity', 'why']) });
  });
});

describe('each documented route', () => {
  it('says that what one has is still right where its description says that it may, and only there', async () => {
    const { paths } = await description();
    for (const { method, path } of routes.filter(({ method }) => method === 'get')) {
      const address = (examples[`${method} ${path}`] ?? path).replace('{id}', 'bees-0');
      // Not by fetch, which says "no-cache" beside it.
      const { status } = await sendRaw(server.port, address, {
        headers: { host: `localhost:${server.port}`, 'if-none-match': '*' },
      });
      expect({ path, status }).toEqual({ path, status: 304 });
      expect(paths[path][method].responses).toHaveProperty('304');
    }
    const { headers } = await server.post('/api/map/similarity', bodies['/api/map/similarity']);
    const again = { 'content-type': 'application/json', 'if-none-match': headers.get('etag') ?? '*' };
    expect((await server.post('/api/map/similarity', bodies['/api/map/similarity'], again)).status).toBe(200);
    expect(paths['/api/map/similarity'].post.responses).not.toHaveProperty('304');
  });

  it('answers as its schema says, with no field beside it', async () => {
    // What is written needs a corpus that nobody else writes to: topic-names.test.ts.
    const reading = routes.filter(({ method }) => method === 'get' || method === 'post');
    for (const { method, path, answers, takesFile } of reading) {
      const type = takesFile ? 'text/plain' : 'application/json';
      const response =
        method === 'post'
          ? await server.post(path, bodies[path], { 'content-type': type })
          : await server.get(examples[`${method} ${path}`] ?? path);
      expect(response.status).toBe(200);
      if (answers) {
        const answer: unknown = await response.json();
        expect((answers as z.ZodType).parse(answer)).toEqual(answer);
      } else {
        const { rows } = decodeMap(await response.arrayBuffer());
        expect(rows).toBe(24);
      }
    }
  });

  it('refuses in the shape of an error', async () => {
    for (const { path } of routes.filter(({ method }) => method === 'get')) {
      const response = await server.get(`${path.replace('{id}', 'nobody')}?nonsense=1`);
      const answer: unknown = await response.json();
      expect(schemas.errorSchema.parse(answer)).toEqual(answer);
      expect(response.status).toBe(400);
    }
  });
});
