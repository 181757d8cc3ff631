/**
 * What ratings are worth, on the sample corpus with the bundled model, printed: three papers of a group are liked and two
 * others disliked; then five more are rated, twice, by whether they are of the group. Rated are papers of one half of the
 * corpus, drawn at random; counted is how many of the first twenty papers of the other half, `learned`, are of the group.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random, sampleRows } from '../../src/random.ts';
import { learnClassifier } from '../../src/search/learned-vector.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { leastDecided, suggestDefaults } from '../../src/search/suggest-next.ts';
import { sampleCorpus } from '../sample-corpus.ts';

const counted = 20;
const ratedAtOnce = suggestDefaults.k;
const rounds = 2;
const draws = 6;
/** In each half of the corpus: three to like, two rounds of more, and most of an answer that can be right. */
const smallestHalf = 13;

interface Question {
  group: ReadonlySet<number>;
  /** The half that is rated. */
  pool: ReadonlySet<number>;
  liked: number[];
  disliked: number[];
}

/** The papers to rate next. */
type Choice = (question: Question, random: Random) => number[] | Promise<number[]>;

let searcher: OpenSearcher;
let ids: string[];
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus());
  ids = searcher.corpus.ids();
});
afterAll(() => searcher.close());

/** All papers but the examples, best first. */
async function learned({ liked, disliked }: Pick<Question, 'liked' | 'disliked'>): Promise<number[]> {
  const { ranked } = await searcher.rank({
    like: liked.map((row) => ids[row]),
    unlike: disliked.map((row) => ids[row]),
    examples: 'learned',
    k: searcher.vectors.rows,
    mode: 'meaning',
  });
  return ranked.map(({ row }) => row);
}

async function precision(question: Question): Promise<number> {
  const others = (await learned(question)).filter((row) => !question.pool.has(row));
  const right = others.filter((row) => question.group.has(row)).length;
  const first = others.slice(0, Math.min(counted, right));
  return (100 * first.filter((row) => question.group.has(row)).length) / first.length;
}

const unrated = ({ pool, liked, disliked }: Question) =>
  [...pool].filter((row) => !liked.includes(row) && !disliked.includes(row));

const choices: Record<string, Choice> = {
  'at random': (question, random) => {
    const left = unrated(question);
    return Array.from(sampleRows(left.length, ratedAtOnce, random), (place) => left[place]);
  },
  'first hits': async (question) =>
    (await learned(question)).filter((row) => question.pool.has(row)).slice(0, ratedAtOnce),
  suggested: (question) => {
    const { vectors, corpus } = searcher;
    const { liked, disliked } = question;
    const classifier = learnClassifier({ text: null, liked, disliked }, vectors, corpus.settings.seed)!;
    const left = new Set(unrated(question));
    return leastDecided(classifier, vectors, ratedAtOnce, (row) => left.has(row), null).map(({ row }) => row);
  },
};

async function questionsOf(groups: readonly (readonly number[])[]): Promise<Question[]> {
  const random = createRandom(1);
  const { rows } = searcher.vectors;
  const questions: Question[] = [];
  for (const papers of groups) {
    for (let draw = 0; draw < draws; draw++) {
      const pool = new Set(sampleRows(rows, Math.floor(rows / 2), random));
      const rated = papers.filter((row) => pool.has(row));
      if (Math.min(rated.length, papers.length - rated.length) < smallestHalf) continue;
      const liked = Array.from(sampleRows(rated.length, 3, random), (place) => rated[place]);
      const group = new Set(papers);
      const wrong = (await learned({ liked, disliked: [] })).filter(
        (row) => pool.has(row) && !group.has(row),
      );
      questions.push({ group, pool, liked, disliked: wrong.slice(0, 2) });
    }
  }
  return questions;
}

/** The precision after each round. */
async function afterRounds(asked: Question, choose: Choice, random: Random): Promise<number[]> {
  let question = asked;
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const rated = await choose(question, random);
    expect(new Set(rated).size).toBe(ratedAtOnce);
    const isLiked = (row: number) => question.group.has(row);
    question = {
      ...question,
      liked: [...question.liked, ...rated.filter(isLiked)],
      disliked: [...question.disliked, ...rated.filter((row) => !isLiked(row))],
    };
    figures.push(await precision(question));
  }
  return figures;
}

const meanOf = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Half the width of the 95 % interval of the mean. */
function uncertaintyOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers);
  const variance = meanOf(numbers.map((number) => (number - mean) ** 2));
  return 1.96 * Math.sqrt(variance / (numbers.length - 1));
}

function groupsBy(namesOf: (row: number) => readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  for (let row = 0; row < searcher.vectors.rows; row++) {
    for (const name of new Set(namesOf(row))) groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length >= 2 * smallestHalf);
}

describe('five ratings more', () => {
  it('are worth more for the suggested papers than for papers drawn at random', async () => {
    const { corpus, topics } = searcher;
    const sets = {
      topics: groupsBy((row) => [topics!.topicOfRow[0][row]].filter((topic) => topic >= 0)),
      'saved lists': groupsBy((row) => corpus.paper(row).lists.map(({ list }) => list)),
      keywords: groupsBy((row) => corpus.paper(row).keywords),
    };
    const names = Object.keys(choices);
    const lines = [
      `| first 20 of the group, % | questions | none rated | ${names.join(' | ')} | suggested − first hits |`,
      `|---|---:|---:|${'---:|'.repeat(names.length)}---:|`,
    ];
    /** Of every set and round, the mean of each choice. */
    const means: Record<string, number>[] = [];
    for (const [set, groups] of Object.entries(sets)) {
      const questions = await questionsOf(groups);
      expect(questions.length).toBeGreaterThan(10);
      const before = meanOf(await Promise.all(questions.map(precision)));
      const figures: Record<string, number[][]> = {};
      for (const name of names) {
        const random = createRandom(2);
        figures[name] = [];
        for (const question of questions)
          figures[name].push(await afterRounds(question, choices[name], random));
      }
      for (let round = 0; round < rounds; round++) {
        const of = (name: string) => figures[name].map((figure) => figure[round]);
        means.push(Object.fromEntries(names.map((name) => [name, meanOf(of(name))])));
        const gains = of('suggested').map((figure, i) => figure - of('first hits')[i]);
        lines.push(
          `| ${set}, ${(round + 1) * ratedAtOnce} rated | ${questions.length} | ${before.toFixed(1)} | ` +
            `${names.map((name) => means.at(-1)![name].toFixed(1)).join(' | ')} | ` +
            `${meanOf(gains).toFixed(1)} ± ${uncertaintyOf(gains).toFixed(1)} |`,
        );
      }
    }
    console.log(lines.join('\n'));
    const overall = (name: string) => meanOf(means.map((mean) => mean[name]));
    expect(overall('suggested')).toBeGreaterThan(overall('at random') + 2);
    expect(overall('suggested')).toBeGreaterThan(overall('first hits') - 2);
  }, 600_000);
});
