import { type EntryKind, entryKind } from './entry-kind.ts';
import type { ExportedPaper } from './exported-paper.ts';
import { personName } from './person-name.ts';

const types: Record<EntryKind, string> = { article: 'JOUR', conference: 'CONF', other: 'GEN' };

/**
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)): a tag a line, two blanks, a hyphen, a blank, the value; from TY to
 * ER; CRLF. DP, the database that provides the record, is Nearby: by it our reader knows that values are plain text.
 */
export function* writeRis(papers: Iterable<ExportedPaper>): Generator<string> {
  for (const paper of papers) yield risRecord(paper);
}

function risRecord(paper: ExportedPaper): string {
  const fields: [tag: string, value: string][] = [
    ['TY', types[entryKind(paper)]],
    ['ID', paper.id],
    ['TI', paper.title],
    ...paper.authors.map((author): [string, string] => ['AU', risName(author)]),
    ['PY', paper.year === null ? '' : String(paper.year)],
    ['T2', paper.venue],
    ['DO', paper.doi],
    ['UR', paper.url],
    ...paper.keywords.map((keyword): [string, string] => ['KW', keyword]),
    ['AB', paper.abstract],
    ['DP', 'Nearby'],
  ];
  const lines = fields
    .map(([tag, value]) => [tag, value.replace(/[\r\n\u2028\u2029]+/g, ' ').trim()])
    .filter(([, value]) => value !== '')
    .map(([tag, value]) => `${tag}  - ${value}`);
  return [...lines, 'ER  - ', '', ''].join('\r\n');
}

/** "Family, Given" as the format wants it; what is no person's name stays whole. */
function risName(name: string): string {
  const person = personName(name);
  return person ? `${`${person.family} ${person.suffix}`.trim()}, ${person.given}` : name;
}
