/**
 * Every way in which Nearby refuses, in one table: the code for programs, the sentence for people (what was wrong, the
 * value, what to do next), the HTTP status and the exit code (1: it could not be done; 2: it was asked wrongly).
 */
import { refusal } from './refusal.ts';
import { siteRefusals } from './site-refusals.ts';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

export const refusals = {
  // Asked wrongly
  'bad-option': refusal(
    400,
    2,
    (v: { name: string; value: unknown; expected: string }) =>
      `${v.name} is ${JSON.stringify(v.value) ?? 'missing'}. Expected: ${v.expected}.`,
  ),
  'unknown-option': refusal(
    400,
    2,
    (v: { name: string; nearest: string | null; valid: readonly string[] }) =>
      `There is no "${v.name}".${v.nearest ? ` Did you mean "${v.nearest}"?` : ''} Known: ${v.valid.join(', ')}.`,
  ),

  // Files that come in
  'file-not-found': refusal(
    404,
    1,
    (v: { path: string }) =>
      `There is no file or folder "${v.path}". Check the path; "-" reads from standard input.`,
  ),
  'file-unreadable': refusal(
    400,
    1,
    (v: { path: string; reason: string }) => `"${v.path}" cannot be read: ${v.reason}.`,
  ),
  'file-unwritable': refusal(
    400,
    1,
    (v: { path: string; reason: string }) =>
      `"${v.path}" cannot be written: ${v.reason}. Choose another file with --out.`,
  ),
  'unknown-format': refusal(
    400,
    1,
    (v: { path: string; valid: readonly string[] }) =>
      `The format of "${v.path}" is not one of those that Nearby reads. Name it with --format: ${v.valid.join(', ')}.`,
  ),
  'nothing-imported': refusal(
    400,
    1,
    (v: { inputs: readonly string[]; problems: readonly string[] }) =>
      `${v.problems.slice(0, 20).join('\n')}\nNo paper was found in ${quoted(v.inputs)}; why is said above` +
      `${v.problems.length > 20 ? `, for the first 20 of ${v.problems.length} records` : ''}. A record needs at least a ` +
      'title; --format names the format.',
  ),
  'no-entries': refusal(
    400,
    1,
    (v: { problems: readonly string[] }) =>
      `No entry with a title was found. ${v.problems.slice(0, 3).join(' ')}${v.problems.length > 3 ? ' …' : ''} Give a ` +
      'bibliography as BibTeX, RIS, PubMed (.nbib), CSL-JSON, CSV or JSON Lines.',
  ),
  'too-many-entries': refusal(
    413,
    1,
    (v: { maxEntries: number }) =>
      `The bibliography has more than ${v.maxEntries.toLocaleString('en')} entries. Split it and match the parts; a ` +
      'collection of that size may be a corpus of its own (nearby build FILE).',
  ),
  'bad-lines': refusal(
    400,
    1,
    (v: { path: string; problems: readonly string[]; count: number }) =>
      `${v.problems.join('\n')}\nNothing was written: "${v.path}" must give one row for every line; why it does not is said ` +
      `above${v.count > v.problems.length ? `, for the first ${v.problems.length} of ${v.count} problems` : ''}. A line ` +
      'needs a "text", or a "title", an "abstract" or both.',
  ),

  // Models
  'model-not-found': refusal(
    404,
    1,
    (v: { name: string; bundled: readonly string[] }) =>
      `There is no model "${v.name}". Give a bundled model (${v.bundled.join(', ')}), a folder ("./my-model"), or a ` +
      'Hugging Face name with its owner ("Xenova/all-MiniLM-L6-v2"), which is downloaded.',
  ),
  'model-incomplete': refusal(
    400,
    1,
    (v: { folder: string; missing: string }) =>
      `The model folder "${v.folder}" has no ${v.missing}. Put it there, or choose another model with --model.`,
  ),
  'model-invalid': refusal(
    400,
    1,
    (v: { folder: string; reason: string }) =>
      `The model in "${v.folder}" cannot be used: ${v.reason}. Download or export it again, or choose another with --model.`,
  ),
  'model-checksum': refusal(
    400,
    1,
    (v: { path: string; got: string; expected: string }) =>
      `"${v.path}" is not the file that was recorded (sha256 ${v.got}, expected ${v.expected}). Delete its folder and ` +
      'download it again, or choose another model with --model.',
  ),
  'model-download': refusal(
    502,
    1,
    (v: { url: string; reason: string }) =>
      `"${v.url}" could not be downloaded: ${v.reason}. Check the name and the network, then run the same command ` +
      'again: finished files are kept.',
  ),
  'runtime-missing': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `The ONNX runtime could not be loaded: ${v.reason}. Run "npm ci" again in the project folder and read its output.`,
  ),
  'embedding-failed': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `The embedding process stopped: ${v.reason}. What a build has finished is stored; run the same command again.`,
  ),
  'search-closed': refusal(503, 1, (_: undefined) => 'Nearby was ended. Start it again to ask.'),

  // The map
  'memory-limit': refusal(
    500,
    1,
    (v: { papers: number; neededBytes: number; limitBytes: number; fitting: number }) =>
      `A build of ${v.papers} papers takes about ${gigabytes(v.neededBytes)} of memory; ${gigabytes(v.limitBytes)} may be ` +
      `taken, enough for about ${v.fitting}. The papers are stored: run the same command with a larger --max-memory, or ` +
      'begin a corpus with fewer.',
  ),
  'index-failed': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `The index could not be made: ${v.reason}. Papers and vectors are stored; free some memory or leave some papers ` +
      'out, then run the same command to go on.',
  ),
  'topics-failed': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `The topics could not be found: ${v.reason}. Papers, vectors and layout are stored; free some memory or leave some ` +
      'papers out, then run the same command to go on.',
  ),
  'layout-failed': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `The layout could not be computed: ${v.reason}. Papers and vectors are stored; free some memory or leave some ` +
      'papers out, then run the same command to go on.',
  ),

  // What stages hand each other
  'bad-vector': refusal(
    500,
    1,
    (v: { row: number; length: number }) =>
      `The vector of row ${v.row} has length ${v.length}, not 1. The model gives unusable vectors; choose another with --model.`,
  ),
  'bad-shape': refusal(
    500,
    1,
    (v: { what: string; got: number | string; expected: number | string }) =>
      `A ${v.what} has ${v.got} where ${v.expected} is expected.`,
  ),

  // The stored corpus
  'corpus-not-found': refusal(
    404,
    1,
    (v: { folder: string }) =>
      `There is no corpus in "${v.folder}". Make one with: nearby build FILE... --corpus "${v.folder}"`,
  ),
  'no-corpus': refusal(
    404,
    1,
    (v: { folder: string }) =>
      `There is no corpus in "${v.folder}" below this folder. Make one with "nearby build FILE...", or name the folder of ` +
      'another with --corpus.',
  ),
  'which-corpus': refusal(
    400,
    2,
    (v: { folders: readonly string[] }) =>
      `There are several corpora here; name one with --corpus: ${v.folders.join(', ')}.`,
  ),
  'corpus-damaged': refusal(
    500,
    1,
    (v: { folder: string; reason: string }) =>
      `The corpus in "${v.folder}" is damaged: ${v.reason}. Nothing was changed in it. Restore it from a copy, or build ` +
      'it again in another folder.',
  ),
  'corpus-version': refusal(
    409,
    1,
    (v: { folder: string; got: number | string; expected: number }) =>
      `The corpus in "${v.folder}" has format version ${v.got}; this Nearby reads version ${v.expected}. Build it again in ` +
      'another folder with: nearby build FILE... --corpus DIR',
  ),
  'corpus-model-missing': refusal(
    409,
    1,
    (v: { name: string }) =>
      `This corpus was built with the model "${v.name}", which is not here, so no question can be compared by meaning. Ask ` +
      'by words alone (--mode words; in the page under "Search by"), or build its papers anew: nearby build FILES ' +
      '--corpus NEW-FOLDER.',
  ),
  'corpus-model': refusal(
    409,
    1,
    (v: { folder: string; built: string; builtDimensions: number; asked: string; askedDimensions: number }) =>
      `The corpus in "${v.folder}" was built with ${v.built} (${v.builtDimensions} dimensions) but ${v.asked} ` +
      `(${v.askedDimensions}) was asked for. Leave --model out, or build another corpus with it.`,
  ),
  'corpus-unfinished': refusal(
    409,
    1,
    (v: { folder: string; missing: string }) =>
      `The corpus in "${v.folder}" is not finished: it has no ${v.missing} yet. Go on with: nearby build --corpus "${v.folder}"`,
  ),
  'corpus-busy': refusal(
    409,
    1,
    (v: { folder: string; reason: string }) =>
      `The corpus in "${v.folder}" is being written by another process (${v.reason}). Wait until it ends, then try again.`,
  ),
  'corpus-write': refusal(
    500,
    1,
    (v: { folder: string; reason: string }) =>
      `The corpus in "${v.folder}" could not be written: ${v.reason}. What was stored before is intact; free some space ` +
      'or choose another folder with --corpus, then run the same command again.',
  ),

  // The index
  'index-damaged': refusal(
    500,
    1,
    (v: { path: string; reason: string }) =>
      `The index "${v.path}" does not fit its corpus: ${v.reason}. It is derived and will be rebuilt.`,
  ),
  'hnsw-missing': refusal(
    500,
    1,
    (v: { reason: string }) =>
      `hnswlib-node could not be loaded: ${v.reason}. The exact index works without it; to have HNSW, install a C++ ` +
      'compiler and run "npm ci" again.',
  ),

  // Questions
  'unknown-paper': refusal(
    404,
    1,
    (v: { ids: readonly string[]; nearest: string | null }) =>
      `There is no paper ${quoted(v.ids)} in this corpus.${v.nearest ? ` Did you mean "${v.nearest}"?` : ''} ` +
      'Find ids with: nearby search TEXT',
  ),
  'unknown-topic': refusal(
    404,
    1,
    (v: { id: number | string; topics: number }) =>
      `There is no topic ${v.id}; ${v.topics > 0 ? `topics are numbered 0 to ${v.topics - 1}` : 'the corpus has none'}.`,
  ),
  'read-only': refusal(
    403,
    1,
    () =>
      'This server only reads. Start it without --read-only to change names, or change them on the command line.',
  ),
  'unknown-watch': refusal(
    404,
    1,
    (v: { name: string; nearest: string | null; saved: readonly string[] }) =>
      `There is no saved query "${v.name}".${v.nearest ? ` Did you mean "${v.nearest}"?` : ''} ` +
      `${v.saved.length > 0 ? `Saved: ${quoted(v.saved)}. ` : ''}Save one with: nearby watch NAME TEXT`,
  ),
  'watch-unreadable': refusal(
    500,
    1,
    (v: { name: string; reason: string }) =>
      `The saved query "${v.name}" cannot be read: ${v.reason}. Save it anew with "nearby watch NAME TEXT", or delete it ` +
      'with "nearby watch NAME --delete".',
  ),
  'empty-query': refusal(400, 2, (v: { onlyNarrows?: true }) =>
    v.onlyNarrows
      ? 'The question says nothing that papers could be like. Give a text, or at least one paper or topic that they should be like.'
      : 'The question is empty. Give a text, at least one paper or topic that the answer should be like, or a filter.',
  ),
  'bad-request': refusal(
    400,
    2,
    (v: { where: string; reason: string }) =>
      `The ${v.where} is not valid: ${v.reason}. See /openapi.json for what is accepted.`,
  ),

  // The server
  'not-found': refusal(
    404,
    1,
    (v: { path: string }) => `There is nothing at ${v.path}. See /openapi.json for what there is.`,
  ),
  'method-not-allowed': refusal(
    405,
    2,
    (v: { method: string; path: string; allowed: string }) =>
      `${v.path} does not take ${v.method}; use ${v.allowed}.`,
  ),
  'bad-host': refusal(
    421,
    2,
    (v: { host: string }) =>
      `Requests for the host "${v.host}" are not answered. Open the address that "nearby serve" printed.`,
  ),
  'cross-site': refusal(
    403,
    2,
    (v: { site: string }) =>
      `Requests that another site's page sends (${v.site}) are not answered. Open the address that "nearby serve" printed.`,
  ),
  'not-json': refusal(
    415,
    2,
    (v: { contentType: string }) =>
      `The request body is ${v.contentType}. Send JSON with the header "Content-Type: application/json".`,
  ),
  'not-a-file': refusal(
    415,
    2,
    (v: { contentType: string }) =>
      `The request body is ${v.contentType}. Send the bytes of the file with the header "Content-Type: ` +
      'application/octet-stream" or "text/plain".',
  ),
  'body-too-large': refusal(
    413,
    2,
    (v: { limitBytes: number }) => `The request body is larger than ${v.limitBytes} bytes. Send less.`,
  ),
  'port-in-use': refusal(
    500,
    1,
    (v: { port: number }) =>
      `Port ${v.port} on 127.0.0.1 is taken. Choose another with --port, or leave it out to take the next free one.`,
  ),
  'page-missing': refusal(
    500,
    1,
    (v: { folder: string }) => `The page has not been built (no "${v.folder}"). Run: npm run build:page`,
  ),

  ...siteRefusals,
  internal: refusal(
    500,
    1,
    (v: { reason: string }) =>
      `Something went wrong that should not: ${v.reason}. Please report it with the command that led here.`,
  ),
};

export type ErrorCode = keyof typeof refusals;
export type ErrorValues<Code extends ErrorCode> = Parameters<(typeof refusals)[Code]['says']>[0];

/** A refusal with its code; `message` is the sentence from the table. */
export class NearbyError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'NearbyError';
  readonly code: Code;
  readonly values: ErrorValues<Code>;

  /** @param options.cause the error that led here, where there is one: `--verbose` prints it. */
  constructor(code: Code, values: ErrorValues<Code>, options?: { cause?: unknown }) {
    super((refusals[code].says as (values: ErrorValues<Code>) => string)(values), options);
    this.code = code;
    this.values = values;
  }

  get httpStatus(): number {
    return refusals[this.code].httpStatus;
  }

  get exitCode(): 1 | 2 {
    return refusals[this.code].exitCode;
  }
}

/** The sentence of whatever was thrown, for a `reason` in the table above. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
