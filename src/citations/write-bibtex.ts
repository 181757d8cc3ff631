import { type EntryKind, entryKind } from './entry-kind.ts';
import type { ExportedPaper } from './exported-paper.ts';
import { personName } from './person-name.ts';

const entryTypes: Record<EntryKind, { type: string; venue: string }> = {
  article: { type: 'article', venue: 'journal' },
  conference: { type: 'inproceedings', venue: 'booktitle' },
  other: { type: 'misc', venue: 'journal' },
};

/** BibTeX in UTF-8, as biber and today's BibTeX read it. */
export function* writeBibtex(papers: Iterable<ExportedPaper>): Generator<string> {
  const taken = new Set<string>();
  for (const paper of papers) yield entryOf(paper, uniqueKey(paper.id, taken));
}

/** The id without what a key may not have; another one where it is taken, for BibTeX in whatever letter case. */
function uniqueKey(id: string, taken: Set<string>): string {
  const plain = id.replace(/[\s{}",\\%#~()=']+/g, '-') || 'paper';
  let key = plain;
  for (let n = 2; taken.has(key.toLowerCase()); n++) key = `${plain}-${n}`;
  taken.add(key.toLowerCase());
  return key;
}

function entryOf(paper: ExportedPaper, key: string): string {
  const { type, venue } = entryTypes[entryKind(paper)];
  // What has a comma inside would be divided there.
  const keywordSign = paper.keywords.some((keyword) => keyword.includes(',')) ? '; ' : ', ';
  const fields: [string, string][] = [
    ['title', bibtexTitle(paper.title)],
    ['author', paper.authors.map(bibtexName).join(' and ')],
    ['year', paper.year === null ? '' : String(paper.year)],
    [venue, bibtexText(paper.venue)],
    ['doi', bibtexAddress(paper.doi)],
    ['url', bibtexAddress(paper.url)],
    ['keywords', bibtexText(paper.keywords.join(keywordSign))],
    ['abstract', bibtexText(paper.abstract)],
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `  ${name} = {${value}}`);
  return `@${type}{${key},\n${lines.join(',\n')}\n}\n\n`;
}

/**
 * Most styles set titles in small letters but for the first, and keep what is in braces: so are words with capitals
 * inside ("BERT", "ImageNet"), and, where the title itself has only few capitals, words that have kept one ("Bayes").
 */
function bibtexTitle(title: string): string {
  const words = title.match(/\p{L}[\p{L}\p{M}]{3,}/gu) ?? [];
  const capitalised = words.slice(1).filter((word) => /^\p{Lu}/u.test(word));
  const isSentence = capitalised.length < words.length / 2;
  return title
    .split(/((?:[\p{L}\p{N}]\p{M}*)+(?:-(?:[\p{L}\p{N}]\p{M}*)+)*)/u)
    .map((piece, i, pieces) => {
      // After "^" and "_" braces would mean what is above or below the line.
      const isWord = i % 2 === 1 && !/[\^_]$/.test(pieces[i - 1]);
      const isName = /^\p{Lu}/u.test(piece) && isSentence && i > 1;
      return isWord && (/(?!^)\p{Lu}/u.test(piece) || isName) ? `{${piece}}` : bibtexText(piece);
    })
    .join('');
}

/**
 * A person's name as it is written, or with commas where its end would be taken for the family's name. In braces nothing is
 * divided: "Centre for Language and Speech" is one name, and "CMS Collaboration" nobody called CMS.
 */
function bibtexName(name: string): string {
  const person = personName(name);
  if (!person) return /[\s,]/.test(name) ? `{${bibtexText(name)}}` : bibtexText(name);
  const { family, suffix, given } = person;
  return bibtexText(suffix === '' ? name : `${family}, ${suffix}, ${given}`);
}

const bibtexSigns: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  // BibTeX counts a brace after a backslash too: one without its partner would end or swallow the entry.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
};

/** Characters that BibTeX and LaTeX would read as commands, escaped. */
function bibtexText(text: string): string {
  return text.replace(/[\\~^{}&%#_$]/g, (sign) => bibtexSigns[sign] ?? `\\${sign}`);
}

/** DOIs and addresses are read as they stand, so nothing may be escaped but as addresses do it. */
function bibtexAddress(text: string): string {
  return text.replace(/[{}\\]/g, encodeURIComponent);
}
