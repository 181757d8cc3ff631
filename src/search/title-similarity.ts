/** How alike two writings of a title are: slips, missing subtitles, hyphens and accents count little or nothing. */
import { withoutMarks } from '../tables/paper.ts';

/** A head of fewer words ("BERT", "Deep learning") may stand before other papers' subtitles too. */
const fewestHeadWords = 3;

/** One way of writing a title, as it is compared. */
export interface TitleForm {
  /** Lower case letters and digits, without marks, in one run. */
  letters: string;
  /** The same in words, in their order. */
  words: string[];
  /** Its numbers, Roman ones too, in order: part I is not part II, however alike the rest is. */
  numbers: string;
  /** Whether a subtitle was left out. */
  isHead: boolean;
}

/** The whole title, and what stands before its subtitle. Never empty. */
export function titleForms(title: string): TitleForm[] {
  const whole = formOf(title, false);
  const head = /^(.+?)(?::\s|\.\s|\?\s|\s[-–—]+\s)/u.exec(title)?.[1];
  if (head === undefined) return [whole];
  const form = formOf(head, true);
  return form.words.length === 0 ? [whole] : [whole, form];
}

function formOf(title: string, isHead: boolean): TitleForm {
  const words = withoutMarks(title).match(/[\p{L}\p{N}]+/gu) ?? [];
  const numbers = words.filter((word) => /^(?:\p{N}+|i{1,3}|iv|vi{0,3}|ix)$/u.test(word)).join(' ');
  return { letters: words.join(''), words, numbers, isHead };
}

/**
 * 1 − edits / letters of the longer title, 0…1: an edit is one letter put in, taken out or replaced (V. I. Levenshtein,
 * "Binary codes capable of correcting deletions, insertions, and reversals", 1966).
 * @param atLeast below it the answer may be 0: the sooner it is clear, the less is counted.
 */
export function letterSimilarity(a: string, b: string, atLeast = 0): number {
  const longer = Math.max(a.length, b.length);
  if (a === b) return 1;
  const mostEdits = Math.floor((1 - atLeast) * longer);
  if (Math.abs(a.length - b.length) > mostEdits) return 0;
  const edits = new Uint16Array(b.length + 1).map((_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let diagonal = edits[0];
    let fewest = i;
    edits[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = diagonal + (letter === b.charCodeAt(j - 1) ? 0 : 1);
      diagonal = edits[j];
      edits[j] = Math.min(replaced, edits[j] + 1, edits[j - 1] + 1);
      if (edits[j] < fewest) fewest = edits[j];
    }
    if (fewest > mostEdits) return 0;
  }
  return 1 - edits[b.length] / longer;
}

/** How alike two titles are. */
export interface TitleLikeness {
  /** 0…1. */
  similarity: number;
  sameNumbers: boolean;
  /** Whether they are alike by a head of so few words that other titles may well have it. */
  byShortHead: boolean;
}

/** The best of their forms; two heads are never compared, since series share them. @param atLeast as in `letterSimilarity` */
export function compareTitles(a: readonly TitleForm[], b: readonly TitleForm[], atLeast = 0): TitleLikeness {
  let best: TitleLikeness = { similarity: 0, sameNumbers: true, byShortHead: false };
  for (const one of a) {
    for (const other of b) {
      if (one.isHead && other.isHead) continue;
      const similarity = letterSimilarity(one.letters, other.letters, Math.max(atLeast, best.similarity));
      if (similarity <= best.similarity) continue;
      const head = [one, other].find(({ isHead }) => isHead);
      best = {
        similarity,
        sameNumbers: one.numbers === other.numbers,
        byShortHead: head !== undefined && head.words.length < fewestHeadWords,
      };
    }
  }
  return best;
}
