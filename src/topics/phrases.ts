/** The phrases of every paper: words and two- or three-word phrases that could name a topic. */

import { GrowingInts } from '../tables/growing-ints.ts';
import { weakWords } from '../tables/phrase-words.ts';
import { PhraseForms } from './phrase-forms.ts';
import { mostlyCapitals, scanWords } from './scan-words.ts';
import { mostOften, WordCases, wordsOf } from './word-forms.ts';
import { joining, usable, WordTable, weak } from './word-table.ts';

/** What a topic's name is read from. */
export interface TopicText {
  title: string;
  abstract: string;
  keywords: string[];
}

export interface Phrase {
  /** As it is most often written. */
  shown: string;
  /** Keys of its words; hyphens part words too. */
  words: string[];
  /** As written, at spaces: 1 to 3, or 4 for a keyword. */
  length: number;
  /** Made of weak words only: "deep neural networks". */
  weak: boolean;
}

/** Row i has the phrases `ids[starts[i] … starts[i+1])` (ascending) with the weights at the same places. */
export interface PhraseTable {
  phrases: Phrase[];
  starts: Int32Array;
  ids: Int32Array;
  weights: Float32Array;
}

/** A title and the authors' own keywords say what a paper is about; an abstract also says everything else. */
const fieldWeights = { title: 3, keywords: 3, abstract: 1 };
/** A paper's weight for a phrase from which on it stands in its title or keywords. */
export const headWeight = fieldWeights.title;
const maxWords = 3;
/** Keywords were set by people as units: they may be longer and hold joining words. */
const maxKeywordWords = 4;
/** A phrase of one paper distinguishes that paper, not a topic. */
const minPapers = 2;
/** What is a fragment more often than this is no phrase: "recurrent", "masked language", the "mixing" of "token mixing". */
const maxFragment = 0.65;

/** Instead of a word: between two runs of words with nothing but spaces inside, and behind a field. */
const endOfRun = -1;
const endOfField = -2;
/** Fields of one text: the title, each keyword, the abstract. */
type Field = keyof typeof fieldWeights;

/** @see PhraseReader */
export function readPhrases(texts: Iterable<TopicText>): PhraseTable {
  const reader = new PhraseReader();
  for (const text of texts) reader.add(text);
  return reader.table();
}

/**
 * Reads texts one by one into numbers of words (and keeps nothing else of them), and goes twice over these: first over titles
 * and keywords, whose phrases are the candidates (what nobody puts there names no topic, and abstracts would multiply
 * the candidates by ten), then over all fields for what each paper has of them. A phrase counts once a field. The result
 * does not hang on the order of papers but for the numbering.
 */
export class PhraseReader {
  readonly #words = new WordTable();
  readonly #text = new GrowingInts();
  /** Keywords of each text: it has that many fields and two more. */
  readonly #keywords = new GrowingInts();

  add({ title, abstract, keywords }: TopicText): void {
    this.#addField(title, !looksTitleCased(title));
    // Keywords are written large or small by the habit of a journal: only capitals inside a word tell.
    for (const keyword of keywords) this.#addField(keyword, false);
    this.#addField(abstract, true);
    this.#keywords.push(keywords.length);
  }

  table(): PhraseTable {
    const counts = new PhraseCounts(this.#words, this.#text.values, this.#keywords);
    const cases = new WordCases();
    this.#words.tellCases(cases);
    return counts.table(cases);
  }

  #addField(text: string, sentenceCase: boolean): void {
    const tells = !mostlyCapitals(text);
    let sentenceStart = true;
    scanWords(text, (word, isJoined, afterSentence) => {
      if (!isJoined) this.#text.push(endOfRun);
      if (afterSentence) sentenceStart = true;
      const told = !tells ? 'nothing' : sentenceCase && !sentenceStart ? 'sentence' : 'elsewhere';
      this.#text.push(this.#words.take(word, told));
      sentenceStart = false;
    });
    this.#text.push(endOfField);
  }
}

/** What a field is searched for, phrase by phrase: words `from` to before `to`. */
type Take = (from: number, to: number, keyHash: number, isFragment: boolean) => void;

class PhraseCounts {
  readonly #words: WordTable;
  readonly #text: Int32Array;
  readonly #keywords: GrowingInts;
  readonly #forms: PhraseForms;

  constructor(words: WordTable, text: Int32Array, keywords: GrowingInts) {
    this.#words = words;
    this.#text = text;
    this.#keywords = keywords;
    this.#forms = new PhraseForms(words);
    const takeIn: Take = (from, to, hash) => this.#forms.takeIn(text, from, to, hash);
    this.#eachField((field, from, end) => {
      if (field === 'title') this.#phrasesIn(from, end, takeIn, false);
      else if (field === 'keywords') this.#phrasesOfKeyword(from, end, takeIn);
    });
    this.#forms.makeFilter();
  }

  table(cases: WordCases): PhraseTable {
    const { phrases } = this.#forms;
    const timesFragment = new Int32Array(phrases);
    const papers = new Int32Array(phrases);
    const starts = new GrowingInts();
    const ids = new GrowingInts();
    const weights = new GrowingInts();
    // Which field and which text met a phrase last, by number.
    const lastField = new Int32Array(phrases).fill(-1);
    const lastPlace = new Int32Array(phrases).fill(-1);
    let fieldNumber = 0;
    let weight = 0;
    const count: Take = (from, to, hash, isFragment) => {
      const form = this.#forms.find(this.#text, from, to, hash);
      if (form < 0) return;
      const phrase = this.#forms.phraseOf.values[form];
      this.#forms.times.values[form]++;
      if (isFragment) timesFragment[phrase]++;
      if (lastField[phrase] === fieldNumber) return;
      lastField[phrase] = fieldNumber;
      if (lastPlace[phrase] >= starts.values[starts.length - 1]) {
        weights.values[lastPlace[phrase]] += weight;
        return;
      }
      lastPlace[phrase] = ids.length;
      ids.push(phrase);
      weights.push(weight);
      papers[phrase]++;
    };
    let isFirstKeyword = true;
    this.#eachField((field, from, end) => {
      if (field === 'title') starts.push(ids.length);
      // All keywords of a text are one field.
      if (field !== 'keywords' || isFirstKeyword) fieldNumber++;
      isFirstKeyword = field !== 'keywords';
      weight = fieldWeights[field];
      if (field === 'keywords') this.#phrasesOfKeyword(from, end, count);
      else this.#phrasesIn(from, end, count, true);
    });
    starts.push(ids.length);

    const kept = this.#keep(papers, timesFragment, cases);
    return { phrases: kept.phrases, ...packed(starts, ids, weights, kept.idOf) };
  }

  /** The phrases that are kept, and of each its number among them, −1 for the others. */
  #keep(papers: Int32Array, timesFragment: Int32Array, cases: WordCases) {
    const { phraseOf, times } = this.#forms;
    const total = new Int32Array(papers.length);
    for (let form = 0; form < phraseOf.length; form++) total[phraseOf.values[form]] += times.values[form];
    const idOf = new Int32Array(papers.length).fill(-1);
    const forms: Map<string, number>[] = [];
    for (let phrase = 0; phrase < papers.length; phrase++) {
      if (papers[phrase] < minPapers || timesFragment[phrase] > maxFragment * total[phrase]) continue;
      idOf[phrase] = forms.push(new Map()) - 1;
    }
    for (let form = 0; form < phraseOf.length; form++) {
      const id = idOf[phraseOf.values[form]];
      if (id >= 0) forms[id].set(this.#forms.written(form), times.values[form]);
    }
    const phrases = forms.map((written): Phrase => {
      const form = mostOften(written) ?? '';
      const parts = form.split(' ');
      return {
        shown: cases.shown(form),
        words: wordsOf(form),
        length: parts.length,
        weak: parts.every((word) => weakWords.has(word)),
      };
    });
    return { phrases, idOf };
  }

  /** Each field with the words from `from` to before `end`. */
  #eachField(visit: (field: Field, from: number, end: number) => void): void {
    let at = 0;
    for (let row = 0; row < this.#keywords.length; row++) {
      const fields = this.#keywords.values[row] + 2;
      for (let i = 0; i < fields; i++) {
        const from = at;
        while (this.#text[at] !== endOfField) at++;
        visit(i === 0 ? 'title' : i === fields - 1 ? 'abstract' : 'keywords', from, at);
        at++;
      }
    }
  }

  /** A keyword as a whole, where it is sound, and the phrases in it. */
  #phrasesOfKeyword(from: number, end: number, take: Take): void {
    const { traits } = this.#words;
    let isWholeInside = false;
    this.#phrasesIn(
      from,
      end,
      (first, to, hash, isFragment) => {
        if (first === from + 1 && to === end) isWholeInside = true;
        take(first, to, hash, isFragment);
      },
      false,
    );
    const length = end - from - 1;
    if (isWholeInside || length < 2 || length > maxKeywordWords) return;
    let hash = 0;
    for (let at = from + 1; at < end; at++) {
      const word = this.#text[at];
      if (word === endOfRun) return;
      const isWithin = at > from + 1 && at < end - 1;
      if (!(traits.values[word] & usable) && !(isWithin && traits.values[word] & joining)) return;
      hash = this.#words.hashWith(hash, word);
    }
    take(from + 1, end, hash, false);
  }

  /**
   * Phrases of 1 to 3 words, none across a stop word or punctuation, with repetitions.
   * @param alsoLonger also of 4, and with joining words inside: whoever takes them knows whether they are phrases.
   */
  #phrasesIn(from: number, end: number, take: Take, alsoLonger: boolean): void {
    const text = this.#text;
    const traits = this.#words.traits.values;
    const belongs = (at: number) =>
      at >= from && at < end && text[at] >= 0 && (traits[text[at]] & usable) !== 0;
    for (let first = from; first < end; first++) {
      if (!belongs(first)) continue;
      let hash = this.#words.hashWith(0, text[first]);
      if (!(traits[text[first]] & weak)) {
        take(first, first + 1, hash, belongs(first - 1) || belongs(first + 1));
      }
      let plain = true;
      for (let last = first + 1; last < end && last - first < maxKeywordWords && text[last] >= 0; last++) {
        hash = this.#words.hashWith(hash, text[last]);
        if (!(traits[text[last]] & usable)) {
          if (!alsoLonger || !(traits[text[last]] & joining)) break;
          plain = false;
        } else if (alsoLonger || (plain && last - first < maxWords)) {
          take(first, last + 1, hash, belongs(last + 1));
        }
      }
    }
  }
}

/** Each row's kept phrases in ascending order. */
function packed(starts: GrowingInts, ids: GrowingInts, weights: GrowingInts, idOf: Int32Array) {
  const rows = starts.length - 1;
  const packedStarts = new Int32Array(rows + 1);
  let count = 0;
  for (let i = 0; i < ids.length; i++) if (idOf[ids.values[i]] >= 0) count++;
  const packedIds = new Int32Array(count);
  const packedWeights = new Float32Array(count);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    // Id and weight in one number each, so that one sort orders both.
    const own: number[] = [];
    for (let i = starts.values[row]; i < starts.values[row + 1]; i++) {
      const id = idOf[ids.values[i]];
      if (id >= 0) own.push(id * 16 + weights.values[i]);
    }
    for (const pair of Float64Array.from(own).sort()) {
      packedIds[next] = Math.floor(pair / 16);
      packedWeights[next++] = pair % 16;
    }
    packedStarts[row + 1] = next;
  }
  return { starts: packedStarts, ids: packedIds, weights: packedWeights };
}

/** More than half of the words after the first begin with a capital. */
function looksTitleCased(title: string): boolean {
  const words = title.match(/\p{L}[\p{L}\p{N}]*/gu)?.slice(1) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 > words.length;
}
