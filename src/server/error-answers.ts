/** Whatever was thrown → `{ error: { code, message } }`, and never a stack. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { NearbyError, reasonOf } from '../errors.ts';
import { limits } from './api-schemas.ts';

/** For an address that nothing answers: pages for people, JSON for programs. */
export const answerNotFound: RequestHandler = (request) => {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isApi(request.path)) {
    throw new NearbyError('method-not-allowed', {
      method: request.method,
      path: request.path,
      allowed: 'GET, HEAD',
    });
  }
  throw new NearbyError('not-found', { path: request.path });
};

export const answerError: ErrorRequestHandler = (thrown, request, response, next) => {
  if (response.headersSent) {
    // Half an answer is out: Express ends the connection, so that nobody takes it for a whole one.
    next(thrown);
    return;
  }
  const error = asRefusal(thrown);
  // The operator's terminal gets what the answer does not say.
  if (error.code === 'internal') console.error(thrown);
  if (error.code === 'method-not-allowed') {
    response.set('Allow', (error as NearbyError<'method-not-allowed'>).values.allowed);
  }
  response.status(error.httpStatus).set('Cache-Control', 'no-store').removeHeader('ETag');
  if (!isApi(request.path) && request.accepts(['json', 'html']) === 'html') {
    response.type('html').send(errorPage(error.message));
  } else {
    response.json({ error: { code: error.code, message: error.message } });
  }
};

const isApi = (path: string) => path === '/api' || path.startsWith('/api/') || path === '/openapi.json';

/** Errors of Express and its body parser have a `type` or a `status`. */
function asRefusal(thrown: unknown): NearbyError {
  if (thrown instanceof NearbyError) return thrown;
  const { type, status, limit } = thrown as { type?: unknown; status?: unknown; limit?: number };
  if (type === 'entity.too.large') {
    return new NearbyError('body-too-large', { limitBytes: limit ?? limits.maxBodyBytes }, { cause: thrown });
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const where = type === undefined ? 'address' : 'body';
    return new NearbyError('bad-request', { where, reason: reasonOf(thrown) }, { cause: thrown });
  }
  return new NearbyError('internal', { reason: reasonOf(thrown) }, { cause: thrown });
}

function errorPage(message: string): string {
  const text = message.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Nearby</title><p>${text}</p><p><a href="/">To the map</a></p></html>\n`;
}
