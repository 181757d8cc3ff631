import type { SearchAnswer, SearchQuery } from '../search/search-types.ts';
import type { Watch } from '../store/corpus.ts';
import { counted } from './counted.ts';
import { printHits } from './print-hits.ts';
import { printJson } from './print-json.ts';

/** What a look at a saved query found. */
export interface Look {
  name: string;
  /** What was saved before; null at the first look. */
  earlier: Watch | null;
  /** How many papers there are now. */
  rows: number;
  k: number;
  answer: SearchAnswer;
}

export interface WatchLine {
  name: string;
  question: SearchQuery | null;
  lookedAt: string | null;
  /** How many new papers the next look shows. */
  waiting: number | null;
  /** Why it could not be asked; null where it could. */
  problem: string | null;
}

/** Resolves once everything has left this process: only what was shown counts as seen. */
export async function printLook({ name, earlier, rows, k, answer }: Look, json: boolean): Promise<void> {
  const came = earlier ? rows - earlier.seenRows : null;
  if (json) {
    printJson({ name, lastLook: earlier?.lookedAt ?? null, papersSince: came, ...answer });
  } else if (earlier === null) {
    process.stderr.write(
      `Saved as "${name}". Once papers are added, look again with: nearby watch "${name}"\n`,
    );
    printHits(answer, false);
  } else if (came! < 0) {
    process.stderr.write(
      `Note: there were ${earlier.seenRows} papers at the last look and are ${rows} now, so what is new cannot be told; ` +
        'this is all that fits.\n',
    );
    printHits(answer, false);
  } else {
    process.stdout.write(`${headOf(name, earlier.lookedAt, came!, answer.hits.length, k)}\n`);
    if (answer.hits.length > 0) printHits(answer, false);
    else for (const note of answer.notes) process.stderr.write(`Note: ${note}\n`);
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write('', (error) => (error ? reject(error) : resolve()));
  });
}

function headOf(name: string, lookedAt: string, came: number, found: number, k: number): string {
  const since = `since ${dayOf(lookedAt)}`;
  if (came === 0) return `Nothing new for "${name}" ${since}: no paper has come.`;
  const of = `${counted(came, 'paper')} came`;
  return found === 0
    ? `Nothing new for "${name}" ${since}: ${of}, none of them among the first ${k}.`
    : `${counted(found, 'new paper')} for "${name}" ${since} (${of}):`;
}

export function printWatches(lines: readonly WatchLine[], json: boolean): void {
  if (json) {
    printJson({ watches: lines });
    return;
  }
  if (lines.length === 0) process.stdout.write('No query is saved. Save one with: nearby watch NAME TEXT\n');
  for (const { name, question, lookedAt, waiting, problem } of lines) {
    const state = problem ?? `${waiting} new since ${dayOf(lookedAt!)}; ${inWords(question!)}`;
    process.stdout.write(`${name}: ${state}\n`);
  }
}

function inWords({ text, like = [], unlike = [], near, filter = {} }: SearchQuery): string {
  return [
    text ? `“${text}”` : '',
    like.length > 0 ? `like ${like.join(', ')}` : '',
    unlike.length > 0 ? `unlike ${unlike.join(', ')}` : '',
    near?.topics ? `near topic ${near.topics.join(', ')}` : '',
    near?.region ? 'near an area of the map' : '',
    Object.keys(filter).length > 0 ? 'filtered' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

const dayOf = (iso: string) => iso.slice(0, 10);
