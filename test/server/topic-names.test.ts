import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alreadyOpen } from '../../src/search/open-searcher.ts';
import type { Topics } from '../../src/server/api-types.ts';
import { createApp } from '../../src/server/create-app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { topicsSchema } from '../../src/server/topic-schemas.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { FakeEmbedder, searcherOf, smallCorpus } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { refusalIn } from './serve-small.ts';

let corpus: Corpus;
let server: Listening;
let readOnly: Listening;

beforeAll(async () => {
  const built = smallCorpus();
  built.close();
  // As a server has it: opened to read only, while others may write.
  corpus = Corpus.open(built.folder, { readOnly: true });
  const searcher = searcherOf(corpus, new FakeEmbedder());
  const parts = { opening: alreadyOpen(searcher), pageFolder: temporaryFolder(), version: '1' };
  server = await listen(createApp(parts), { port: 0 });
  readOnly = await listen(createApp({ ...parts, readOnly: true }), { port: 0 });
});
afterAll(async () => {
  await server.close();
  await readOnly.close();
  corpus.close();
});

const json = { 'content-type': 'application/json' };
const put = (id: number | string, body: unknown, headers: Record<string, string> = json, at = server) =>
  fetch(`${at.url}api/topics/${id}/name`, { method: 'PUT', headers, body: JSON.stringify(body) });
const remove = (id: number, headers: Record<string, string> = {}, at = server) =>
  fetch(`${at.url}api/topics/${id}/name`, { method: 'DELETE', headers });
const topics = async (): Promise<Topics> => (await (await fetch(`${server.url}api/topics`)).json()) as Topics;

describe('a name for a topic', () => {
  it('is given, shown in the tree at once and to other readers, and taken back', async () => {
    const before = await topics();
    expect(before).toMatchObject({ canBeNamed: true, namesWithoutTopic: [] });
    const found = before.topics[1].name;
    const answer = (await (await put(1, { name: '  Frozen\n\twater ' })).json()) as Topics;
    expect(answer.topics[1]).toMatchObject({ name: 'Frozen water', foundName: found });
    expect(topicsSchema.parse(answer)).toEqual(answer);
    expect(await topics()).toEqual(answer);
    const other = Corpus.open(corpus.folder, { readOnly: true });
    expect(other.topics()?.topics[1].name).toBe('Frozen water');
    other.close();
    expect((await remove(1)).status).toBe(200);
    expect(await topics()).toEqual(before);
  });

  it('is in the topics of a server that had told them before, and gives them another tag', async () => {
    const tagOf = async () => (await fetch(`${server.url}api/topics`)).headers.get('etag')!;
    const before = await tagOf();
    expect(await tagOf()).toBe(before);
    const again = await fetch(`${server.url}api/topics`, { headers: { 'if-none-match': before } });
    expect(again.status).toBe(304);
    // As another process does it.
    const writer = Corpus.open(corpus.folder);
    const tree = writer.topics()!;
    writer.topicNames.give(tree, 0, 'Bees of the north');
    const named = await tagOf();
    expect(named).not.toBe(before);
    expect((await topics()).topics[0].name).toBe('Bees of the north');
    writer.topicNames.takeBack(tree, 0);
    writer.topicNames.give(tree, 0, 'Bees of the south');
    writer.close();
    expect((await topics()).topics[0].name).toBe('Bees of the south');
    expect((await remove(0)).status).toBe(200);
    expect(await tagOf()).toBe(before);
  });

  it('is forgotten where it fits no topic any more, and one that fits stays', async () => {
    const writer = Corpus.open(corpus.folder);
    const tree = writer.topics()!;
    const odd = {
      ...tree,
      topicOfRow: tree.topicOfRow.map((rows) => rows.map((_, row) => (row % 5 === 0 ? 0 : -1))),
    };
    writer.topicNames.give(odd, 0, 'Every fifth');
    writer.topicNames.give(tree, 1, 'Ice');
    writer.close();
    const lost = (await topics()).namesWithoutTopic;
    expect(lost).toMatchObject([{ name: 'Every fifth' }]);
    const forget = (name: string, at = server) =>
      fetch(`${at.url}api/topics/names-without-topic?name=${encodeURIComponent(name)}`, { method: 'DELETE' });
    expect(await refusalIn(await forget('Every fifth', readOnly))).toMatchObject({ code: 'read-only' });
    expect((await (await forget('Ice')).json()) as Topics).toMatchObject({ namesWithoutTopic: lost });
    const answer = (await (await forget('Every fifth')).json()) as Topics;
    expect(answer.namesWithoutTopic).toEqual([]);
    expect(answer.topics[1].name).toBe('Ice');
    expect((await remove(1)).status).toBe(200);
  });

  it('is refused from other sites, and as anything but JSON', async () => {
    const before = await topics();
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'http://evil.example' },
    ];
    for (const headers of foreign) {
      expect(await refusalIn(await put(0, { name: 'x' }, { ...json, ...headers }))).toMatchObject({
        status: 403,
        code: 'cross-site',
      });
      expect(await refusalIn(await remove(0, headers))).toMatchObject({ code: 'cross-site' });
    }
    const plain = await put(0, { name: 'x' }, { 'content-type': 'text/plain' });
    expect(await refusalIn(plain)).toMatchObject({ status: 415, code: 'not-json' });
    expect(await topics()).toEqual(before);
  });

  it.each([
    {},
    { name: '' },
    { name: ' \u200b\n ' },
    { name: 5 },
    { name: 'x'.repeat(101) },
    { name: 'x', more: 1 },
  ])('is refused where it is none: %j', async (body) => {
    expect(await refusalIn(await put(0, body))).toMatchObject({ status: 400, code: 'bad-request' });
  });

  it.each([99, -1, '1.5', 'x', '1e1'])('is refused for topic %s', async (id) => {
    expect(await refusalIn(await put(id, { name: 'x' }))).toMatchObject({
      status: 404,
      code: 'unknown-topic',
    });
  });

  it('is refused by a server that only reads, which says so in its tree', async () => {
    const answer = await put(0, { name: 'x' }, json, readOnly);
    expect(await refusalIn(answer)).toMatchObject({ status: 403, code: 'read-only' });
    expect(await refusalIn(await remove(0, {}, readOnly))).toMatchObject({ code: 'read-only' });
    const tree = (await (await fetch(`${readOnly.url}api/topics`)).json()) as Topics;
    expect(tree.canBeNamed).toBe(false);
  });

  it('is refused with a word while another process writes, and nothing is lost', async () => {
    const writer = Corpus.open(corpus.folder);
    expect(await refusalIn(await put(0, { name: 'x' }))).toMatchObject({ status: 409, code: 'corpus-busy' });
    writer.close();
    expect((await put(0, { name: 'x' })).status).toBe(200);
    await remove(0);
  });
});
