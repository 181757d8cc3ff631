import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { tinyModel, tinyOnnx } from '../embed/tiny-model.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { nearbyEntry, runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();

/** Starts a command and waits until it has printed what `pattern` finds. */
async function startUntil(
  args: string[],
  pattern: RegExp,
): Promise<{ child: ChildProcess; found: string; stderr: () => string }> {
  const child = spawn(process.execPath, [nearbyEntry, ...args], { cwd });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const found = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(stdout + stderr);
      if (match) resolve(match[0]);
    };
    child.stdout.on('data', (piece) => {
      stdout += piece;
      look();
    });
    child.stderr.on('data', look);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)));
  });
  return { child, found, stderr: () => stderr };
}

const address = /http:\/\/127\.0\.0\.1:\d+/;

describe('nearby serve', () => {
  it('prints its address, answers there, and ends with 0 at Ctrl-C', async () => {
    const { child, found } = await startUntil(
      ['serve', '--corpus', await sampleCorpus(), '--port', '0'],
      address,
    );
    const answer = await fetch(`${found}/api/info`);
    expect(await answer.json()).toMatchObject({ papers: 601 });
    const page = await fetch(found);
    expect(page.headers.get('content-type')).toContain('text/html');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('names a port that is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runNearby(
      ['serve', '--corpus', await sampleCorpus(), '--port', `${port}`],
      { cwd },
    );
    other.close();
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken. Choose another with --port`);
    expect(code).toBe(1);
  });
});

describe('nearby serve with a corpus whose vectors are broken', () => {
  it('ends with 1 and says so, though its map could be served', async () => {
    const folder = join(temporaryFolder(), 'broken');
    cpSync(await sampleCorpus(), folder, { recursive: true });
    const database = new Database(folder, join(folder, 'corpus.sqlite'), 'rw');
    database.run('UPDATE vectors SET vector = ? WHERE row = 7', [new Uint8Array(3)]);
    database.close();
    const { code, stderr } = await runNearby(['serve', '--corpus', folder, '--port', '0'], { cwd });
    expect(stderr).toMatch(
      /is damaged: the vector of row 7 has 3 bytes, not \d+\. Nothing was changed in it\./,
    );
    expect(code).toBe(1);
  });
});

describe('nearby start', () => {
  it('builds the files it is given, and opens the same corpus again the next time', async () => {
    const first = await startUntil(['start', samplePapers, '--port', '0'], address);
    expect(first.stderr()).toContain('601 papers in .nearby');
    expect(await (await fetch(`${first.found}/api/info`)).json()).toMatchObject({ papers: 601 });
    first.child.kill('SIGINT');
    await once(first.child, 'exit');

    const second = await startUntil(['start', samplePapers, '--port', '0'], address);
    expect(second.stderr()).not.toContain('Embedding');
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });
});

describe('a build that is interrupted', () => {
  it('says that what is finished is stored, and ends by the signal', async () => {
    const corpus = join(cwd, 'interrupted');
    const { child, stderr } = await startUntil(['build', samplePapers, '--corpus', corpus], /Embedding/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
    expect(stderr()).toContain('Stopped. What is finished is stored; the same command goes on from there.');
    const { code } = await runNearby(['build', '--corpus', corpus], { cwd });
    expect(code).toBe(0);
  });
});

describe('standard input', () => {
  it('is read where a file is named "-"', async () => {
    const input =
      '@article{a, title={Sparse attention}, year={2021}}\n@article{b, title={Dense retrieval}}\n';
    const { code, stdout } = await runNearby(['build', '-', '--corpus', 'piped', '--json'], { cwd, input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ papers: 2, added: 2 });
  });

  it('is kept where the build fails after it was read, since it cannot be read again', async () => {
    // Sound to look at, and refused only when it is opened to embed.
    const onnx = tinyOnnx({ inputs: ['input_ids', 'pixel_values'] });
    const model = tinyModel({ 'onnx/model_quantized.onnx': onnx });
    const args = ['build', '-', '--corpus', 'kept', '--model', model];
    const { code } = await runNearby(args, { cwd, input: '{"title": "Sparse attention"}\n' });
    expect(code).toBe(1);
    const corpus = Corpus.open(join(cwd, 'kept'), { readOnly: true });
    const titles = corpus.papers([0]).map(({ title }) => title);
    corpus.close();
    expect(titles).toEqual(['Sparse attention']);
  });
});
