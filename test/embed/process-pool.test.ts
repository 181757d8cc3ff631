import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { buildProcesses, type Embedder, openEmbedder } from '../../src/embed/embedder.ts';
import { describeModel } from '../../src/embed/model-description.ts';
import { ProcessPool } from '../../src/embed/process-pool.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { refusalOf } from '../refusal.ts';
import { tinyModel, tinyOnnx, tinyTokenizer } from './tiny-model.ts';

const open: Embedder[] = [];
afterEach(async () => {
  for (const embedder of open.splice(0)) await embedder.close();
});
function closing<E extends Embedder>(embedder: E): E {
  open.push(embedder);
  return embedder;
}

const dyingProcess = fileURLToPath(new URL('./dying-process.ts', import.meta.url));
async function openDying(processes: number) {
  return closing(await ProcessPool.open(await describeModel(tinyModel(), 'm'), processes, dyingProcess));
}

describe('an embedder in forked processes', () => {
  it('gives the same vectors as one in this process, in the order of the texts, bit for bit', async () => {
    const model = await resolveModel(defaultModel);
    const texts = Array.from({ length: 200 }, (_, i) => `on ${'graph '.repeat(i % 40)} number ${i} \ud800`);
    texts.push('', 'long '.repeat(3000));
    const forked = closing(await openEmbedder(model, { processes: 2 }));
    const here = closing(await openEmbedder(model));
    expect([forked.parallel, here.parallel]).toEqual([2, 1]);
    const fromForked = await forked.embed(texts, 'query');
    expect(fromForked).toEqual(await here.embed(texts, 'query'));
    expect(fromForked.cut.at(-1)).toBe(1);
  });

  it('refuses what the model refuses, in the same words', async () => {
    const wrong = await describeModel(
      tinyModel({ 'onnx/model_quantized.onnx': tinyOnnx({ inputs: ['input_ids', 'pixels'] }) }),
      'm',
    );
    const fromForked = await refusalOf(openEmbedder(wrong, { processes: 2 }));
    expect(fromForked.code).toBe('model-invalid');
    expect(fromForked.message).toBe((await refusalOf(openEmbedder(wrong))).message);
  });

  it('goes on after a text that the model fails on', async () => {
    const vocab = { ...tinyTokenizer.model.vocab, beyond: 99 };
    const folder = tinyModel({
      'tokenizer.json': { ...tinyTokenizer, model: { ...tinyTokenizer.model, vocab } },
    });
    const embedder = closing(await openEmbedder(await describeModel(folder, 'm'), { processes: 1 }));
    const error = await refusalOf(embedder.embed(['beyond'], 'document'));
    expect(error.code).toBe('model-invalid');
    expect(error.message).toContain('it fails on a text of 3 tokens');
    expect([...(await embedder.embed(['star'], 'document')).vectors.data]).toEqual([0, 0, 1, 0]);
  });

  it.each([
    ['throw', /process \d+ ended with exit code 1; it wrote: [\s\S]*Error: out of luck/],
    ['exit', /process \d+ ended with exit code 7\. What a build has finished is stored/],
    ['kill', /process \d+ was ended by SIGKILL\. /],
  ])('fails the call whose process dies, saying how it did: %s', async (text, sentence) => {
    const embedder = await openDying(1);
    const error = await refusalOf(embedder.embed([text], 'document'));
    expect(error.code).toBe('embedding-failed');
    expect(error.message).toMatch(sentence);
    // With no process left, later calls are told the same.
    expect(await refusalOf(embedder.embed(['fine'], 'document'))).toBe(error);
  });

  it('goes on with the processes that are left', async () => {
    const embedder = await openDying(2);
    await refusalOf(embedder.embed(['exit'], 'document'));
    expect(embedder.parallel).toBe(1);
    expect((await embedder.embed(['fine', 'fine'], 'document')).vectors.rows).toBe(2);
  });

  it('refuses what is at work and what waits when it is closed, and whatever comes after', async () => {
    const embedder = await openDying(1);
    const atWork = refusalOf(embedder.embed(['hang'], 'document'));
    const waiting = refusalOf(embedder.embed(['fine'], 'document'));
    await embedder.close();
    await embedder.close();
    for (const error of [await atWork, await waiting, await refusalOf(embedder.embed(['fine'], 'query'))]) {
      expect(error.code).toBe('embedding-failed');
      expect(error.message).toContain('The embedding process stopped: it was closed.');
    }
    const here = await openEmbedder(embedder.model);
    await here.close();
    expect((await refusalOf(here.embed(['fine'], 'query'))).code).toBe('embedding-failed');
  });

  it.each([-1, 1.5, 65, Number.NaN])('is not opened with %s processes', async (processes) => {
    const model = await describeModel(tinyModel(), 'm');
    const error = await refusalOf(openEmbedder(model, { processes }));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain('Expected: a whole number of processes, 0 (this one) to 64.');
  });

  it('is given one process a core by default in builds, at most 8', () => {
    expect(buildProcesses()).toBeGreaterThanOrEqual(1);
    expect(buildProcesses()).toBeLessThanOrEqual(8);
  });
});

/** Starts pool-owner.ts from another folder; resolves when its pool has answered once. */
async function startOwner(what: 'idle' | 'busy'): Promise<{ owner: ChildProcess; said: () => string }> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = fileURLToPath(new URL('./pool-owner.ts', import.meta.url));
  // In a group of its own, so that a test can press Ctrl-C for all of it.
  const owner = spawn(process.execPath, ['--import', tsx, program, tinyModel(), what], {
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [owner.stdout, owner.stderr]) stream?.on('data', (text) => (output += text));
  await once(owner.stdout!, 'data');
  return { owner, said: () => output };
}

const childrenOf = (pid: number) =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.skipIf(process.platform === 'win32')('the processes of a program', () => {
  it('work from any folder, and do not keep it from ending when they are idle', async () => {
    const { owner, said } = await startOwner('idle');
    const [code] = await once(owner, 'close');
    expect(code).toBe(0);
    expect(said()).toBe('ready 0,0,1,0\n');
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'end with it, in silence, when %s ends it at work',
    async (signal) => {
      const { owner, said } = await startOwner('busy');
      const children = childrenOf(owner.pid!);
      // A shell's Ctrl-C goes to the whole group, a kill to the one.
      process.kill(signal === 'SIGINT' ? -owner.pid! : owner.pid!, signal);
      await once(owner, 'close');
      expect(children.length).toBeGreaterThanOrEqual(1);
      for (const child of children) await gone(child);
      expect(said()).toBe('ready 0,0,1,0\n');
    },
  );
});
