import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalIn, type SmallServer, sendRaw, serveSmall } from './serve-small.ts';

describe('the server answers', () => {
  let server: SmallServer;
  beforeAll(async () => {
    server = await serveSmall();
  });
  afterAll(() => server.close());

  it('requests for this machine by its names and our port, in any case', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LocalHost']) {
      const { status } = await sendRaw(server.port, '/api/info', {
        headers: { host: `${host}:${server.port}` },
      });
      expect(status).toBe(200);
    }
  });

  it('no other host, and no other port', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${server.port}`,
      'localhost',
      'localhost:1',
      `localhost.:${server.port}`,
    ];
    for (const host of [...hosts, `localhost:${server.port}@evil.example`, `0.0.0.0:${server.port}`]) {
      for (const path of ['/api/info', '/', '/assets/main-abc123.js']) {
        const { status, body } = await sendRaw(server.port, path, {
          headers: { host, accept: 'application/json' },
        });
        expect(status).toBe(421);
        expect(JSON.parse(body).error).toEqual({
          code: 'bad-host',
          message: `Requests for the host "${host}" are not answered. Open the address that "nearby serve" printed.`,
        });
      }
    }
  });

  it('no request that names no host', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('GET /api/info HTTP/1.0\r\n\r\n'));
      let text = '';
      socket.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).toContain('Requests for the host \\"\\" are not answered.');
  });

  it('with a strict content policy and without CORS, on every answer', async () => {
    for (const path of ['/', '/api/info', '/api/nothing', '/openapi.json', '/assets/main-abc123.js']) {
      const { headers } = await server.get(path, { headers: { origin: 'http://evil.example' } });
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;connect-src 'self';" +
          "worker-src 'self' blob:;font-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const names = [...headers.keys()];
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(names).not.toContain('x-powered-by');
      expect(names).not.toContain('strict-transport-security');
    }
  });

  it('POST only as JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const refusal = await refusalIn(
        await server.post('/api/search', '{"text":"ice"}', { 'content-type': type }),
      );
      expect(refusal).toMatchObject({ status: 415, code: 'not-json' });
      expect(refusal.message).toContain('Content-Type: application/json');
    }
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await server.post('/api/search', { text: 'ice' }, charset)).status).toBe(200);
  });

  it('no POST that the page of another site sends', async () => {
    const ours = `http://127.0.0.1:${server.port}`;
    const send = (headers: Record<string, string>) =>
      sendRaw(server.port, '/api/search', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"text":"ice"}',
      });
    for (const site of ['cross-site', 'same-site']) {
      const { status, body } = await send({ 'sec-fetch-site': site });
      expect(status).toBe(403);
      expect(JSON.parse(body).error.code).toBe('cross-site');
    }
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:1',
      `https://127.0.0.1:${server.port}`,
    ]) {
      expect((await send({ origin })).status).toBe(403);
    }
    expect((await send({ 'sec-fetch-site': 'same-origin', origin: ours })).status).toBe(200);
  });
});
