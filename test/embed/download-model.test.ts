import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloadModel } from '../../src/embed/download-model.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { ignoreProgress, type ProgressEvent } from '../../src/progress.ts';
import { refusalOf } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startHub } from './hub-server.ts';
import { tinyFiles, tinyOnnx, writeFiles } from './tiny-model.ts';

const name = 'tiny/e5-small-tiny';
const onnx = 'onnx/model_quantized.onnx';

function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('a model of the Hub', () => {
  it('is announced, downloaded with progress, and opened from the cache without the network after that', async () => {
    const hub = await startHub(name, tinyFiles());
    const cacheFolder = temporaryFolder();
    const said: string[] = [];
    const events: ProgressEvent[] = [];
    const options = {
      cacheFolder,
      hubUrl: `${hub.url}/`,
      say: (line: string) => {
        expect(hub.asked).toEqual([]);
        said.push(line);
      },
      onProgress: (event: ProgressEvent) => events.push(event),
    };
    const folder = join(cacheFolder, 'tiny', 'e5-small-tiny');
    const model = await resolveModel(name, options);
    expect(said).toEqual([`Downloading the model "${name}" from ${hub.url}, to be kept in ${folder}`]);
    expect(model).toMatchObject({ name, folder, dimensions: 4, queryPrefix: 'query: ', onnxFile: onnx });
    const size = tinyOnnx().length;
    expect(events.at(-1)).toEqual({ stage: 'embed', done: size, total: size, note: `downloading ${onnx}` });
    expect(allFiles(folder).filter((file) => file.endsWith('.partial'))).toEqual([]);

    hub.asked.length = 0;
    const options2 = { ...options, say: () => expect.unreachable('nothing is downloaded') };
    expect(await resolveModel(name, options2)).toEqual(model);
    expect(hub.asked).toEqual([]);
  });

  it('has its 32-bit weights taken where there are no 8-bit ones', async () => {
    const { [onnx]: weights, ...others } = tinyFiles();
    const hub = await startHub(name, { ...others, 'onnx/model.onnx': weights });
    const model = await resolveModel(name, {
      cacheFolder: temporaryFolder(),
      hubUrl: hub.url,
      say: () => {},
    });
    expect(model).toMatchObject({ onnxFile: 'onnx/model.onnx', dtype: 'fp32' });
  });

  it('is refused at a later open where a file is not the one that came', async () => {
    const hub = await startHub(name, tinyFiles());
    const options = { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} };
    const { folder } = await resolveModel(name, options);
    writeFiles(folder, { 'config.json': { hidden_size: 5 } });
    const error = await refusalOf(resolveModel(name, options));
    expect(error.code).toBe('model-checksum');
    expect(error.message).toContain(`"${join(folder, 'config.json')}" is not the file that was recorded`);
  });

  it('goes on after a download that broke off, with the finished files kept', async () => {
    const hub = await startHub(name, tinyFiles());
    const options = { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} };
    hub.special[onnx] = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('half');
      response.socket?.end();
    };
    const error = await refusalOf(resolveModel(name, options));
    expect(error.code).toBe('model-download');
    expect(error.message).toContain(`"${hub.url}/${name}/resolve/main/${onnx}" could not be downloaded: `);
    expect(error.message).toContain('finished files are kept');
    const folder = join(options.cacheFolder, name);
    expect(existsSync(join(folder, onnx))).toBe(false);
    expect(allFiles(folder).filter((file) => file.endsWith('.partial'))).toEqual([]);

    hub.special = {};
    hub.asked.length = 0;
    await resolveModel(name, options);
    expect(hub.asked).toContain(onnx);
    expect(hub.asked).not.toContain('tokenizer.json');
    const manifest = JSON.parse(readFileSync(join(folder, 'nearby-download.json'), 'utf8'));
    expect(Object.keys(manifest.files)).toEqual([
      'config.json',
      'tokenizer_config.json',
      'tokenizer.json',
      onnx,
    ]);
    expect(manifest).toMatchObject({ hubUrl: hub.url, commit: 'c0ffee', finished: true });
  });

  it('is refused where what came has not the sha256 that the server announced', async () => {
    const hub = await startHub(name, tinyFiles());
    hub.special[onnx] = (_, response) => {
      response
        .writeHead(302, { location: '/cdn/config.json', 'x-linked-etag': `"${'ab'.repeat(32)}"` })
        .end();
    };
    const error = await refusalOf(
      resolveModel(name, { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} }),
    );
    expect(error.code).toBe('model-download');
    expect(error.message).toContain(`but the server announced ${'ab'.repeat(32)}`);
  });

  it('is refused where it changes on the server during the download, and comes whole the next time', async () => {
    const hub = await startHub(name, tinyFiles());
    const options = { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} };
    hub.special[onnx] = (_, response) => {
      hub.commit = 'decaf';
      response.setHeader('x-repo-commit', hub.commit);
      response.writeHead(302, { location: `/cdn/${onnx}` }).end();
    };
    const error = await refusalOf(resolveModel(name, options));
    expect(error.code).toBe('model-download');
    expect(error.message).toContain('the model was changed on the server meanwhile (c0ffee to decaf)');
    hub.asked.length = 0;
    await resolveModel(name, options);
    expect(hub.asked).toContain('tokenizer.json');
  });

  it('is refused where it has no weights in ONNX form', async () => {
    const { [onnx]: _, ...others } = tinyFiles();
    const hub = await startHub(name, others);
    const error = await refusalOf(
      resolveModel(name, { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} }),
    );
    expect(error.code).toBe('model-incomplete');
    expect(error.message).toContain(
      `"${hub.url}/${name}" has no onnx/model_quantized.onnx or onnx/model.onnx`,
    );
  });

  it.each([
    [
      'a model that the server does not have',
      'tiny/other',
      {},
      'the server answered 401, there is no such model, or it is not public',
    ],
    [
      'a required file that is not there',
      name,
      { 'tokenizer.json': null },
      'the server answered 404, there is no such file',
    ],
  ])('is refused for %s', async (_, asked, changes, reason) => {
    const files = Object.entries({ ...tinyFiles(), ...changes }).filter(([, content]) => content !== null);
    const hub = await startHub(name, Object.fromEntries(files) as unknown as Record<string, object>);
    const error = await refusalOf(
      resolveModel(asked, { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} }),
    );
    expect(error.code).toBe('model-download');
    expect(error.message).toContain(reason);
  });

  it.each([
    [
      'answers 500',
      'the server answered 500',
      (_: unknown, response: import('node:http').ServerResponse) => response.writeHead(500).end(),
    ],
    [
      'sends it round in circles',
      'it leads on more than 5 times',
      (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) =>
        response.writeHead(307, { location: request.url }).end(),
    ],
    [
      'sends it out of the web',
      'it leads from http: to file://',
      (_: unknown, response: import('node:http').ServerResponse) =>
        response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
    ],
  ])('is refused where the server %s', async (_, reason, answer) => {
    const hub = await startHub(name, tinyFiles());
    hub.special['config.json'] = (request, response) => void answer(request, response);
    const error = await refusalOf(
      resolveModel(name, { cacheFolder: temporaryFolder(), hubUrl: hub.url, say: () => {} }),
    );
    expect(error.code).toBe('model-download');
    expect(error.message).toContain(reason);
  });

  it('is given up where nothing comes any more', async () => {
    const hub = await startHub(name, tinyFiles());
    hub.special['config.json'] = (_, response) => void response.writeHead(200).write('{');
    const error = await refusalOf(
      downloadModel(name, temporaryFolder(), {
        hubUrl: hub.url,
        say: () => {},
        onProgress: ignoreProgress,
        idleTimeoutMs: 100,
      }),
    );
    expect(error.code).toBe('model-download');
    expect(error.message).toContain('nothing came for 0.1 seconds');
  });

  it('is refused with the reason where no server is there', async () => {
    const options = { cacheFolder: temporaryFolder(), hubUrl: 'http://127.0.0.1:1', say: () => {} };
    const error = await refusalOf(resolveModel(name, options));
    expect(error.code).toBe('model-download');
    expect(error.message).toMatch(/fetch failed \(.+\)/);
  });

  it.each(['ftp://example.org', 'huggingface.co', ''])(
    'is not looked for at "%s", which is no web address',
    async (hubUrl) => {
      const error = await refusalOf(
        resolveModel(name, { cacheFolder: temporaryFolder(), hubUrl, say: () => {} }),
      );
      expect(error.code).toBe('bad-option');
      expect(error.message).toContain('Expected: an address that starts with https:// or http://.');
    },
  );
});
