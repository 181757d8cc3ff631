/**
 * Who is answered: a browser on this machine that shows our own page, and programs on this machine.
 *
 * The server listens on loopback only, but any site that a person visits can send requests there, and can have its own
 * name resolve to 127.0.0.1 (DNS rebinding). The Host header shows the second, Content-Type and Sec-Fetch-Site the first.
 * No CORS header is ever sent, so that other sites cannot read an answer.
 */
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { NearbyError } from '../errors.ts';

const hostNames = ['localhost', '127.0.0.1', '[::1]'];

/** @throws NearbyError `bad-host` (to the error handler) for any other host than loopback with the port we listen on. */
export const checkHost: RequestHandler = (request, _response, next) => {
  const host = request.headers.host ?? '';
  const port = request.socket.localPort;
  const ours = hostNames.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!ours.includes(host.toLowerCase())) throw new NearbyError('bad-host', { host });
  next();
};

/** For all that is not GET: refuses what a form or script of another site could send without asking first. @throws NearbyError `cross-site`. */
export const checkOrigin: RequestHandler = (request, _response, next) => {
  // "same-site" is another port of this machine; programs send no such header, a typed address "none".
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new NearbyError('cross-site', { site });
  const origin = request.get('origin');
  if (origin !== undefined && origin.toLowerCase() !== `http://${request.headers.host}`.toLowerCase()) {
    throw new NearbyError('cross-site', { site: origin });
  }
  next();
};

/** For POST and PUT with JSON. @throws NearbyError `not-json`. */
export const checkJson: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) throw new NearbyError('not-json', { contentType: typeOf(request) });
  next();
};

/** For POST with the bytes of a file. @throws NearbyError `not-a-file`. */
export const checkFile: RequestHandler = (request, _response, next) => {
  if (!request.is(fileTypes)) throw new NearbyError('not-a-file', { contentType: typeOf(request) });
  next();
};

/** What a file may be sent as: what it is, is found by its content. */
export const fileTypes = ['application/octet-stream', 'text/plain'];

const typeOf = (request: Request) => request.get('content-type') ?? 'of no named type';

/** Nothing is loaded from elsewhere and nothing inline is run: paper text that were taken for HTML could do nothing. */
export const pageDirectives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: pageDirectives },
  // There is no HTTPS on loopback; a browser that remembered otherwise could not come back.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
});
