/** A person's bibliography as it was matched, with what they decided of its ambiguous entries. Values only. */
import type { Match, MatchEntry } from '../src/server/api-types.ts';

/** What the server takes (`limits.maxFileBytes`): a larger file is not sent. */
export const maxFileBytes = 20 * 1024 * 1024;

export interface Library {
  /** The file's name. */
  file: string;
  match: Match;
  /** Entry (its place in `match.entries`) → the candidate that the person chose. */
  chosen: ReadonlyMap<number, { row: number; id: string }>;
  /** Whether its papers are marked on the map. */
  shown: boolean;
}

/** Its papers of the corpus, each once: those found and those chosen. */
export function papersOf({ match, chosen }: Library): { rows: number[]; ids: string[] } {
  const idOfRow = new Map<number, string>();
  match.entries.forEach((entry, i) => {
    const paper = chosen.get(i) ?? entry;
    if (paper.row !== undefined && paper.id !== undefined) idOfRow.set(paper.row, paper.id);
  });
  return { rows: [...idOfRow.keys()], ids: [...idOfRow.values()] };
}

/** The entries of one fate, with their places; an ambiguous one that was decided is found. */
export function entriesOf(
  { match, chosen }: Library,
  status: MatchEntry['status'],
): { entry: MatchEntry; place: number }[] {
  return match.entries
    .map((entry, place) => ({ entry, place }))
    .filter(({ entry, place }) => (chosen.has(place) ? 'found' : entry.status) === status);
}

/** Why a file is not worth sending, in a sentence, or null. */
export function refusalOfFile({ name, size }: { name: string; size: number }): string | null {
  const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 2 : 0)} MB`;
  if (size === 0) return `"${name}" is empty. Choose a bibliography with at least one entry.`;
  if (size <= maxFileBytes) return null;
  return (
    `"${name}" has ${mb(size)}, more than the ${mb(maxFileBytes)} that can be matched at once. Export the entries without ` +
    'attachments and abstracts, or split the file.'
  );
}
