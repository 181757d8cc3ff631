/** When two phrases would say the same in one name. */
import type { Phrase } from './phrases.ts';

/** Words that agree in this share of their letters from the first on, and in 5 letters, are forms of one word. */
const stemShare = 0.5;
const stemLetters = 5;

/** One contains all words of the other, in whatever form, or is its acronym. */
export function saysTheSame(a: Phrase, b: Phrase): boolean {
  const within = (some: Phrase, all: Phrase) =>
    some.words.every((word) => all.words.some((other) => sameStem(word, other)));
  return within(a, b) || within(b, a) || isAcronym(a, b) || isAcronym(b, a);
}

/** "LoRA" of "low-rank adaptation": written with capitals, the first letter the same, the others found in their order. */
function isAcronym(short: Phrase, long: Phrase): boolean {
  if (short.length > 1 || long.words.length < 2 || !/\p{Lu}.*\p{Lu}/u.test(short.shown)) return false;
  const letters = short.words.join('');
  const text = long.words.join('');
  if (letters[0] !== text[0]) return false;
  let found = 0;
  for (const letter of text) if (letter === letters[found]) found++;
  return found === letters.length;
}

/** "equivariant" and "equivariance", "distilling" and "distillation", "backpropagation" and "propagation". */
export function sameStem(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 6 && long.endsWith(short)) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= Math.max(stemLetters, stemShare * long.length);
}
