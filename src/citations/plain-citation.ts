import type { ExportedPaper } from './exported-paper.ts';
import { personName } from './person-name.ts';
import { writeBibtex } from './write-bibtex.ts';
import { writeRis } from './write-ris.ts';

export const citationStyles = ['plain', 'bibtex', 'ris'] as const;
export type CitationStyle = (typeof citationStyles)[number];

/** APA names up to 20 authors, and of more the first 19 and the last. */
const mostAuthors = 20;

/** One paper as it is cited: without abstract and keywords, and without an end of line. */
export function citationOf(paper: ExportedPaper, style: CitationStyle): string {
  if (style === 'plain') return plainCitation(paper);
  const bare = { ...paper, abstract: '', keywords: [] };
  return [...(style === 'bibtex' ? writeBibtex([bare]) : writeRis([bare]))].join('').trimEnd();
}

/** One line in the manner of APA, 7th edition, as far as what is known of a paper allows: "Poe, A., & Roe, R. (2021). …" */
export function plainCitation(
  paper: Pick<ExportedPaper, 'title' | 'authors' | 'year' | 'venue' | 'doi' | 'url'>,
): string {
  const address = paper.doi ? `https://doi.org/${paper.doi}` : paper.url;
  const year = `(${paper.year ?? 'n.d.'}).`;
  const authors = ended(authorList(paper.authors));
  // Without authors the title takes their place.
  const head = authors === '' ? [ended(paper.title), year] : [authors, year, ended(paper.title)];
  return [...head, ended(paper.venue), address].filter((part) => part !== '').join(' ');
}

function authorList(authors: readonly string[]): string {
  const names = authors.map(citedName);
  if (names.length > mostAuthors) return `${names.slice(0, mostAuthors - 1).join(', ')}, … ${names.at(-1)}`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')}, & ${names.at(-1)}`;
}

/** "Poe, J.-P. R.", "Poe, J., Jr." */
function citedName(name: string): string {
  const person = personName(name);
  if (!person) return name;
  const initials = person.given
    .split(' ')
    .map((word) =>
      word
        .split('-')
        .filter((part) => part !== '')
        .map((part) => `${[...part][0]}.`)
        .join('-'),
    )
    .join(' ');
  return [person.family, initials, person.suffix].filter((part) => part !== '').join(', ');
}

function ended(text: string): string {
  return text === '' || /[.?!…]$/.test(text) ? text : `${text}.`;
}
