import type { ExportedPaper } from './exported-paper.ts';

/** One paper a line. */
export function* writeJsonLines(papers: Iterable<ExportedPaper>): Generator<string> {
  for (const paper of papers) yield `${jsonOf(paper)}\n`;
}

/** A list, one paper a line. Its brackets stand on the papers' lines: alone, a line of one paper would look like JSON Lines. */
export function* writeJson(papers: Iterable<ExportedPaper>): Generator<string> {
  let before = '[';
  for (const paper of papers) {
    yield before + jsonOf(paper);
    before = ',\n';
  }
  yield before === '[' ? '[]\n' : ']\n';
}

/**
 * Facets stand beside the usual fields, as in the files that they came from, so that the record can be read again; one that
 * is called like a field ("topics", "x") as "record.topics".
 */
function jsonOf({ facets, ...fields }: ExportedPaper): string {
  const beside = Object.entries(facets).map(([name, values]) => [
    Object.hasOwn(fields, name) ? `record.${name}` : name,
    values,
  ]);
  return JSON.stringify({ ...Object.fromEntries(beside), ...fields });
}
