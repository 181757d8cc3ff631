/**
 * How well phrases distinguish topics: class-based TF-IDF (Grootendorst 2022, "BERTopic", arXiv:2203.05794).
 *
 *   W(x, c) = tf(x, c) · log(1 + A / f(x))
 *
 * tf(x, c): weight of phrase x in class c as a share of all weight in c; f(x): its weight in all classes; A: the mean
 * weight of a class. The classes are the topics of one level; papers without a topic count in f alone. Departures, all
 * chosen by reading the names of the sample (601 papers, with its keywords and without):
 * - W is multiplied by the root of the share of x, within the parent topic, that lies in c: a child is named by what
 *   sets it off from its siblings.
 * - What one child has nearly alone does not name the parent.
 * - Single words count less than phrases: they are often ambiguous.
 * - A phrase needs some coverage of the topic, and must be more frequent in it than elsewhere.
 * - Among siblings a phrase belongs to the topic where its score is largest.
 */
import { headWeight, type PhraseTable } from './phrases.ts';

/** A topic as far as its phrases need it. Parents stand before their children. */
export interface TopicRows {
  level: number;
  /** Position of its parent, or null. */
  parent: number | null;
  rows: Int32Array;
}

export interface ScoredPhrase {
  /** Position in the table of phrases. */
  id: number;
  score: number;
  /** Weight in the topic. */
  weight: number;
}

/** Phrases kept for each topic: far beyond what names need. */
const shortlist = 60;
/** Single words against phrases: with less of a handicap, names of the sample are strings of catchwords. */
const singleWord = 0.5;
/** Phrases of nothing but weak words ("deep neural networks", "training data") fit many topics. */
const weakPhrase = 0.75;
/** A phrase should be in a tenth of the papers of a topic; of large topics no more than 10 are asked. */
const papersAsked = (size: number) => Math.min(10, Math.max(2, Math.ceil(size / 10)));
/** With fewer it counts less in proportion, and under this share of them not at all. */
const leastCoverage = 0.5;
/** A single word must be in the title or keywords of so many of them: abstracts are full of words. */
const headedAsked = 2;
/** How many times as frequent in the topic as in all papers a phrase must be. */
const minLift = 1.5;
/** ... but of a topic that is nearly the whole corpus no more than this share of what is possible. */
const possibleLift = 0.9;
/**
 * A phrase names a child rather than the whole where the child has more than this share of it and more than its own share
 * of the papers by this excess. It then counts for the whole as little as the factor says.
 */
const oneChildsShare = 0.67;
const oneChildsExcess = 0.25;
const oneChildsFactor = 0.1;

/** For each topic its best phrases, best first. No phrase is given to two siblings. */
export function scorePhrases(topics: readonly TopicRows[], table: PhraseTable): ScoredPhrase[][] {
  const everywhere = new Float64Array(table.phrases.length);
  for (let i = 0; i < table.ids.length; i++) everywhere[table.ids[i]] += table.weights[i];
  const allWeight = everywhere.reduce((sum, weight) => sum + weight, 0);
  const tallies = topics.map((topic) => tallyOf(topic.rows, table));
  const children = topics.map((): number[] => []);
  const topicsOfLevel: number[] = [];
  topics.forEach(({ parent, level }, i) => {
    if (parent !== null) children[parent].push(i);
    topicsOfLevel[level] = (topicsOfLevel[level] ?? 0) + 1;
  });

  const scores = topics.map((topic, i) => {
    const { phrases, total } = tallies[i];
    const size = topic.rows.length;
    const meanWeight = allWeight / topicsOfLevel[topic.level];
    const result = new Map<number, ScoredPhrase>();
    for (const [id, { weight, papers, headed }] of phrases) {
      const alone = table.phrases[id].length === 1;
      const coverage = Math.min(1, papers / papersAsked(size));
      if (papers < 2 || coverage < leastCoverage || (alone && headed < headedAsked)) continue;

      const frequency = weight / total;
      const lift = frequency / (everywhere[id] / allWeight);
      if (lift < Math.min(minLift, possibleLift * (allWeight / total))) continue;

      const inParent = topic.parent === null ? everywhere[id] : tallies[topic.parent].phrases.get(id)?.weight;
      const share = Math.sqrt(weight / (inParent ?? weight));
      const form = alone ? singleWord : table.phrases[id].weak ? weakPhrase : 1;
      const ofOneChild = children[i].some((child) => {
        const expected = topics[child].rows.length / size;
        const limit = Math.max(oneChildsShare, expected + oneChildsExcess);
        return (tallies[child].phrases.get(id)?.weight ?? 0) > limit * weight;
      });
      const tfIdf = frequency * Math.log(1 + meanWeight / everywhere[id]);
      const score = tfIdf * share * form * coverage * (ofOneChild ? oneChildsFactor : 1);
      result.set(id, { id, weight, score });
    }
    return result;
  });
  return ownedBest(topics, scores);
}

/** Each phrase goes to the sibling that it fits best; of equal ones to the first. */
function ownedBest(
  topics: readonly TopicRows[],
  scores: readonly Map<number, ScoredPhrase>[],
): ScoredPhrase[][] {
  const owners = new Map<number | null, Map<number, number>>();
  scores.forEach((phrases, i) => {
    const ownerOf = owners.get(topics[i].parent) ?? new Map<number, number>();
    owners.set(topics[i].parent, ownerOf);
    for (const [id, { score }] of phrases) {
      const held = ownerOf.get(id);
      if (held === undefined || score > (scores[held].get(id)?.score ?? 0)) ownerOf.set(id, i);
    }
  });
  return scores.map((phrases, i) =>
    [...phrases.values()]
      .filter(({ id }) => owners.get(topics[i].parent)?.get(id) === i)
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, shortlist),
  );
}

function tallyOf(rows: Int32Array, table: PhraseTable) {
  const phrases = new Map<number, { weight: number; papers: number; headed: number }>();
  let total = 0;
  for (const row of rows) {
    for (let i = table.starts[row]; i < table.starts[row + 1]; i++) {
      const weight = table.weights[i];
      const tally = phrases.get(table.ids[i]) ?? { weight: 0, papers: 0, headed: 0 };
      tally.weight += weight;
      tally.papers++;
      if (weight >= headWeight) tally.headed++;
      phrases.set(table.ids[i], tally);
      total += weight;
    }
  }
  return { phrases, total };
}
