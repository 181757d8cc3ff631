import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { type Listening, listen, listenDefaults } from '../../src/server/listen.ts';
import { refusalOf } from '../refusal.ts';

const app = express().get('/', (_request, response) => void response.send('here'));

describe('listen', () => {
  const opened: Listening[] = [];
  const open = async (port: number | null) => {
    const server = await listen(app, { port });
    opened.push(server);
    return server;
  };
  afterEach(() => Promise.all(opened.splice(0).map((server) => server.close())));

  it('answers on the loopback address only', async () => {
    const { url, port } = await open(0);
    expect(url).toBe(`http://127.0.0.1:${port}/`);
    expect(await (await fetch(url)).text()).toBe('here');
    // All of 127/8 is this machine; a server bound to every address would answer here too.
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow();
  });

  it('takes the next free port where none is given', async () => {
    const first = await open(null);
    const second = await open(null);
    expect(first.port).toBeGreaterThanOrEqual(listenDefaults.port);
    expect(second.port).toBeGreaterThan(first.port);
    expect(second.port).toBeLessThanOrEqual(listenDefaults.port + listenDefaults.portsTried);
  });

  it('refuses a given port that is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    expect(await refusalOf(() => listen(app, { port }))).toMatchObject({
      code: 'port-in-use',
      message: `Port ${port} on 127.0.0.1 is taken. Choose another with --port, or leave it out to take the next free one.`,
    });
    other.close();
  });

  it('refuses what is no port', async () => {
    for (const port of [-1, 65_536, 1.5, Number.NaN]) {
      expect(await refusalOf(() => listen(app, { port }))).toMatchObject({ code: 'bad-option' });
    }
  });

  it('ends at once, with connections that are kept alive, and again', async () => {
    const server = await open(0);
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      get(server.url, { agent }, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
    await server.close();
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    agent.destroy();
  });
});
