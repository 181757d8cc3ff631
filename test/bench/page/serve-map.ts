/** Serves the built page with a map that belongs to no corpus: the product's format, headers and files, no search. */
import express from 'express';
import { pageFolder } from '../../../src/cli/ensure-page.ts';
import type { PaperHead, Topics } from '../../../src/server/api-types.ts';
import { askedEarly } from '../../../src/server/asked-early.ts';
import { securityHeaders } from '../../../src/server/guards.ts';
import { type Listening, listen } from '../../../src/server/listen.ts';
import { encodeMap, type MapTable } from '../../../src/server/map-format.ts';

export async function serveMap({ map, topics }: { map: MapTable; topics: Topics }): Promise<Listening> {
  const body = Buffer.from(encodeMap(map).buffer);
  const points = map.columns[0].data;
  const headOf = (row: number): PaperHead => ({
    ...{ row, id: `paper-${row}`, title: `Paper ${row}`, authors: ['A. Author'], year: 2020, venue: '' },
    ...{ url: '', doi: '', categories: [], keywords: [], source: '', lists: [], topics: [] },
    xData: points[2 * row],
    yData: points[2 * row + 1],
  });
  const app = express();
  app.use(securityHeaders);
  app.get('/api/map', (_request, response) => void response.type('application/octet-stream').send(body));
  app.get('/api/topics', (_request, response) => void response.json(topics));
  app.get('/api/facets', (_request, response) => void response.json({ facets: [] }));
  app.get('/api/papers', (request, response) => {
    response.json({ papers: String(request.query.rows).split(',').map(Number).map(headOf) });
  });
  app.get('/', (_request, response, next) => {
    response.set('Link', askedEarly);
    next();
  });
  app.use(express.static(pageFolder));
  return listen(app, { port: 0 });
}
