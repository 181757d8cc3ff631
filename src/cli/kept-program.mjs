/**
 * The program as one file of JavaScript, made of its sources and packages by esbuild and kept until one of them changes.
 * To load its modules one by one through the hooks of tsx takes 0.9 s of the processor, this file 0.15 s; to make it, half a
 * second, once. Plain JavaScript, since it runs before anything can read TypeScript.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './install.mjs';

/** Packages that are binaries, or find files beside themselves, or are large and seldom needed: left where they are. */
const leftOutside = [
  'libsql',
  'hnswlib-node',
  'onnxruntime-node',
  '@xenova/transformers',
  'vite',
  'tsx',
  'esbuild',
];

/** What runs `nearby`. */
export const nearbyProgram = {
  entry: join(projectFolder, 'src', 'cli', 'main.ts'),
  /** Everything in it makes the program another one when it changes. */
  sources: join(projectFolder, 'src'),
  /** npm's own list of what is installed, in which versions. */
  packages: join(projectFolder, 'node_modules', '.package-lock.json'),
  /** Beside the packages, so that it finds them, and goes with them. */
  kept: join(projectFolder, 'node_modules', '.cache', 'nearby', 'program.mjs'),
};

/**
 * Makes the program where it is missing or made of something else than what is there now.
 * @param {typeof nearbyProgram} program
 * @returns {Promise<string | null>} its URL, or null where it cannot be kept (a folder without write access, a full disk):
 *   then it has to be read source by source.
 */
export async function keepProgram(program = nearbyProgram) {
  const mark = markOf(program);
  const url = pathToFileURL(program.kept).href;
  if (beginningOf(program.kept, mark.length) === mark) return url;
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [program.entry],
    bundle: true,
    write: false,
    outfile: program.kept,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: leftOutside,
    plugins: [readAtTheirPlaces],
    // Packages in CommonJS ask for Node's modules by a function that ES modules do not have.
    banner: {
      js: `${mark}\nimport { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
    },
    logLevel: 'silent',
  });
  const partial = `${program.kept}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(program.kept), { recursive: true });
    writeFileSync(partial, outputFiles[0].contents);
    // Whoever starts at the same moment finds the one before, or a whole new one.
    renameSync(partial, program.kept);
    return url;
  } catch {
    // Nothing is lost but time, and to say so at every start would be of no use.
    if (existsSync(partial)) rmSync(partial);
    return null;
  }
}

/** Each source goes on looking for what lies beside it: workers, models, the page. */
const readAtTheirPlaces = {
  name: 'read at their places',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};

/**
 * The first line of a program: by the contents of what it is made of, since times of files lie after a checkout or a copy,
 * and by their place, which is written into it.
 * @param {typeof nearbyProgram} program
 */
function markOf({ sources, packages }) {
  const hash = createHash('sha256').update(`${sources}\0`).update(readFileSync(packages));
  for (const path of filesIn(sources)) hash.update(`\0${path}\0`).update(readFileSync(path));
  return `// Made by src/cli/kept-program.mjs of sources and packages with the digest ${hash.digest('hex')}`;
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
    });
}

/** @param {string} path @param {number} bytes of a line in ASCII */
function beginningOf(path, bytes) {
  let file;
  try {
    file = openSync(path, 'r');
  } catch {
    // Not there, or not to be read: whether another can be put there shows when it is written.
    return null;
  }
  try {
    const line = Buffer.alloc(bytes);
    return line.subarray(0, readSync(file, line)).toString('latin1');
  } finally {
    closeSync(file);
  }
}
