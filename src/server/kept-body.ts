/** A large answer as the bytes that are sent, with their tag: to write and to hash some megabytes takes longer than to send them. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

export interface KeptBody {
  bytes: Buffer;
  /** As a header has it: quoted. */
  etag: string;
}

export function keptBody(bytes: Buffer): KeptBody {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex')}"` };
}

/** Sends it, or that it has not changed. @param type of the body, as `response.type` takes it. */
export function sendKept(
  request: Request,
  response: Response,
  type: string,
  { bytes, etag }: KeptBody,
): void {
  // "no-transform": compressed, it would be another body under the same tag, and later than it is sent within a machine.
  response.set({ ETag: etag, 'Cache-Control': 'no-cache, no-transform' });
  // Not left to Express, which sends the body again to a client that says "no-cache" beside its tag.
  if (hasTag(request, etag)) response.status(304).end();
  else response.type(type).send(bytes);
}

/** If-None-Match as in RFC 9110, 13.1.2. */
function hasTag(request: Request, etag: string): boolean {
  const tags = (request.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
