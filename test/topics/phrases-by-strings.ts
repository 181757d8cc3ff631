/** The twin of `readPhrases`: the same by strings and maps, as it reads in words; ten times as slow. */
import { joiningWords, stopWords, weakWords } from '../../src/tables/phrase-words.ts';
import type { Phrase, PhraseTable, TopicText } from '../../src/topics/phrases.ts';
import { keyOf, mostOften, WordCases, wordsOf } from '../../src/topics/word-forms.ts';

/** A title and the authors' own keywords say what a paper is about; an abstract also says everything else. */
const fieldWeights = { title: 3, keywords: 3, abstract: 1 };
const maxWords = 3;
/** Keywords were set by people as units: they may be longer and hold joining words. */
const maxKeywordWords = 4;
/** A phrase of one paper distinguishes that paper, not a topic. */
const minPapers = 2;
/** What is a fragment more often than this is no phrase: "recurrent", "masked language", the "mixing" of "token mixing". */
const maxFragment = 0.65;

/**
 * Reads every text twice: first titles and keywords, whose phrases are the candidates (what nobody puts there names no
 * topic, and abstracts would multiply the candidates by ten), then all fields for what each paper has of them. A phrase
 * counts once a field. The result does not hang on the order of papers but for the numbering.
 */
export function readPhrasesByStrings(texts: readonly TopicText[]): PhraseTable {
  const cases = new WordCases();
  const candidates = new Map<string, Candidate>();
  for (const text of texts) {
    learnCases(text, cases);
    for (const found of [...phrasesIn(text.title), ...text.keywords.flatMap(phrasesOfKeyword)]) {
      if (!candidates.has(found.key)) candidates.set(found.key, newCandidate());
    }
  }

  // A phrase with a joining word inside is known only from keywords; now it is found in running text as well.
  const known = (key: string) => candidates.has(key);
  const rows = texts.map((text) => {
    const weights = new Map<Candidate, number>();
    const count = (found: Iterable<Found>, weight: number) => {
      const seen = new Set<Candidate>();
      for (const { phrase, key, fragment } of found) {
        const candidate = candidates.get(key);
        if (!candidate) continue;
        candidate.forms.set(phrase, (candidate.forms.get(phrase) ?? 0) + 1);
        candidate.times++;
        if (fragment) candidate.timesFragment++;
        seen.add(candidate);
      }
      for (const candidate of seen) weights.set(candidate, (weights.get(candidate) ?? 0) + weight);
    };
    count(phrasesIn(text.title, known), fieldWeights.title);
    count(text.keywords.flatMap(phrasesOfKeyword), fieldWeights.keywords);
    count(phrasesIn(text.abstract, known), fieldWeights.abstract);
    for (const candidate of weights.keys()) candidate.papers++;
    return weights;
  });
  return tableOf(rows, candidates, cases);
}

interface Candidate {
  papers: number;
  /** Ways of writing it, in lower case, with how often. */
  forms: Map<string, number>;
  times: number;
  /** How often it is a fragment: another word follows, or stands before a single word, that could belong to it. */
  timesFragment: number;
  id: number;
}

function newCandidate(): Candidate {
  return { papers: 0, forms: new Map(), times: 0, timesFragment: 0, id: -1 };
}

/** A phrase in lower case, its key, and whether it is only a fragment here (see Candidate). */
interface Found {
  phrase: string;
  key: string;
  fragment: boolean;
}

function tableOf(
  rows: Map<Candidate, number>[],
  candidates: Map<string, Candidate>,
  cases: WordCases,
): PhraseTable {
  const phrases: Phrase[] = [];
  for (const candidate of candidates.values()) {
    if (candidate.papers < minPapers || candidate.timesFragment > maxFragment * candidate.times) continue;
    candidate.id = phrases.length;
    const form = mostOften(candidate.forms) ?? '';
    const parts = form.split(' ');
    phrases.push({
      shown: cases.shown(form),
      words: wordsOf(form),
      length: parts.length,
      weak: parts.every((word) => weakWords.has(word)),
    });
  }
  const starts = new Int32Array(rows.length + 1);
  const kept = rows.map((weights) =>
    [...weights].filter(([candidate]) => candidate.id >= 0).sort((a, b) => a[0].id - b[0].id),
  );
  for (let row = 0; row < rows.length; row++) starts[row + 1] = starts[row] + kept[row].length;
  const flat = kept.flat();
  return {
    phrases,
    starts,
    ids: Int32Array.from(flat, ([candidate]) => candidate.id),
    weights: Float32Array.from(flat, ([, weight]) => weight),
  };
}

/** A keyword as a whole, where it is sound, and the phrases in it. */
function phrasesOfKeyword(keyword: string): Found[] {
  const inside = [...phrasesIn(keyword)];
  const runs = wordRuns(keyword);
  if (runs.length !== 1 || runs[0].length < 2 || runs[0].length > maxKeywordWords) return inside;
  const words = runs[0].map((word) => word.toLowerCase());
  const sound = words.every((word, i) => {
    const within = i > 0 && i < words.length - 1;
    return usable(word) || (within && joiningWords.has(word));
  });
  const phrase = words.join(' ');
  return sound && !inside.some((found) => found.phrase === phrase)
    ? [...inside, { phrase, key: keyOf(phrase), fragment: false }]
    : inside;
}

/**
 * Phrases of 1 to 3 words, none across a stop word or punctuation, with repetitions.
 * @param alsoAcross accepts the keys of longer phrases and of such with joining words inside.
 */
function* phrasesIn(text: string, alsoAcross?: (key: string) => boolean): Generator<Found> {
  for (const run of wordRuns(text)) {
    const words = run.map((word) => word.toLowerCase());
    const keys = words.map(keyOf);
    for (let from = 0; from < words.length; from++) {
      if (!usable(words[from])) continue;
      let phrase = words[from];
      let key = keys[from];
      const belongs = (at: number) => at >= 0 && at < words.length && usable(words[at]);
      if (!weakWords.has(phrase)) yield { phrase, key, fragment: belongs(from - 1) || belongs(from + 1) };
      let plain = true;
      for (let to = from + 1; to < words.length && to - from < maxKeywordWords; to++) {
        phrase += ` ${words[to]}`;
        key += keys[to];
        if (!usable(words[to])) {
          if (!alsoAcross || !joiningWords.has(words[to])) break;
          plain = false;
        } else if ((plain && to - from < maxWords) || alsoAcross?.(key)) {
          yield { phrase, key, fragment: belongs(to + 1) };
        }
      }
    }
  }
}

/** Not a stop word, not a number ("90", "7b", "16x16"), not a single letter; "3d" and "2d" are words. */
function usable(word: string): boolean {
  if (stopWords.has(word) || word.length < 2) return false;
  return /^[23]d$/.test(word) || !/^\d+([a-z]{1,2}|x\d+|th|nd|rd|st)?$/.test(word);
}

const wordPattern = /[\p{L}\p{N}]+(?:[-‐‑'’][\p{L}\p{N}]+)*\+*/gu;

/** Runs of words with nothing but spaces between them, as written, possessive "'s" cut off. */
function wordRuns(text: string): string[][] {
  const runs: string[][] = [];
  let end = -1;
  for (const match of text.matchAll(wordPattern)) {
    const joined = runs.length > 0 && /^\s+$/.test(text.slice(end, match.index));
    if (!joined) runs.push([]);
    runs[runs.length - 1].push(match[0].replace(/['’]s$/, ''));
    end = match.index + match[0].length;
  }
  return runs;
}

function learnCases(text: TopicText, cases: WordCases): void {
  learnFrom(text.title, cases, !looksTitleCased(text.title));
  learnFrom(text.abstract, cases, true);
  // Keywords are written large or small by the habit of a journal: only capitals inside a word tell.
  for (const keyword of text.keywords) learnFrom(keyword, cases, false);
}

function learnFrom(text: string, cases: WordCases, sentenceCase: boolean): void {
  if (mostlyCapitals(text)) return;
  let sentenceStart = true;
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    if (/[.!?:]/.test(text.slice(end, match.index))) sentenceStart = true;
    cases.add(match[0].replace(/['’]s$/, ''), sentenceCase && !sentenceStart);
    sentenceStart = false;
    end = match.index + match[0].length;
  }
}

/** More than half of the words after the first begin with a capital. */
function looksTitleCased(title: string): boolean {
  const words = title.match(/\p{L}[\p{L}\p{N}]*/gu)?.slice(1) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 > words.length;
}

function mostlyCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && (text.match(/\p{Lu}/gu)?.length ?? 0) / letters > 0.6;
}
