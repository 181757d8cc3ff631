/**
 * Gaps on the sample corpus with the bundled model, printed: half of a group is the library, the other half hidden; counted
 * is how many of the first twenty papers outside the library are of the group. Groups are the saved lists, which owe
 * nothing to our vectors, the coarsest topics, which come from the same graph, and two such topics in one library.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom, sampleRows } from '../../src/random.ts';
import { GapFinder } from '../../src/search/find-gaps.ts';
import { type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { exampleWays } from '../../src/search/search-types.ts';
import { sampleCorpus } from '../sample-corpus.ts';

const counted = 20;
const draws = 4;

let searcher: OpenSearcher;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus());
});
afterAll(() => searcher.close());

function groupsBy(namesOf: (row: number) => readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  for (let row = 0; row < searcher.vectors.rows; row++) {
    for (const name of namesOf(row)) groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length >= 2 * counted);
}

it('find more of what is hidden than the nearest to the mean or to any one', async () => {
  const lists = groupsBy((row) => searcher.corpus.paper(row).lists.map(({ list }) => list));
  const topics = groupsBy((row) => [searcher.topics!.topicOfRow[0][row]].filter((topic) => topic >= 0));
  const pairs = topics.slice(1).map((rows, i) => [...topics[i], ...rows]);
  const ids = searcher.corpus.ids();
  const finder = new GapFinder(searcher);
  const random = createRandom(1);
  const table = [
    '| first 20 of the group, % | libraries | gaps | all | any | learned |',
    '|---|---:|---:|---:|---:|---:|',
  ];
  for (const [name, groups] of Object.entries({ lists, topics, 'two topics': pairs })) {
    const found = { gaps: 0, all: 0, any: 0, learned: 0 };
    for (const group of groups) {
      for (let draw = 0; draw < draws; draw++) {
        const shown = Array.from(sampleRows(group.length, group.length >> 1, random), (i) => group[i]);
        const like = shown.map((row) => ids[row]);
        const right = (rows: number[]) => rows.filter((row) => group.includes(row)).length;
        found.gaps += right(finder.find({ ids: like, k: counted }).hits.map(({ row }) => row));
        for (const examples of exampleWays) {
          const { ranked } = await searcher.rank({ like, examples, k: counted, mode: 'meaning' });
          found[examples] += right(ranked.map(({ row }) => row));
        }
      }
    }
    const libraries = draws * groups.length;
    const percent = Object.values(found).map((count) => ((100 * count) / (counted * libraries)).toFixed(1));
    table.push(`| ${name} | ${libraries} | ${percent.join(' | ')} |`);
    expect(libraries).toBeGreaterThan(4);
    expect(found.gaps).toBeGreaterThan(found.all);
    expect(found.gaps).toBeGreaterThan(found.any);
  }
  console.log(table.join('\n'));
});
