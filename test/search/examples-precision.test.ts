/**
 * Query by several examples on the sample corpus with the bundled model, printed: half of a group's papers is shown, the
 * other half hidden; five of the shown ones are liked, and counted is how many of the first twenty papers (without the
 * shown ones) are of the group. Groups are the coarsest topics, which come from the same vectors, and the saved lists,
 * which do not. Then three of each of two topics are liked, and counted is the topic of which fewer are found.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, sampleRows } from '../../src/random.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { type ExampleWay, exampleWays } from '../../src/search/search-types.ts';
import { sampleCorpus } from '../sample-corpus.ts';

const examplesLiked = 5;
const examplesDisliked = 3;
const counted = 20;
/** Five liked, and at least twenty hidden: a full answer can be right. */
const smallestGroup = 2 * counted;
const draws = 4;

interface Question {
  group: ReadonlySet<number>;
  shown: ReadonlySet<number>;
  liked: number[];
  disliked: number[];
}

let searcher: OpenSearcher;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus());
});
afterAll(() => searcher.close());

/** The first twenty that are not shown. */
async function answer({ shown, liked, disliked }: Question, examples: ExampleWay): Promise<number[]> {
  const ids = searcher.corpus.ids();
  const { ranked } = await searcher.rank({
    like: liked.map((row) => ids[row]),
    unlike: disliked.map((row) => ids[row]),
    examples,
    k: searcher.vectors.rows,
    mode: 'meaning',
  });
  return ranked
    .map(({ row }) => row)
    .filter((row) => !shown.has(row))
    .slice(0, counted);
}

function questionsOf(groups: readonly number[][]): Question[] {
  const random = createRandom(1);
  const pick = (rows: readonly number[], count: number) =>
    Array.from(sampleRows(rows.length, count, random), (position) => rows[position]);
  return groups.flatMap((rows) =>
    Array.from({ length: draws }, () => {
      const shown = pick(rows, Math.floor(rows.length / 2));
      return { group: new Set(rows), shown: new Set(shown), liked: pick(shown, examplesLiked), disliked: [] };
    }),
  );
}

/** With the first papers of the mean's answer disliked that are not of the group, as a person would. */
async function withDisliked(questions: readonly Question[]): Promise<Question[]> {
  return Promise.all(
    questions.map(async (question) => {
      const wrong = (await answer(question, 'all')).filter((row) => !question.group.has(row));
      return { ...question, disliked: wrong.slice(0, examplesDisliked) };
    }),
  );
}

/** Percent of the first twenty, the mean over questions. */
async function precision(questions: readonly Question[], way: ExampleWay): Promise<number> {
  let found = 0;
  for (const question of questions) {
    found += (await answer(question, way)).filter((row) => question.group.has(row)).length;
  }
  return (100 * found) / (counted * questions.length);
}

function groupsBy(namesOf: (row: number) => readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  for (let row = 0; row < searcher.vectors.rows; row++) {
    for (const name of namesOf(row)) groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length >= smallestGroup);
}

const topicGroups = () =>
  groupsBy((row) => {
    const topic = searcher.topics!.topicOfRow[0][row];
    return topic < 0 ? [] : [topic];
  });
const listGroups = () => groupsBy((row) => searcher.corpus.paper(row).lists.map(({ list }) => list));

describe('five examples on the sample', () => {
  it('find more of what is hidden when learned than by their mean', async () => {
    const lines = [
      '| first 20 of the group, % | questions | all | any | learned |',
      '|---|---:|---:|---:|---:|',
    ];
    for (const [of, groups] of Object.entries({ topics: topicGroups(), lists: listGroups() })) {
      expect(groups.length).toBeGreaterThan(1);
      const plain = questionsOf(groups);
      for (const [what, questions] of [
        [of, plain],
        [`${of}, ${examplesDisliked} disliked`, await withDisliked(plain)],
      ] as const) {
        const figures: Record<ExampleWay, number> = { all: 0, any: 0, learned: 0 };
        for (const way of exampleWays) figures[way] = await precision(questions, way);
        const shown = exampleWays.map((way) => figures[way].toFixed(1)).join(' | ');
        lines.push(`| ${what} | ${questions.length} | ${shown} |`);
        expect(figures.learned).toBeGreaterThan(figures.all - 2);
      }
    }
    console.log(lines.join('\n'));
  });

  it('from two topics find both when any counts', async () => {
    const questions = questionsOf(topicGroups());
    const pairs = questions.slice(draws).map((other, i) => [questions[i], other]);
    const figures: string[] = [];
    const rarer: Record<ExampleWay, number> = { all: 0, any: 0, learned: 0 };
    for (const way of exampleWays) {
      for (const [one, other] of pairs) {
        const both: Question = {
          group: new Set([...one.group, ...other.group]),
          shown: new Set([...one.shown, ...other.shown]),
          liked: [...one.liked.slice(0, 3), ...other.liked.slice(0, 3)],
          disliked: [],
        };
        const rows = await answer(both, way);
        const ofEach = [one, other].map(({ group }) => rows.filter((row) => group.has(row)).length);
        rarer[way] += (100 * Math.min(...ofEach)) / (counted / 2) / pairs.length;
      }
      figures.push(rarer[way].toFixed(1));
    }
    console.log(`| the rarer of two topics, % of 10 | ${pairs.length} | ${figures.join(' | ')} |`);
    expect(rarer.any).toBeGreaterThan(rarer.all - 2);
  });
});
