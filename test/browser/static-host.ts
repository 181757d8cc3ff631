/** The dumbest of web hosts: the files of a folder under a path, and 404 for all else. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** As every host knows them; anything else is a stream of bytes. */
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

export class StaticHost {
  /** Of the folder, with a slash at the end. */
  readonly url: string;
  /** Paths below the folder that were sent, in order. */
  readonly sent: string[] = [];
  /** Called before a file is sent: to hold it up, or to fail it by answering false. */
  before: (path: string) => Promise<boolean> = async () => true;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  /** @param path begins and ends with a slash: "/papers/mine/". */
  static async serve(folder: string, path: string): Promise<StaticHost> {
    const server = createServer((request, response) => {
      const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
      const below = asked.startsWith(path) ? normalize(asked.slice(path.length) || 'index.html') : null;
      const file = below === null || below.startsWith('..') ? null : join(folder, below);
      const isThere = file !== null && statSync(file, { throwIfNoEntry: false })?.isFile();
      void (isThere ? host.before(below!) : Promise.resolve(false)).then((sends) => {
        if (!sends) {
          response.writeHead(404).end('not found');
          return;
        }
        host.sent.push(below!);
        response.writeHead(200, { 'content-type': types[extname(file!)] ?? 'application/octet-stream' });
        createReadStream(file!).pipe(response);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const close = () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => server.close(() => closed()));
    };
    const host = new StaticHost(`http://127.0.0.1:${port}${path}`, close);
    return host;
  }

  close(): Promise<void> {
    return this.#close();
  }
}
