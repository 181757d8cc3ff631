/**
 * Which phrases tell two sets of papers apart: log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi & Quinn,
 * "Fightin' Words", Political Analysis 16(4), 2008). With y the number of papers of a set that have a phrase, n the sum of
 * these numbers over all phrases, and a prior α in proportion to how often both sets together have it (α₀ in all),
 *
 *     δ = log((y₁ + α) / (n₁ + α₀ − y₁ − α)) − log((y₂ + α) / (n₂ + α₀ − y₂ − α))
 *     z = δ / √(1 / (y₁ + α) + 1 / (y₂ + α))
 *
 * and the phrases with the largest z lead. Unlike a ratio of frequencies it neither prefers what one paper alone has nor what
 * all papers have. Departures: a paper counts a phrase once, so that one that repeats itself does not lead; phrases of up to
 * three words are counted beside single words, and of those that say the same the one with the larger z stays.
 */
import { weakWords } from '../tables/phrase-words.ts';
import { fieldsOf, keyOf, type PhraseTexts, saysEnough } from './phrase-runs.ts';

export const tellingDefaults = {
  /** Words of the longest phrase. */
  longest: 3,
  /** α₀ as a share of n₁ + n₂. Larger: rare phrases, however one-sided, fall back behind common ones. 0.01 to 1. */
  prior: 0.1,
  /** Papers of a set that must have a phrase; of small sets 2. */
  leastShare: 0.03,
  /** A single word says less than a phrase that has it: its z counts so much. */
  singleWord: 0.7,
  /** A phrase that stands in a longer one in this share of its papers is a piece of it: the "graph neural" of networks. */
  pieceShare: 0.6,
};

export interface TellingPhrase {
  /** As it is most often written. */
  text: string;
  /** Shares of the papers of its own set and of the other that have it, 0…1. */
  own: number;
  other: number;
}

interface Tally {
  forms: string[];
  shown: Map<string, number>;
  a: number;
  b: number;
  /** Papers of either that have it in title or keywords. */
  headed: number;
}

/** At most so many of each side, the most telling first; none where neither set has a phrase more often. */
export function tellingPhrases(
  a: readonly PhraseTexts[],
  b: readonly PhraseTexts[],
  atMost: number,
): { a: TellingPhrase[]; b: TellingPhrase[] } {
  const tallies = new Map<string, Tally>();
  for (const paper of a) count(paper, 'a', tallies);
  for (const paper of b) count(paper, 'b', tallies);
  const all = [...tallies.values()];
  const nA = all.reduce((sum, tally) => sum + tally.a, 0);
  const nB = all.reduce((sum, tally) => sum + tally.b, 0);
  const prior = tellingDefaults.prior * (nA + nB);
  const pieces = piecesAmong(tallies);
  const scored = all.flatMap((tally) => {
    if (tally.a + tally.b < 2 || tally.headed === 0 || pieces.has(tally)) return [];
    const alpha = (prior * (tally.a + tally.b)) / (nA + nB);
    const odds = (papers: number, sum: number) => Math.log((papers + alpha) / (sum + prior - papers - alpha));
    const delta = odds(tally.a, nA) - odds(tally.b, nB);
    const z = delta / Math.sqrt(1 / (tally.a + alpha) + 1 / (tally.b + alpha));
    return [{ tally, z: tally.forms.length === 1 ? z * tellingDefaults.singleWord : z }];
  });
  const side = (own: 'a' | 'b', other: 'a' | 'b', sets: Record<'a' | 'b', number>, sign: number) => {
    const least = Math.max(2, Math.ceil(tellingDefaults.leastShare * sets[own]));
    const chosen: Tally[] = [];
    const candidates = scored
      .filter(({ tally, z }) => sign * z > 0 && tally[own] >= Math.min(least, sets[own]))
      .sort((x, y) => sign * (y.z - x.z) || (x.tally.forms.join(' ') < y.tally.forms.join(' ') ? -1 : 1));
    for (const { tally } of candidates) {
      if (chosen.length === atMost) break;
      if (!chosen.some((before) => saysTheSame(tally, before))) chosen.push(tally);
    }
    return chosen.map(
      (tally): TellingPhrase => ({
        text: mostOften(tally.shown),
        own: tally[own] / sets[own],
        other: tally[other] / sets[other],
      }),
    );
  };
  const sets = { a: Math.max(1, a.length), b: Math.max(1, b.length) };
  return { a: side('a', 'b', sets, 1), b: side('b', 'a', sets, -1) };
}

/** Every phrase of a paper, once. */
function count(paper: PhraseTexts, side: 'a' | 'b', tallies: Map<string, Tally>): void {
  const seen = new Map<string, boolean>();
  for (const { text, words, head } of fieldsOf(paper)) {
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + tellingDefaults.longest); to++) {
        const phrase = words.slice(from, to);
        if (phrase.length === 1 && !saysEnough(text, phrase[0])) continue;
        if (phrase.every(({ lower }) => weakWords.has(lower))) continue;
        const key = keyOf(words, from, to);
        let tally = tallies.get(key);
        if (!tally) {
          tally = { forms: phrase.map(({ form }) => form), shown: new Map(), a: 0, b: 0, headed: 0 };
          tallies.set(key, tally);
        }
        if (!seen.has(key)) {
          tally[side]++;
          const shown = text.slice(phrase[0].start, phrase[phrase.length - 1].end).replace(/\s+/g, ' ');
          tally.shown.set(shown, (tally.shown.get(shown) ?? 0) + 1);
        }
        if (head && !seen.get(key)) tally.headed++;
        seen.set(key, head || seen.get(key) === true);
      }
    }
  }
}

/** The phrases that hardly stand alone. */
function piecesAmong(tallies: ReadonlyMap<string, Tally>): Set<Tally> {
  const pieces = new Set<Tally>();
  for (const { forms, a, b } of tallies.values()) {
    if (forms.length === 1) continue;
    for (const part of [forms.slice(1), forms.slice(0, -1)]) {
      const piece = tallies.get(part.join(' '));
      if (piece && a + b >= tellingDefaults.pieceShare * (piece.a + piece.b)) pieces.add(piece);
    }
  }
  return pieces;
}

/** Whether one has all of the other's words: the better one says enough. */
function saysTheSame(one: Tally, other: Tally): boolean {
  const [few, many] = one.forms.length <= other.forms.length ? [one, other] : [other, one];
  return few.forms.every((form) => many.forms.includes(form));
}

function mostOften(shown: ReadonlyMap<string, number>): string {
  return [...shown].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1))[0][0];
}
