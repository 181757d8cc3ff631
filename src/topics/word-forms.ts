/** What makes two written words the same word, and which way of writing it is shown. */

/**
 * The key under which ways of writing a word or phrase meet: lower case, without hyphens, spaces and accents, singular,
 * one spelling of British and American endings. For comparing only; it is never shown.
 */
export function keyOf(phrase: string): string {
  return wordsOf(phrase).join('');
}

/** The parts of a phrase, at spaces and hyphens, each as its key. */
export function wordsOf(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .split(/[\s\-‐‑]+/u)
    .filter((word) => word !== '')
    .map((word) => oneSpelling(singular(word)));
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz|us)es$/.test(word) || word === 'biases') return word.slice(0, -2);
  if (/(ss|us|is|as)$/.test(word)) return word;
  return word.slice(0, -1);
}

/** "optimise" as "optimize", "behaviour" as "behavior", "modelling" as "modeling". */
function oneSpelling(word: string): string {
  return word
    .replace(/is(e|ed|er|ing|ation|ational)$/, 'iz$1')
    .replace(/([a-z]{2})our$/, '$1or')
    .replace(/ll(ing|ed|er)$/, 'l$1');
}

/**
 * Learns from running text how a word is written: "ImageNet" and "Bayesian" with their capitals, "network" without,
 * though titles write it large. A capital at a word's beginning tells something only within a sentence of ordinary case;
 * elsewhere capitals inside a word count, and only where no ordinary sentence has the word.
 */
export class WordCases {
  readonly #inSentences = new Map<string, Map<string, number>>();
  readonly #elsewhere = new Map<string, Map<string, number>>();

  /** @param inSentence whether it stands in a sentence of ordinary case, not at its beginning. */
  add(word: string, inSentence: boolean, times = 1): void {
    if (times === 0) return;
    if (inSentence) count(this.#inSentences, word, times);
    else if (mayTellCase(word)) count(this.#elsewhere, word, times);
  }

  /** A phrase in lower case → each word as it is most often written; lower case where nothing was learnt. */
  shown(lowerPhrase: string): string {
    return lowerPhrase
      .split(' ')
      .map((word) => mostOften(this.#inSentences.get(word) ?? this.#elsewhere.get(word)) ?? word)
      .join(' ');
  }
}

/** Whether a word has a capital inside. */
function mayTellCase(word: string): boolean {
  return word.split(/[-‐‑]/u).some((part) => /\p{Lu}/u.test(part.slice(1)));
}

function count(forms: Map<string, Map<string, number>>, word: string, times: number): void {
  const lower = word.toLowerCase();
  const counts = forms.get(lower) ?? new Map<string, number>();
  forms.set(lower, counts.set(word, (counts.get(word) ?? 0) + times));
}

/**
 * The form counted most often; of equal ones the one with fewest capitals, then the first in the alphabet, so that the
 * order of papers does not matter. Null for none.
 */
export function mostOften(counts: ReadonlyMap<string, number> | undefined): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [form, times] of counts ?? []) {
    if (times < most) continue;
    if (times === most && best !== null && !comesBefore(form, best)) continue;
    best = form;
    most = times;
  }
  return best;
}

function comesBefore(a: string, b: string): boolean {
  const capitals = (form: string) => form.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals(a) === capitals(b) ? a < b : capitals(a) < capitals(b);
}
