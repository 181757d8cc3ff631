import { describe, expect, it } from 'vitest';
import { Api, ApiFailure, sentenceOf } from '../../web/api.ts';

const answering = (status: number, body: string) =>
  new Api(async () => new Response(body, { status, headers: { 'content-type': 'application/json' } }));

async function failureOf(asked: Promise<unknown>): Promise<ApiFailure> {
  const failure = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(failure).toBeInstanceOf(ApiFailure);
  return failure as ApiFailure;
}

describe('Api', () => {
  it('asks for a paper by an id that would otherwise be a path', async () => {
    const asked: string[] = [];
    const api = new Api(async (input) => {
      asked.push(String(input));
      return new Response('{}');
    });
    await failureOf(api.paper('10.1000/../a b?c'));
    expect(asked).toEqual(['/api/papers/10.1000%2F..%2Fa%20b%3Fc']);
  });

  it("passes on the server's own sentence and code", async () => {
    const api = answering(404, '{"error":{"code":"unknown-paper","message":"There is no paper \\"x\\"."}}');
    const failure = await failureOf(api.paper('x'));
    expect([failure.status, failure.code, failure.message]).toEqual([
      404,
      'unknown-paper',
      'There is no paper "x".',
    ]);
  });

  it('says what to do where the refusal has no sentence', async () => {
    for (const body of ['<h1>Bad gateway</h1>', '{}', '{"error":{"message":7}}']) {
      const failure = await failureOf(answering(502, body).info());
      expect(failure.message).toBe(
        'The server answered with status 502 and no reason. Try again; its terminal may say more.',
      );
    }
  });

  it('says what to do where no answer comes', async () => {
    const api = new Api(async () => {
      throw new TypeError('Failed to fetch');
    });
    const failure = await failureOf(api.topics());
    expect(failure.code).toBe('no-answer');
    expect(failure.message).toContain('The Nearby server does not answer. Check that it is still running');
  });

  it('says what to do where the answer breaks off', async () => {
    const failure = await failureOf(answering(200, '{"hits": [').search({ text: 'a' }));
    expect(failure.code).toBe('unreadable');
    expect(failure.message).toContain('broke off or could not be read. Try again');
  });

  it('says the same where the answer is something else altogether', async () => {
    const bodies = ['null', '7', '"x"', '[]', '{}', '{"hits":5,"notes":[]}', '{"hits":[null],"notes":[]}'];
    for (const body of [...bodies, '{"hits":[{"id":"a"}],"notes":[]}', '<!doctype html>']) {
      expect((await failureOf(answering(200, body).search({ text: 'a' }))).code).toBe('unreadable');
    }
    for (const body of ['{"facets":[7]}', '{"facets":{}}']) {
      expect((await failureOf(answering(200, body).facets())).code).toBe('unreadable');
    }
  });

  it('lets no answer of another corpus in, and tells of it', async () => {
    let tag = 'one';
    let told = 0;
    const api = new Api(
      async () => new Response('{"levels":0,"topics":[]}', { headers: { 'x-nearby-corpus': tag } }),
      () => told++,
    );
    await api.topics();
    await api.topics();
    tag = 'two';
    expect((await failureOf(api.topics())).code).toBe('other-corpus');
    expect(told).toBe(1);
    tag = 'one';
    await api.topics();
    expect(told).toBe(1);
  });

  it('leaves an aborted question as it is: nobody waits for it', async () => {
    const controller = new AbortController();
    const api = new Api(async () => {
      controller.abort(new Error('overtaken'));
      throw controller.signal.reason;
    });
    await expect(api.info(controller.signal)).rejects.toThrow('overtaken');
  });

  it('has a sentence for whatever was thrown', () => {
    expect(sentenceOf(new Error('x is undefined'))).toContain('x is undefined');
    expect(sentenceOf('odd')).toContain('odd');
  });
});
