import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/build-corpus.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const corpus = join(cwd, 'corpus');
const newcomers = join(cwd, 'new.jsonl');

beforeAll(async () => {
  cpSync(await sampleCorpus(), corpus, { recursive: true });
  const papers = Array.from({ length: 20 }, (_, i) => ({
    id: `new-${i}`,
    title: `Message passing in graph neural networks, part ${i}`,
    abstract: `We pass messages along the edges of graphs with ${i + 2} layers, and classify their nodes.`,
  }));
  writeFileSync(newcomers, papers.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
});

const run = (...args: string[]) => runNearby([...args, '--corpus', corpus], { cwd });

interface Listed {
  topics: { id: number; name: string; foundName?: string; size: number }[];
  namesWithoutTopic: unknown[];
}
const listed = async () => JSON.parse((await run('topics', '--json')).stdout) as Listed;

describe('nearby topics --name', () => {
  it('gives names, shows them beside what was found, and takes them back', async () => {
    const before = await listed();
    const { code, stdout } = await run('topics', '--name', '3=Graphs = edges', '--name', '12= Long   texts ');
    expect(code).toBe(0);
    expect(stdout).toContain(`Graphs = edges (${before.topics[3].size}, found as: ${before.topics[3].name})`);
    expect((await listed()).topics[12]).toMatchObject({
      name: 'Long texts',
      foundName: before.topics[12].name,
    });
    expect((await run('topics', '--unname', '12')).stdout).not.toContain('Long texts');
  });

  it('keeps them in what is added, and when all is laid out and named anew', async () => {
    const before = (await listed()).topics;
    await run('add', newcomers);
    const named = () =>
      listed().then(({ topics }) => topics.filter(({ foundName }) => foundName !== undefined));
    const [added, ...others] = await named();
    expect(others).toEqual([]);
    expect(added).toMatchObject({ id: 3, name: 'Graphs = edges' });
    expect(added.size).toBeGreaterThanOrEqual(before[3].size);

    // Papers that come by a build and not by an addition: every topic is found anew.
    const more = join(cwd, 'more.jsonl');
    writeFileSync(
      more,
      `${JSON.stringify({ id: 'x', title: 'Nodes of graphs', abstract: 'Edges of graphs.' })}\n`,
    );
    await buildCorpus(corpus, [more]);
    const [rebuilt] = await named();
    expect(rebuilt.name).toBe('Graphs = edges');
    expect(rebuilt.size).toBeGreaterThan(before[3].size / 3);
    expect((await listed()).namesWithoutTopic).toEqual([]);
  });

  it('says of a name that no topic fits any more that it is kept, and forgets it when told', async () => {
    const opened = Corpus.open(corpus);
    const rows = opened.rows;
    const level = Int32Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? 0 : -1));
    const odd = { ...opened.lastTopics()!.topics[0], id: 0, size: 1 };
    opened.topicNames.give({ rows, topics: [odd], topicOfRow: [level] }, 0, 'Every seventh');
    opened.close();
    const { stdout } = await run('topics');
    expect(stdout).toMatch(
      /No topic fits the \d+ papers that you named "Every seventh" any more\. The name is kept; --unname "Every seventh" forgets it\./,
    );
    expect((await listed()).namesWithoutTopic).toEqual([{ name: 'Every seventh', papers: 89 }]);
    const { code, stderr } = await run('topics', '--unname', 'Every eighth');
    expect(code).toBe(2);
    expect(stderr).toContain('Expected: the id of a topic or "Every seventh"');
    expect((await run('topics', '--unname', 'Every seventh')).stdout).not.toContain('No topic fits');
    expect((await listed()).namesWithoutTopic).toEqual([]);
  });

  it.each([
    ['999=x', /There is no topic 999/, 1],
    ['3=', /--name is "3=". Expected: the id of a topic, "=", and a name of at most 100 characters/, 2],
    ['graphs', /--name is "graphs"/, 2],
  ])('refuses %s', async (name, sentence, exitCode) => {
    const { code, stderr } = await run('topics', '--name', name);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(exitCode);
  });
});
