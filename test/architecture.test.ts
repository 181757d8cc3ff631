import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));

const leaves = ['errors', 'nearest-name', 'random', 'progress', 'task-thread', 'in-turns'];

/** Which of our own each room may import: the table of src/README.md. */
const arrows: Record<string, string[]> = {
  refusal: [],
  'site-refusals': ['refusal'],
  errors: ['refusal', 'site-refusals'],
  'nearest-name': [],
  random: [],
  progress: [],
  'in-turns': [],
  'task-thread': ['errors'],
  tables: leaves,
  // Only types, for the page runs it: tested below.
  citations: ['tables'],
  papers: [...leaves, 'tables'],
  embed: [...leaves, 'tables'],
  index: [...leaves, 'tables'],
  duplicates: [...leaves, 'tables'],
  layout: [...leaves, 'tables'],
  topics: [...leaves, 'tables'],
  store: [...leaves, 'tables'],
  search: [...leaves, 'tables', 'embed', 'index', 'store'],
  // Papers: a bibliography is read as it comes in, and search is asked about `Paper`s.
  server: [...leaves, 'tables', 'papers', 'search', 'store'],
  // A site is the program as files: search over what was in the store, answered in the server's shapes.
  site: [...leaves, 'tables', 'embed', 'index', 'search', 'server', 'store'],
};

/** The files that run the stages in their order. */
const stages = ['papers', 'embed', 'index', 'duplicates', 'layout', 'topics', 'store'];
const buildFiles = [
  'build-corpus',
  'build-steps',
  'build-index',
  'build-memory',
  'build-defaults',
  'build-side-by-side',
];
for (const file of buildFiles) arrows[file] = [...leaves, 'tables', ...stages, ...buildFiles];

const files = (folder: string): string[] =>
  readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : files(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });

/** The local files that a file imports, as paths from the project's folder. */
function imports(path: string): string[] {
  const text = readFileSync(join(project, path), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1]);
  return found.map((target) => relative(project, resolve(project, dirname(path), target)));
}

/** What is left of a file's imports when it runs: types are gone. */
function valueImports(path: string): { local: string[]; packages: string[] } {
  const text = readFileSync(join(project, path), 'utf8');
  const found = [...text.matchAll(/^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)'/gm)].map(
    (match) => match[1],
  );
  const isLocal = (target: string) => target.startsWith('.');
  return {
    local: found.filter(isLocal).map((target) => relative(project, resolve(project, dirname(path), target))),
    packages: found.filter((target) => !isLocal(target)),
  };
}

const roomOf = (path: string) => path.split('/')[1].replace(/\.(ts|mjs)$/, '');

describe('the house', () => {
  it('lets a room import only the rooms that its arrows point to', () => {
    const wrong = files('src').flatMap((path) => {
      const room = roomOf(path);
      if (room === 'cli') return [];
      return imports(path)
        .filter((target) => target.startsWith('src/'))
        .filter((target) => roomOf(target) !== room && !(arrows[room] ?? []).includes(roomOf(target)))
        .map((target) => `${path} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('lets nothing import the command line', () => {
    const wrong = [...files('src'), ...files('web')]
      .filter((path) => roomOf(path) !== 'cli')
      .filter((path) => imports(path).some((target) => target.startsWith('src/cli/')));
    expect(wrong).toEqual([]);
  });

  it('lets the page import only the types of the API, and what writes papers, once for all doors', () => {
    const page = files('web').filter((path) => !path.startsWith('web/site/'));
    const wrong = page.flatMap((path) => {
      const text = readFileSync(join(project, path), 'utf8');
      return imports(path)
        .filter((target) => !target.startsWith('web/') && !target.startsWith('src/citations/'))
        .filter(
          (target) => target !== 'src/server/api-types.ts' || !/import type [^;]*api-types\.ts'/s.test(text),
        )
        .map((target) => `${path} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps what the page runs free of Node and of other rooms', () => {
    const wrong = files('src/citations').flatMap((path) => {
      const text = readFileSync(join(project, path), 'utf8');
      const [statements] = [[...text.matchAll(/^import ([\s\S]*?) from '([^']+)';/gm)]];
      return statements
        .filter(
          ([, what, from]) => !from.startsWith('./') && !(what.startsWith('type ') && from.startsWith('../')),
        )
        .map(([statement]) => `${path}: ${statement}`);
    });
    expect(wrong).toEqual([]);
  });

  it('lets a worker have the engine of a site, and the page beside it only types of that', () => {
    const wrong = files('web/site').flatMap((path) => {
      const isWorker = path === 'web/site/site-worker.ts';
      return (isWorker ? imports(path) : valueImports(path).local)
        .filter((target) => !target.startsWith('web/') && !(isWorker && target.startsWith('src/site/')))
        .map((target) => `${path} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps all that the worker of a site runs free of Node', () => {
    const reached = new Set(['web/site/site-worker.ts']);
    for (const path of reached) for (const target of valueImports(path).local) reached.add(target);
    expect(reached).toContain('src/search/searcher.ts');
    const wrong = [...reached].flatMap((path) =>
      valueImports(path)
        .packages.filter((name) => name !== 'zod')
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has a README in every room', () => {
    const rooms = readdirSync(join(project, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const folders = ['src', 'web', 'models', 'data', 'test', ...rooms.map((room) => join('src', room.name))];
    expect(folders.filter((folder) => !existsSync(join(project, folder, 'README.md')))).toEqual([]);
  });

  it('keeps its files under 400 lines', () => {
    const long = [...files('src'), ...files('web'), ...files('test')].filter(
      (path) =>
        !path.endsWith('-wasm.ts') && readFileSync(join(project, path), 'utf8').split('\n').length > 400,
    );
    expect(long).toEqual([]);
  });
});
