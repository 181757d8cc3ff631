/** How nearly two titles are the same: for a typing error, another spelling, a word more, a subtitle that came or went. */
import { withoutMarks } from '../tables/paper.ts';

/** A title taken apart once, to be compared with many. */
export interface TitleParts {
  words: string[];
  /** Whole title and the parts around ":", "?", "." and dashes, each as its words joined; [] where there is one part. */
  sections: string[];
  /** Numbers in it, in order: "Part II" is another paper than "Part III". */
  numbers: string;
  /** "Erratum", "Reply to", "Comment on": about a paper, not the paper. */
  notice: boolean;
}

/** Words of a section that stands for the whole title; with fewer, as in "BERT: …", it names too little. */
const sectionWords = 3;

const numeral = /^(?:\d+|[ivx]+|first|second|third|fourth|fifth|one|two|three|four|five)$/;
const notices =
  /^(?:erratum|errata|corrigendum|correction|corrections|retraction|retracted|addendum|comment|comments|reply|response|rejoinder|discussion|review)$/;

export function titleParts(title: string): TitleParts {
  const words = wordsOf(title);
  const sections = title
    .split(/[:?.!;]\s+|\s+[-–—]+\s+|[–—]/u)
    .map(wordsOf)
    .filter((section) => section.length >= sectionWords && section.length < words.length)
    .map((section) => section.join(' '));
  return {
    words,
    sections,
    numbers: words.filter((word) => numeral.test(word)).join(' '),
    notice: words.slice(0, 2).some((word) => notices.test(word)),
  };
}

/**
 * 0…1: the share of the words that have a partner in the other title, equal or misspelt (Dice's coefficient); 1 where one
 * title is a section of the other; 0 where their numbers differ, or only one is a notice about a paper. Symmetric.
 */
export function titleLikeness(a: TitleParts, b: TitleParts): number {
  if (a.numbers !== b.numbers || a.notice !== b.notice) return 0;
  if (a.words.length === 0 || b.words.length === 0) return 0;
  const [wholeA, wholeB] = [a.words.join(' '), b.words.join(' ')];
  if (wholeA.replaceAll(' ', '') === wholeB.replaceAll(' ', '')) return 1;
  if (a.sections.includes(wholeB) || b.sections.includes(wholeA)) return 1;
  return (2 * partners(a.words, b.words)) / (a.words.length + b.words.length);
}

/** How many words of each side can be paired: first the equal ones, then in order those that differ by a typing error. */
function partners(a: readonly string[], b: readonly string[]): number {
  const unpaired = [...b];
  const rest = a.filter((word) => {
    const at = unpaired.indexOf(word);
    if (at >= 0) unpaired.splice(at, 1);
    return at < 0;
  });
  let paired = a.length - rest.length;
  for (const word of rest) {
    const at = unpaired.findIndex((other) => isMisspelt(word, other));
    if (at < 0) continue;
    unpaired.splice(at, 1);
    paired++;
  }
  return paired;
}

/** One edit in a word of 5 letters or more: with two, "maximum" would be "minimum" and "inter" would be "intra". */
export function isMisspelt(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 5 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const tail = (text: string, from: number) => text.slice(from);
  if (short.length < long.length) return tail(short, start) === tail(long, start + 1);
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return (
    tail(short, start + 1) === tail(long, start + 1) ||
    (swapped && tail(short, start + 2) === tail(long, start + 2))
  );
}

const wordsOf = (text: string) =>
  withoutMarks(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
