/** Are answers under a filter those of brute force (brute-force.ts)? Random filters and questions, in every mode and way. */
import { createRandom, type Random, sampleRows } from '../../../src/random.ts';
import { exampleWays, type SearchQuery, searchModes } from '../../../src/search/search-types.ts';
import type { Searcher } from '../../../src/search/searcher.ts';
import type { Filter } from '../../../src/tables/filter.ts';
import type { Paper } from '../../../src/tables/paper.ts';
import { vectorAt } from '../../../src/tables/vector-table.ts';
import { type BruteQuestion, best, bruteScores } from './brute-force.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { knownItems } from './known-item.ts';
import type { MeasuredCorpus } from './measured-corpus.ts';

export const exactnessDefaults = {
  /** Questions a corpus: of each mode and way the same number, give or take one. */
  cases: 120,
  /** How many papers are asked for, by turns; beyond 200 more candidates are looked at. */
  answers: [1, 10, 50, 300],
  /** Scores that differ by less are the same: one side adds in 32 bits, the other in 64. */
  tolerance: 1e-4,
};

/** @returns 1 for each question that was answered as brute force does, else 0. */
export async function exactAnswers(
  { searcher, embedder }: Pick<MeasuredCorpus, 'searcher' | 'embedder'>,
  cases: number,
  seed = 1,
): Promise<number[]> {
  const { corpus } = searcher;
  const random = createRandom(seed);
  const papers = [...corpus.allPapers()];
  const texts = knownItems(papers, 'words').map(({ text }) => text);
  const exact: number[] = [];
  for (let i = 0; i < cases; i++) {
    const mode = searchModes[i % searchModes.length];
    const examples = exampleWays[Math.floor(i / searchModes.length) % exampleWays.length];
    // A text, examples or both; examples alone have no words.
    const text = random() < 0.7 || mode === 'words' ? texts[Math.floor(random() * texts.length)] : null;
    const liked =
      text === null || random() < 0.6 ? someRows(papers.length, 1 + Math.floor(random() * 4), random) : [];
    const others = random() < 0.5 ? someRows(papers.length, 2, random) : [];
    const disliked = others.filter((row) => !liked.includes(row));
    const filter = randomFilter(searcher, papers, random);
    const k = exactnessDefaults.answers[i % exactnessDefaults.answers.length];
    const textVector = text === null ? null : vectorAt((await embedder.embed([text], 'query')).vectors, 0);
    exact.push(
      (await isExact(searcher, { text, textVector, liked, disliked, examples, mode, filter, k })) ? 1 : 0,
    );
  }
  return exact;
}

async function isExact(searcher: Searcher, question: BruteQuestion): Promise<boolean> {
  const { text, liked, disliked, examples, mode, filter, k } = question;
  const query: SearchQuery = {
    ...{ like: liked.map((row) => searcher.corpus.idOf(row)), examples, mode, filter, k },
    ...{ text: text ?? undefined, unlike: disliked.map((row) => searcher.corpus.idOf(row)) },
  };
  const { ranked } = await searcher.rank(query);
  const scores = bruteScores(searcher, question);
  const wanted = best(scores, k);
  const rows = ranked.map(({ row }) => row);
  // Papers of the same score may stand in any order: at each place there must be one that is as good.
  return (
    rows.length === wanted.length &&
    new Set(rows).size === rows.length &&
    rows.every((row, place) => {
      const score = scores.get(row);
      return (
        score !== undefined && Math.abs(score - scores.get(wanted[place])!) < exactnessDefaults.tolerance
      );
    })
  );
}

const someRows = (rows: number, count: number, random: Random) => [...sampleRows(rows, count, random)];

/** One or two parts, wide and narrow, of what the corpus has. */
function randomFilter({ topics }: Searcher, papers: readonly Paper[], random: Random): Filter {
  const one = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  // The values of drawn papers: common ones come more often, and a filter seldom lets nothing through.
  const drawn = Array.from({ length: 3 }, () => one(papers));
  const parts: Filter[] = [];
  const facet = (name: string, values: string[]) => {
    if (values.length > 0) parts.push({ facets: { [name]: values } });
  };
  facet(
    'category',
    drawn.flatMap(({ categories }) => categories),
  );
  facet(
    'keyword',
    drawn.flatMap(({ keywords }) => keywords),
  );
  facet(
    'list',
    [drawn[0]].flatMap(({ lists }) => lists.map(({ list }) => list)),
  );
  if (topics) parts.push({ topic: [one(topics.topics).id, one(topics.topics).id] });
  const years = drawn.flatMap(({ year }) => year ?? []).sort((a, b) => a - b);
  if (years.length > 0)
    parts.push({ year: random() < 0.3 ? { from: years[0] } : { from: years[0], to: years.at(-1) } });
  const chosen = one(parts);
  return random() < 0.7 ? chosen : { ...one(parts), ...chosen };
}

/** What the table calls the share of answers that are exact. */
export const exactnessMeasure = 'filtered answers equal to brute force';

export async function exactnessFigures(measured: MeasuredCorpus): Promise<Figure[]> {
  const exact = await exactAnswers(measured, exactnessDefaults.cases);
  const [set, of] = [measured.set, `${exact.length} questions`];
  return [{ set, of, measure: exactnessMeasure, statistic: meanTimes100(exact) }];
}
