/**
 * The Porter stemmer, so that an answer can name the words of a question that a paper has by the rule that the full-text
 * index matched them by (FTS5's "porter" tokenizer): "embeddings" and "embedding" are one word to both.
 *
 * M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980; https://tartarus.org/martin/PorterStemmer/def.txt
 * Departures, to agree with FTS5: words shorter than 3 or longer than 64 bytes are left as they are, and a rule of steps
 * 2 to 4 is chosen by its ending alone, the first that fits.
 */

const shortest = 3;
const longest = 64;

/** Suffix rules: [ending, what stands there instead]. An ending comes before any ending that it ends with. */
type Rules = readonly (readonly [string, string])[];

const step2: Rules = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  // Porter's later revisions: "bli" for "abli", and "logi".
  ['logi', 'log'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
];

const step3: Rules = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

const step4: Rules = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
].map((ending) => [ending, ''] as const);

/** @param word lower case, without the diacritics that FTS5 removes. */
export function porterStem(word: string): string {
  // FTS5 sees bytes of UTF-8; those beyond ASCII are consonants to it.
  const bytes = encoder.encode(word);
  if (bytes.length < shortest || bytes.length > longest) return word;
  const stem = stemOfBytes(String.fromCharCode(...bytes));
  return decoder.decode(Uint8Array.from(stem, (sign) => sign.charCodeAt(0)));
}

// Not Buffer, which browsers lack.
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function stemOfBytes(word: string): string {
  let stem = withoutPlural(word);
  stem = withoutPastOrGerund(stem);
  if (stem.endsWith('y') && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  stem = replaceEnding(stem, step2, 0);
  stem = replaceEnding(stem, step3, 0);
  stem = replaceEnding(stem, step4, 1);
  return withoutFinalE(stem);
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s')) return word;
  if (/(.sses|.ies)$/s.test(word)) return word.slice(0, -2);
  return word.endsWith('ss') ? word : word.slice(0, -1);
}

function withoutPastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
  const stem = word.slice(0, word.length - ending);
  if (ending === 0 || !hasVowel(stem)) return word;
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  if (endsInDoubleConsonant(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

function replaceEnding(word: string, rules: Rules, measureAbove: number): string {
  for (const [ending, replacement] of rules) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (ending === 'ion' && !/[st]$/.test(stem)) return word;
    return measure(stem) > measureAbove ? stem + replacement : word;
  }
  return word;
}

function withoutFinalE(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const shorter = stem.slice(0, -1);
    const m = measure(shorter);
    if (m > 1 || (m === 1 && !endsInShortSyllable(shorter))) stem = shorter;
  }
  return stem.endsWith('ll') && measure(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem;
}

/** "y" is a consonant at the start and after a vowel. */
function isConsonant(word: string, i: number): boolean {
  const letter = word[i];
  if (letter === 'y') return i === 0 || !isConsonant(word, i - 1);
  return !'aeiou'.includes(letter);
}

/** Porter's m: how many times vowels are followed by consonants. */
function measure(stem: string): number {
  let count = 0;
  for (let i = 1; i < stem.length; i++) if (isConsonant(stem, i) && !isConsonant(stem, i - 1)) count++;
  return count;
}

function hasVowel(stem: string): boolean {
  for (let i = 0; i < stem.length; i++) if (!isConsonant(stem, i)) return true;
  return false;
}

function endsInDoubleConsonant(stem: string): boolean {
  const last = stem.length - 1;
  return last > 0 && stem[last] === stem[last - 1] && isConsonant(stem, last);
}

/** Consonant, vowel, consonant other than w, x, y: as in "hop", "fil". */
function endsInShortSyllable(stem: string): boolean {
  const last = stem.length - 1;
  return (
    last >= 2 &&
    isConsonant(stem, last) &&
    !isConsonant(stem, last - 1) &&
    isConsonant(stem, last - 2) &&
    !'wxy'.includes(stem[last])
  );
}
