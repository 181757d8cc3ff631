/**
 * Query by several examples: of a group's papers half is shown and half hidden; some of the shown ones are liked, and
 * counted is how many of the first papers of the answer, without the shown ones, are of the group. Then some of the first
 * wrong papers are disliked, as a person would do, and it is asked again. Last, examples of two groups at once: how many
 * are found of the group of which fewer are.
 *
 * The groups of a corpus are its coarsest topics (which come from the same vectors), its saved lists and its categories
 * (which do not).
 */
import { createRandom, type Random, sampleRows } from '../../../src/random.ts';
import { type ExampleWay, exampleWays } from '../../../src/search/search-types.ts';
import type { Searcher } from '../../../src/search/searcher.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import type { MeasuredCorpus } from './measured-corpus.ts';
import { mean } from './metrics.ts';

export const severalDefaults = {
  liked: 5,
  disliked: 3,
  /** Papers of an answer that are looked at. */
  counted: 20,
  /** Papers without which a group is left out: at least as many are hidden as are counted, so a full answer can be right. */
  smallestGroup: 40,
  /** Questions a group; fewer where there are so many groups that these would not be enough, but one of each. */
  questions: 4,
  questionsAtMost: 240,
  /** Liked of each of two groups, where their papers are asked for together. */
  likedOfEach: 3,
};

/** What is asked for, and by which papers; all are rows. */
export interface ExampleQuestion {
  group: ReadonlySet<number>;
  /** Half of the group; not counted in an answer. */
  shown: ReadonlySet<number>;
  liked: number[];
  disliked: number[];
}

/** The groups of one kind, each with its rows. */
export interface Groups {
  /** "topics", "lists" or "categories". */
  kind: string;
  groups: number[][];
}

type ByWay<Value> = Record<ExampleWay, Value>;

/** Shares (0…1) of right papers, one a group: the mean of its questions. */
export interface ExampleScores {
  questions: number;
  plain: ByWay<number[]>;
  /** With the disliked papers not counted, but not told to the search: what it is worth that they are out of the way. */
  takenOut: ByWay<number[]>;
  disliked: ByWay<number[]>;
}

/** Kinds of which there are at least two groups. */
export function groupsOf({ corpus, topics, vectors }: Searcher): Groups[] {
  const papers = corpus.papers(Array.from({ length: vectors.rows }, (_, row) => row));
  const coarsest = topics?.topicOfRow[0];
  const kinds: Record<string, (row: number) => readonly (string | number)[]> = {
    topics: (row) => (coarsest && coarsest[row] >= 0 ? [coarsest[row]] : []),
    lists: (row) => papers[row].lists.map(({ list }) => list),
    categories: (row) => papers[row].categories,
  };
  return Object.entries(kinds)
    .map(([kind, namesOf]) => ({ kind, groups: largeGroups(vectors.rows, namesOf) }))
    .filter(({ groups }) => groups.length > 1);
}

function largeGroups(rows: number, namesOf: (row: number) => readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  for (let row = 0; row < rows; row++) {
    for (const name of new Set(namesOf(row))) {
      const group = groups.get(name);
      if (group) group.push(row);
      else groups.set(name, [row]);
    }
  }
  return [...groups.values()].filter((group) => group.length >= severalDefaults.smallestGroup);
}

/** One list of questions a group. */
export function questionsOf(groups: readonly number[][]): ExampleQuestion[][] {
  const { liked, questions, questionsAtMost } = severalDefaults;
  const random = createRandom(1);
  const ofEach = Math.max(1, Math.min(questions, Math.floor(questionsAtMost / groups.length)));
  return groups.map((rows) =>
    Array.from({ length: ofEach }, () => {
      const shown = pick(rows, Math.floor(rows.length / 2), random);
      return {
        ...{ group: new Set(rows), shown: new Set(shown) },
        ...{ liked: pick(shown, liked, random), disliked: [] },
      };
    }),
  );
}

const pick = (rows: readonly number[], count: number, random: Random) =>
  Array.from(sampleRows(rows.length, count, random), (position) => rows[position]);

/** The first rows of an answer that are neither shown nor `leftOut`. */
export async function firstRows(
  searcher: Searcher,
  { shown, liked, disliked }: ExampleQuestion,
  examples: ExampleWay,
  leftOut: readonly number[] = [],
): Promise<number[]> {
  const { counted } = severalDefaults;
  const { ranked } = await searcher.rank({
    like: liked.map((row) => searcher.corpus.idOf(row)),
    unlike: disliked.map((row) => searcher.corpus.idOf(row)),
    ...{ examples, mode: 'meaning', k: counted + shown.size + leftOut.length },
  });
  return ranked
    .map(({ row }) => row)
    .filter((row) => !shown.has(row) && !leftOut.includes(row))
    .slice(0, counted);
}

/** @param groups each with its questions. */
export async function scoreExamples(
  searcher: Searcher,
  groups: readonly ExampleQuestion[][],
): Promise<ExampleScores> {
  const scores: ExampleScores = {
    ...{ questions: groups.flat().length },
    ...{ plain: emptyByWay(), takenOut: emptyByWay(), disliked: emptyByWay() },
  };
  for (const questions of groups) {
    const shares = {
      ...{ plain: emptyByWay<number>(), takenOut: emptyByWay<number>(), disliked: emptyByWay<number>() },
    };
    for (const question of questions) {
      // The first wrong papers of the mean's answer, the same for every way.
      const wrong = (await firstRows(searcher, question, 'all')).filter((row) => !question.group.has(row));
      const disliked = wrong.slice(0, severalDefaults.disliked);
      const shareOf = (rows: readonly number[]) =>
        rows.filter((row) => question.group.has(row)).length / severalDefaults.counted;
      for (const way of exampleWays) {
        shares.plain[way].push(shareOf(await firstRows(searcher, question, way)));
        shares.takenOut[way].push(shareOf(await firstRows(searcher, question, way, disliked)));
        shares.disliked[way].push(shareOf(await firstRows(searcher, { ...question, disliked }, way)));
      }
    }
    for (const kind of ['plain', 'takenOut', 'disliked'] as const) {
      for (const way of exampleWays) scores[kind][way].push(mean(shares[kind][way]));
    }
  }
  return scores;
}

/** Each figure's interval is over groups: the questions of one are much alike. */
export async function severalExamplesFigures({ set, searcher }: MeasuredCorpus): Promise<Figure[]> {
  const { liked, disliked, counted, likedOfEach } = severalDefaults;
  const figures: Figure[] = [];
  for (const { kind, groups } of groupsOf(searcher)) {
    const questions = questionsOf(groups);
    const of = `${groups.length} ${kind}, ${questions.flat().length} questions`;
    const add = (measure: string, values: readonly number[]) =>
      figures.push({ set, of, measure, statistic: meanTimes100(values) });
    const addDifference = (measure: string, some: readonly number[], others: readonly number[]) =>
      add(
        measure,
        some.map((value, i) => value - others[i]),
      );

    const { plain, takenOut, disliked: pushed } = await scoreExamples(searcher, questions);
    const asked = `first ${counted}, ${liked} liked`;
    for (const way of exampleWays) add(`${asked}, ${way}`, plain[way]);
    addDifference(`${asked}, learned − all`, plain.learned, plain.all);
    const askedBoth = `${asked}, ${disliked} disliked`;
    for (const way of exampleWays) add(`${askedBoth}, ${way}`, pushed[way]);
    addDifference(`${askedBoth}, learned − all`, pushed.learned, pushed.all);
    for (const way of exampleWays)
      addDifference(`${askedBoth}, ${way}: what their push adds`, pushed[way], takenOut[way]);
    const mixed = await scoreMixedInterests(searcher, questions);
    for (const way of exampleWays) add(`rarer of two, ${likedOfEach} liked of each, ${way}`, mixed[way]);
  }
  return figures;
}

/** Of each group and the next: the share of the rarer one in the answer, of the half that it might have (0…1). */
export async function scoreMixedInterests(
  searcher: Searcher,
  groups: readonly ExampleQuestion[][],
): Promise<ByWay<number[]>> {
  const { likedOfEach, counted } = severalDefaults;
  const scores = emptyByWay<number>();
  for (const [i, questions] of groups.entries()) {
    const shares = emptyByWay<number>();
    for (const [draw, one] of questions.entries()) {
      const other = groups[(i + 1) % groups.length][draw];
      const both: ExampleQuestion = {
        group: new Set([...one.group, ...other.group]),
        shown: new Set([...one.shown, ...other.shown]),
        liked: [...one.liked.slice(0, likedOfEach), ...other.liked.slice(0, likedOfEach)],
        disliked: [],
      };
      for (const way of exampleWays) {
        const rows = await firstRows(searcher, both, way);
        const ofEach = [one, other].map(({ group }) => rows.filter((row) => group.has(row)).length);
        shares[way].push(Math.min(1, Math.min(...ofEach) / (counted / 2)));
      }
    }
    for (const way of exampleWays) scores[way].push(mean(shares[way]));
  }
  return scores;
}

const emptyByWay = <Value>(): ByWay<Value[]> => ({ all: [], any: [], learned: [] });
