/**
 * Names of topics: the best of the phrases that distinguish them, as few as a person reads at a glance, none of which says
 * what another says already.
 */
import type { Phrase, PhraseTable } from './phrases.ts';
import { sameStem, saysTheSame } from './same-phrase.ts';
import { type ScoredPhrase, scorePhrases, type TopicRows } from './score-phrases.ts';

export interface NameableTopic extends TopicRows {
  /** The title of its most central paper: its name where no phrase distinguishes it. */
  centralTitle: string;
}

export interface TopicName {
  name: string;
  phrases: string[];
}

/** Characters of a name: as long as fits beside others on a map. A number that tells namesakes apart comes on top. */
export const maxNameLength = 45;
const maxPhrasesInName = 3;
const maxPhrases = 8;
/** A single word stands beside a better phrase only with this share of its score. */
const besideAsked = 0.5;
/** A phrase comes into a name only with this share of the best one's: what one child has alone is left to the child. */
const inNameAsked = 0.15;
/** A longer phrase takes the place of one that it contains if it has this share of its weight. */
const takesOver = 0.4;
/** Words of the longest phrase that does so: "natural language processing", not "... in clinical practice". */
const maxWordsTakingOver = 4;

/** One name a topic, in the same order. Siblings never share a name, nor does a topic with those above it. */
export function chooseNames(topics: readonly NameableTopic[], table: PhraseTable): TopicName[] {
  const scored = scorePhrases(topics, table);
  const names: TopicName[] = [];
  /** Of each topic: what its own name and the names above it say. */
  const said: Phrase[][] = [];
  const takenUnder = new Map<number | null, Set<string>>();

  topics.forEach((topic, i) => {
    const above = topic.parent === null ? [] : said[topic.parent];
    const candidates = distinct(scored[i], table).filter(
      ({ id }) => !above.some((other) => saysTheSame(table.phrases[id], other)),
    );
    const best = candidates[0]?.score ?? 0;
    const listed = candidates
      .filter(({ id, score }) => table.phrases[id].length > 1 || score >= besideAsked * best)
      .slice(0, maxPhrases);
    const inName = fitting(
      listed.filter(({ score }) => score >= inNameAsked * best).map(({ id }) => table.phrases[id]),
    );

    const taken = takenUnder.get(topic.parent) ?? new Set(namesAbove(topics, names, i));
    takenUnder.set(topic.parent, taken);
    const joined = inName.map((phrase) => phrase.shown).join(', ');
    const name = numbered(joined || shortened(topic.centralTitle), taken);
    taken.add(name);
    names.push({ name, phrases: listed.map(({ id }) => table.phrases[id].shown) });
    said.push([...above, ...inName]);
  });
  return names;
}

/** Best first, without those that say what a better one says: parts of it, its words in another order, its acronym. */
function distinct(candidates: readonly ScoredPhrase[], table: PhraseTable): ScoredPhrase[] {
  const kept: ScoredPhrase[] = [];
  for (const candidate of candidates) {
    const phrase = table.phrases[candidate.id];
    const rival = kept.findIndex((other) => saysTheSame(phrase, table.phrases[other.id]));
    if (rival < 0) {
      kept.push(candidate);
      continue;
    }
    const longer =
      phrase.words.length > table.phrases[kept[rival].id].words.length &&
      phrase.words.length <= maxWordsTakingOver;
    if (longer && candidate.weight >= takesOver * kept[rival].weight) kept[rival] = candidate;
  }
  // A phrase that took another's place may now say what a third one says.
  return kept.filter((candidate, i) => {
    const phrase = table.phrases[candidate.id];
    return !kept.slice(0, i).some((other) => saysTheSame(phrase, table.phrases[other.id]));
  });
}

function namesAbove(topics: readonly NameableTopic[], names: readonly TopicName[], topic: number): string[] {
  const above: string[] = [];
  for (let up = topics[topic].parent; up !== null; up = topics[up].parent) above.push(names[up].name);
  return above;
}

/**
 * The best phrases that fit into a name, two or three where possible. Those that repeat half of the
 * words of one before them are passed over: "sparse networks, sparse training" says less than it might.
 */
function fitting(phrases: readonly Phrase[]): Phrase[] {
  const chosen: Phrase[] = [];
  let length = 0;
  for (const phrase of phrases) {
    if (chosen.length === maxPhrasesInName) break;
    if (chosen.some((other) => sharedWords(phrase, other) * 2 >= phrase.words.length)) continue;
    const longer = length + (chosen.length === 0 ? 0 : 2) + phrase.shown.length;
    if (longer > maxNameLength) continue;
    chosen.push(phrase);
    length = longer;
  }
  return chosen;
}

function sharedWords(a: Phrase, b: Phrase): number {
  return a.words.filter((word) => b.words.some((other) => sameStem(word, other))).length;
}

/** A title cut at a word, for topics that no phrase distinguishes. */
function shortened(title: string): string {
  if (title.length <= maxNameLength) return title;
  const cut = title.slice(0, maxNameLength - 1);
  const atSpace = cut.lastIndexOf(' ');
  return `${atSpace > maxNameLength / 2 ? cut.slice(0, atSpace) : cut}…`;
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
