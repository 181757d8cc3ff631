/** The bytes of a bibliography → which of its entries are papers of the corpus. Nothing of it is kept. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { NearbyError } from '../errors.ts';
import { type Bibliography, collectBibliography } from '../papers/collect-bibliography.ts';
import type { PaperFormat } from '../papers/paper-formats.ts';
import type { Match, PaperMatcher } from '../search/match-papers.ts';
import { limits } from './api-schemas.ts';
import type { matchSchema } from './match-schemas.ts';

export type MatchAnswer = z.infer<typeof matchSchema>;

/** @throws NearbyError `body-too-large`, `no-entries`, `too-many-entries` */
export async function matchFile(
  request: IncomingMessage,
  format: PaperFormat | null,
  matcher: PaperMatcher,
): Promise<MatchAnswer> {
  // Not with the server: the readers and their packages are a tenth of what it would take to load.
  const { readPapersFromBytes } = await import('../papers/read-papers.ts');
  const read = readPapersFromBytes(await bytesOf(request), 'the file', { format });
  const bibliography = await collectBibliography(read);
  return matchAnswer(bibliography, await matcher.match(bibliography.entries));
}

/** All of the body in memory: a reader of broken bytes would make an issue of the refusal. */
async function bytesOf(request: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const limitBytes = limits.maxFileBytes;
  const pieces: Uint8Array[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes <= limitBytes) {
    bytes = 0;
    // Left, not destroyed: on a broken connection nobody would hear the refusal.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      bytes += piece.length;
      if (bytes > limitBytes) break;
      pieces.push(piece);
    }
  }
  if (bytes <= limitBytes) return Readable.from(pieces);
  // What still comes is let go by, so that the client reads the answer and may ask again on the same connection.
  request.resume();
  throw new NearbyError('body-too-large', { limitBytes });
}

export function matchAnswer({ entries, issues }: Bibliography, matches: readonly Match[]): MatchAnswer {
  const countOf = (status: Match['status']) => matches.filter((match) => match.status === status).length;
  return {
    entries: entries.map(({ title, id, year }, i) => ({ label: title, key: id, year, ...matches[i] })),
    counts: {
      found: countOf('found'),
      ambiguous: countOf('ambiguous'),
      absent: countOf('absent'),
      papers: new Set(matches.flatMap((match) => (match.status === 'found' ? [match.row] : []))).size,
    },
    issues: issues.map(({ entry, severity, reason }) => ({ entry, severity, reason })),
  };
}
