/** Opens the door: an app on a port of this machine, reachable from nowhere else. */
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import { NearbyError, reasonOf } from '../errors.ts';

const address = '127.0.0.1';

export const listenDefaults = {
  /** The first port that is tried where none is given. */
  port: 4180,
  /** How many ports after it are tried. */
  portsTried: 50,
};

/** A client that sends its request slower than this holds a connection for nothing. */
const requestTimeoutMs = 30_000;

export interface Listening {
  port: number;
  url: string;
  /** Ends at once, open connections included. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * @param options.port null: 4180 or the next free one; 0: any free one.
 * @throws NearbyError `port-in-use`; `bad-option` for a port that this user cannot open or that is none.
 */
export async function listen(app: Express, options: { port: number | null }): Promise<Listening> {
  const first = options.port ?? listenDefaults.port;
  if (!Number.isInteger(first) || first < 0 || first > 65_535)
    throw badPort(first, 'a whole number from 0 to 65535');
  const last = options.port === null ? first + listenDefaults.portsTried : first;
  for (let port = first; port <= last; port++) {
    const server = createServer({ requestTimeout: requestTimeoutMs }, app);
    if (await opens(server, port)) return listening(server);
  }
  throw new NearbyError('port-in-use', { port: first });
}

/** @returns false where the port is taken. */
function opens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(badPort(port, `a port that can be opened (${reasonOf(error)})`, error));
    });
    server.listen({ port, host: address }, () => resolve(true));
  });
}

function listening(server: Server): Listening {
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  return {
    port,
    url: `http://${address}:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
      return closed;
    },
  };
}

const badPort = (port: number, expected: string, cause?: unknown) =>
  new NearbyError('bad-option', { name: '--port', value: port, expected }, { cause });
