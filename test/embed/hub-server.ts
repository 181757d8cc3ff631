import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that speaks as the Hub does: /owner/name/resolve/main/file, large files by a redirect with their sha256. */
export interface HubServer {
  url: string;
  /** Paths asked for, in their order, below "/resolve/main". */
  asked: string[];
  /** In place of the usual answer, by file. */
  special: Record<string, Answer>;
  /** The version of the model that it states. */
  commit: string;
}

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

export async function startHub(
  name: string,
  files: Record<string, Buffer | string | object>,
): Promise<HubServer> {
  const bytesOf = new Map(
    Object.entries(files).map(([file, content]) => [
      file,
      Buffer.isBuffer(content)
        ? content
        : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    ]),
  );
  const hub: HubServer = { url: '', asked: [], special: {}, commit: 'c0ffee' };
  const base = `/${name}/resolve/main/`;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/cdn/')) return void response.end(bytesOf.get(path.slice('/cdn/'.length)));
    const file = path.startsWith(base) ? path.slice(base.length) : null;
    hub.asked.push(file ?? path);
    response.setHeader('x-repo-commit', hub.commit);
    // The Hub answers 401 for a model that it does not have.
    if (file === null) return void response.writeHead(401).end('Invalid username or password.');
    if (hub.special[file]) return void hub.special[file](request, response);
    const bytes = bytesOf.get(file);
    if (!bytes) return void response.writeHead(404).end('Entry not found');
    if (!file.endsWith('.onnx'))
      return void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    response.writeHead(302, { location: `/cdn/${file}`, 'x-linked-etag': `"${sha256}"` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}
