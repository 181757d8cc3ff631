import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundledModels, defaultModel, isHubName, resolveModel } from '../../src/embed/resolve-model.ts';
import { refusalOf } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startHub } from './hub-server.ts';
import { tinyFiles, tinyModel } from './tiny-model.ts';

describe('resolveModel', () => {
  const { NEARBY_CACHE, NEARBY_HUB_URL } = process.env;
  afterEach(() => {
    for (const [key, value] of Object.entries({ NEARBY_CACHE, NEARBY_HUB_URL })) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  });

  it('finds every bundled model, its files as its nearby.json names them', async () => {
    expect(bundledModels).toContain(defaultModel);
    for (const name of bundledModels) {
      const model = await resolveModel(name);
      expect(model.name).toBe(name);
      const named = JSON.parse(readFileSync(join(model.folder, 'nearby.json'), 'utf8')).files;
      expect(Object.keys(named)).toEqual(expect.arrayContaining([model.onnxFile, 'tokenizer.json']));
    }
  });

  it('opens a folder by its absolute or relative path, and again by the name that it then has', async () => {
    const folder = tinyModel();
    const model = await resolveModel(folder);
    expect(model.name).toBe(folder);
    expect(await resolveModel(relative(process.cwd(), folder))).toEqual(model);
    expect(await resolveModel(model.name)).toEqual(model);
  });

  it('takes a/b for a folder where it is one', async () => {
    expect((await resolveModel(`models/${defaultModel}`)).name).toBe(
      join(process.cwd(), 'models', defaultModel),
    );
  });

  it.each([
    'nearby-static-v9',
    'models/nearby-statc-v0',
    './no-such-folder',
    '../no-such-folder',
    '/no/such/folder',
    '.',
    'a/b/c',
    '../../etc/passwd',
    'owner/..',
    '../owner',
    'owner/../../etc',
    'owner/na me',
    'owner//name',
    'https://huggingface.co/owner/name',
    'C:\\models\\x',
    '',
  ])('refuses "%s" without asking the network', async (name) => {
    const hub = await startHub('owner/name', tinyFiles());
    const cacheFolder = temporaryFolder();
    const say = () => expect.unreachable('no download is announced');
    const error = await refusalOf(resolveModel(name, { cacheFolder, hubUrl: hub.url, say }));
    // "." is a folder, only without a model in it.
    expect(error.code).toBe(name === '.' ? 'model-incomplete' : 'model-not-found');
    if (name !== '.') {
      expect(error.message).toContain(
        `There is no model "${name}". Give a bundled model (${bundledModels.join(', ')})`,
      );
    }
    expect(hub.asked).toEqual([]);
    expect(readdirSync(cacheFolder)).toEqual([]);
  });

  it('reads the server and the cache from NEARBY_HUB_URL and NEARBY_CACHE', async () => {
    const hub = await startHub('owner/name', tinyFiles());
    process.env.NEARBY_HUB_URL = hub.url;
    process.env.NEARBY_CACHE = join(temporaryFolder(), 'below');
    const model = await resolveModel('owner/name', { say: () => {} });
    expect(model.folder).toBe(join(process.env.NEARBY_CACHE, 'owner', 'name'));
  });

  it('refuses a cache folder that cannot be made, by its path', async () => {
    const file = join(tinyModel(), 'config.json');
    const hub = await startHub('owner/name', tinyFiles());
    const error = await refusalOf(
      resolveModel('owner/name', { cacheFolder: file, hubUrl: hub.url, say: () => {} }),
    );
    expect(error.code).toBe('model-download');
    expect(error.message).toContain(`the folder "${join(file, 'owner', 'name')}" cannot be made`);
    expect(hub.asked).toEqual([]);
  });

  it('takes a folder whose name is no name of the Hub', async () => {
    const folder = join(temporaryFolder(), 'my model (2)');
    mkdirSync(folder);
    expect((await refusalOf(resolveModel(folder))).code).toBe('model-incomplete');
  });
});

describe('isHubName', () => {
  it.each(['Xenova/all-MiniLM-L6-v2', 'BAAI/bge-small-en-v1.5', 'a/b', 'some_one/x.y-z_'])(
    'takes %s',
    (name) => {
      expect(isHubName(name)).toBe(true);
    },
  );

  it.each([
    'gpt2',
    'a/b/c',
    '/b',
    'a/',
    '.a/b',
    'a/.b',
    'a/b.',
    'a/b..c',
    'a/b%2e',
    'a\\b/c',
    'ä/b',
    `a/${'b'.repeat(97)}`,
  ])('does not take %s', (name) => {
    expect(isHubName(name)).toBe(false);
  });
});
