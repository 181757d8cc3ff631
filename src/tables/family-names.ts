import { withoutMarks } from './paper.ts';

/** What is left of a name without given names, initials and accents: "J. R. Müller", "Müller JR" and "Jane Müller" are "muller". */
export function familyName(author: string): string {
  const words = author.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((word) => word !== '');
  // Capitals at the end are initials, as PubMed has them, unless all of the name is in capitals.
  const hasCase = /\p{Ll}/u.test(author);
  const isNoFamilyName = (word: string) =>
    (hasCase && /^\p{Lu}{1,2}$/u.test(word)) || /^(?:jr|sr|i{2,3}|iv)$/i.test(word);
  while (words.length > 1 && isNoFamilyName(words.at(-1)!)) words.pop();
  return withoutMarks(words.at(-1) ?? '');
}

/** Whether two lists of authors name nobody in common; false where either is empty: then nobody knows. */
export function differentAuthors(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !shareAuthor(a, b);
}

/** Whether two lists of authors have a family name in common. */
export function shareAuthor(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a.map(familyName));
  return b.some((author) => names.has(familyName(author)));
}
