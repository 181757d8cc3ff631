import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NearbyError, reasonOf } from '../errors.ts';

export interface DownloadedFile {
  sha256: string;
  /** The version of the model it belongs to, where the server says (X-Repo-Commit). */
  commit: string | null;
}

export interface FileOptions {
  /** Given up after so long without a byte. */
  idleTimeoutMs: number;
  onBytes: (done: number, total: number | null) => void;
}

const mostRedirects = 5;
/** Redirects are followed here, not by fetch: the Hub tells a file's sha256 and version in the first answer only. */
const redirects = [301, 302, 303, 307, 308];
/** What the Hub answers where a model or a file is not there; 401 also for a model that does not exist at all. */
const absent = [401, 403, 404];

/** Progress is told each time this much more has come: smooth enough for a bar. */
const bytesBetweenReports = 256 * 1024;

/**
 * Downloads one file: to a temporary name beside `path`, renamed when it is whole. Checked against the length and, where
 * the server gives it (X-Linked-ETag, for large files), the sha256.
 *
 * @returns the HTTP status where the server says that the file is not there (`absent`).
 * @throws NearbyError `model-download` for anything else that goes wrong; nothing is left behind then.
 */
export async function downloadFile(
  url: string,
  path: string,
  options: FileOptions,
): Promise<DownloadedFile | number> {
  const abort = new AbortController();
  const idle = setTimeout(() => {
    abort.abort(new Error(`nothing came for ${options.idleTimeoutMs / 1000} seconds`));
  }, options.idleTimeoutMs);
  const partial = `${path}.${process.pid}.partial`;
  try {
    const { response, told } = await request(url, abort.signal);
    if (absent.includes(response.status)) return response.status;
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const total = lengthOf(response);
    const hash = createHash('sha256');
    let done = 0;
    let reported = 0;
    await mkdir(dirname(path), { recursive: true });
    await pipeline(
      Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
      async function* counted(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          idle.refresh();
          hash.update(chunk);
          done += chunk.length;
          if (done - reported >= bytesBetweenReports) {
            reported = done;
            options.onBytes(done, total);
          }
          yield chunk;
        }
      },
      createWriteStream(partial),
      { signal: abort.signal },
    );
    if (total !== null && done !== total) throw new Error(`${done} of ${total} bytes came`);
    const sha256 = hash.digest('hex');
    if (told.sha256 && told.sha256 !== sha256) {
      throw new Error(`its sha256 is ${sha256}, but the server announced ${told.sha256}`);
    }
    await rename(partial, path);
    options.onBytes(done, total);
    return { sha256, commit: told.commit };
  } catch (error) {
    await rm(partial, { force: true });
    const reason = abort.signal.aborted ? reasonOf(abort.signal.reason) : reasonWithCause(error);
    throw new NearbyError('model-download', { url, reason }, { cause: error });
  } finally {
    clearTimeout(idle);
  }
}

interface Told {
  sha256: string | null;
  commit: string | null;
}

async function request(url: string, signal: AbortSignal): Promise<{ response: Response; told: Told }> {
  const told: Told = { sha256: null, commit: null };
  let at = new URL(url);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    // Uncompressed, so that the announced length is that of the file.
    const response = await fetch(at, {
      redirect: 'manual',
      signal,
      headers: { 'accept-encoding': 'identity' },
    });
    const linked = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(response.headers.get('x-linked-etag') ?? '');
    told.sha256 ??= linked?.[1] ?? null;
    told.commit ??= response.headers.get('x-repo-commit');
    if (!redirects.includes(response.status)) return { response, told };
    await response.body?.cancel();
    const to = new URL(response.headers.get('location') ?? '', at);
    if (to.protocol !== 'https:' && to.protocol !== at.protocol) {
      throw new Error(`it leads from ${at.protocol} to ${to.protocol}//${to.host}`);
    }
    at = to;
  }
  throw new Error(`it leads on more than ${mostRedirects} times`);
}

/** In bytes; null where the server does not say, or says it of a compressed form. */
function lengthOf(response: Response): number | null {
  const length = response.headers.get('content-length');
  return length === null || response.headers.has('content-encoding') ? null : Number(length);
}

/** fetch says only "fetch failed"; why is in the cause. */
function reasonWithCause(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? ` (${reasonOf(error.cause)})` : '';
  return `${reasonOf(error)}${cause}`;
}
