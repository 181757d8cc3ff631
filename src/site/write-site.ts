/** A corpus and the built page → the files of a site. What they are, site-format.ts says. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { ModelDescription } from '../embed/model-description.ts';
import { WordSample } from '../search/word-rarity.ts';
import { facetsAnswer, infoAnswer, topicsAnswer } from '../server/answers.ts';
import { pageDirectives } from '../server/guards.ts';
import { encodeMap } from '../server/map-format.ts';
import { mapTable } from '../server/map-table.ts';
import type { Corpus } from '../store/corpus.ts';
import { WholeWords } from '../store/whole-words.ts';
import { groupMembers } from '../tables/duplicate-groups.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { Paper } from '../tables/paper.ts';
import { packVectors } from './pack-vectors.ts';
import {
  type SiteManifest,
  type StoredRarity,
  siteDefaults,
  siteFormat,
  siteMetaName,
  sitePaths,
  storedFacet,
  titleKey,
} from './site-format.ts';
import { encodePostings, encodeShard } from './word-postings.ts';

export interface SiteParts {
  /** Open to read only. */
  corpus: Corpus;
  /** Of all its rows. */
  layout: Layout;
  /** null: it cannot run in a browser, or is not here. */
  model: ModelDescription | null;
  /** The built page. */
  pageFolder: string;
  version: string;
}

/** Bytes of what was written, by what it is. */
export interface SiteSizes {
  page: number;
  papers: number;
  words: number;
  vectors: number;
  map: number;
  facets: number;
  model: number;
}

/**
 * Writes a whole site into an empty folder. The same corpus gives the same bytes. The data lie in a folder that is named after
 * what is in it, so that no browser mixes the files of two exports.
 */
export function writeSite(
  folder: string,
  { corpus, layout, model, pageFolder, version }: SiteParts,
): SiteSizes {
  const sizes: SiteSizes = { page: 0, papers: 0, words: 0, vectors: 0, map: 0, facets: 0, model: 0 };
  const data = join(folder, 'data');
  const digest = createHash('sha256');
  const write = (kind: keyof SiteSizes, path: string, content: Uint8Array | object) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    mkdirSync(dirname(join(data, path)), { recursive: true });
    writeFileSync(join(data, path), bytes);
    digest.update(`${path} ${bytes.length}\n`).update(bytes);
    sizes[kind] += bytes.length;
  };

  const groups = corpus.duplicates();
  const hasVersions = groups !== null && groupMembers(groups).size > 0;
  const info = infoAnswer(corpus, version, 'exact');
  write('map', sitePaths.info, { ...info, model: nameOnly(info.model) });
  write('map', sitePaths.topics, topicsAnswer(corpus));
  write('map', sitePaths.map, encodeMap(mapTable(corpus, layout, corpus.topics())));
  if (hasVersions) write('map', sitePaths.duplicates, bytesOf(groups.representative, groups.rule));
  const kept = corpus.keptNeighbors();
  if (kept) write('map', sitePaths.kept, bytesOf(kept.kept, kept.of));
  write('papers', sitePaths.ids, corpus.ids());
  writePapers(corpus, (path, content) => write('papers', path, content));
  write('vectors', sitePaths.vectors, packVectors(corpus.vectors()));
  write('facets', sitePaths.facets, facetsAnswer(corpus));
  const facets = corpus.facetCounts(1).map(({ name }) => name);
  facets.forEach((name, place) => {
    write('facets', sitePaths.facet(place), storedFacet(corpus.facetRows(name)));
  });
  const words = writeWords(corpus, (path, content) => write('words', path, content));
  const { papers, papersWith } = new WordSample(corpus).counts();
  write('words', sitePaths.rarity, { papers, papersWith: [...papersWith] } satisfies StoredRarity);
  if (model) {
    const { onnx, tokenizer, config } = sitePaths.model;
    write('model', onnx, readFileSync(join(model.folder, model.onnxFile)));
    for (const path of [tokenizer, config])
      write('model', path, readFileSync(join(model.folder, basename(path))));
  }
  const { settings } = corpus;
  write('map', sitePaths.manifest, {
    format: siteFormat,
    papers: corpus.rows,
    settings: { ...settings, model: { ...settings.model, name: nameOnly(settings.model.name) } },
    papersPerFile: siteDefaults.papersPerFile,
    ...words,
    facets,
    hasVersions,
    hasKept: kept !== null,
    model: model && {
      name: nameOnly(model.name),
      dimensions: model.dimensions,
      maxTokens: model.maxTokens,
      pooling: model.pooling,
      queryPrefix: model.queryPrefix,
      documentPrefix: model.documentPrefix,
      bytes: sizes.model,
    },
  } satisfies SiteManifest);

  const named = `data-${digest.digest('hex').slice(0, 12)}`;
  renameSync(data, join(folder, named));
  cpSync(pageFolder, folder, { recursive: true });
  const html = pageOfSite(readFileSync(join(pageFolder, 'index.html'), 'utf8'), named);
  writeFileSync(join(folder, 'index.html'), html);
  // GitHub Pages would otherwise take every file through Jekyll.
  writeFileSync(join(folder, '.nojekyll'), '');
  sizes.page = folderBytes(pageFolder);
  return sizes;
}

function writePapers(corpus: Corpus, write: (path: string, content: Uint8Array | object) => void): void {
  const { papersPerFile } = siteDefaults;
  const titleKeys = new Uint32Array(2 * corpus.rows);
  let papers: Paper[] = [];
  let row = 0;
  for (const paper of corpus.allPapers()) {
    titleKeys.set(titleKey(paper.title), 2 * row);
    papers.push(paper);
    row++;
    if (papers.length === papersPerFile || row === corpus.rows) {
      write(sitePaths.papers(Math.floor((row - 1) / papersPerFile)), papers);
      papers = [];
    }
  }
  write(sitePaths.titles, bytesOf(titleKeys));
}

function writeWords(
  corpus: Corpus,
  write: (path: string, content: Uint8Array) => void,
): Pick<SiteManifest, 'firstForms' | 'wordTotals'> {
  const lengths = new Int32Array(corpus.rows);
  const all: [form: string, postings: Uint8Array][] = [];
  const whole = new WholeWords(corpus.folder);
  let wordTotals: SiteManifest['wordTotals'];
  try {
    wordTotals = whole.totals();
    for (const places of whole.words(corpus.rows)) {
      for (const row of places.rows) lengths[row]++;
      all.push([places.form, encodePostings(places)]);
    }
  } finally {
    whole.close();
  }
  // As JavaScript compares strings, which is how a browser finds the file of a form.
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  const firstForms: string[] = [];
  for (let from = 0; from < all.length; ) {
    let bytes = all[from][1].length;
    let to = from + 1;
    while (to < all.length && bytes + all[to][1].length <= siteDefaults.wordFileBytes)
      bytes += all[to++][1].length;
    write(sitePaths.words(firstForms.length), encodeShard(all.slice(from, to)));
    firstForms.push(all[from][0]);
    from = to;
  }
  write(sitePaths.lengths, bytesOf(lengths));
  return { firstForms, wordTotals };
}

/** Of several arrays, one after the other; little endian, as every machine that runs a browser today is. */
function bytesOf(...arrays: readonly (Int32Array | Uint32Array | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
}

/** A model in a folder is named by its path, which is nobody's business. */
const nameOnly = (model: string) => (isAbsolute(model) ? basename(model) : model);

/** Seen where styles and scripts do not come: browsers give a page that was opened as a file none. */
const needsHost =
  'This page works from a web host, not as a file opened from a disk. To look at it on your own machine, run ' +
  '<code>python3 -m http.server</code> in its folder and open http://localhost:8000/';

/** The page, told where the data are, and with the rules that the server sends as a header. */
function pageOfSite(html: string, dataFolder: string): string {
  // Of these a meta element can say all but who may frame the page.
  const { 'frame-ancestors': _, ...directives } = pageDirectives;
  const wasm = { ...directives, 'script-src': [...directives['script-src'], "'wasm-unsafe-eval'"] };
  const policy = Object.entries(wasm).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  const metas =
    `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">\n    ` +
    `<meta name="${siteMetaName}" content="${dataFolder}">`;
  return html
    .replace('<meta charset="utf-8">', (charset) => `${charset}\n    ${metas}`)
    .replace('<body>', (body) => `${body}\n    <p class="needs-host">${needsHost}</p>`);
}

function folderBytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}
