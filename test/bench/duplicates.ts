/**
 * How well duplicates and versions are found: papers of a file, beside them made-up versions of some, and how many of these
 * come into the group of their paper; and which papers of the file are joined with one another, to be read.
 *
 *   npx tsx test/bench/duplicates.ts papers.jsonl [versions]
 *
 * The file's papers should be different ones: what is joined of them counts as false, also where it is a version.
 */
import { findDuplicates } from '../../src/duplicates/find-duplicates.ts';
import { embedAll } from '../../src/embed/embed-all.ts';
import { openEmbedder } from '../../src/embed/embedder.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { findNeighbors } from '../../src/index/neighbor-graph.ts';
import { readPapers } from '../../src/papers/read-papers.ts';
import { createRandom, sampleRows } from '../../src/random.ts';
import { groupMembers } from '../../src/tables/duplicate-groups.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { machineLine } from './machine.ts';

const [file, versions = '500'] = process.argv.slice(2);

const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+/);

/** Two letters of the longest word swapped. */
function misspelt(title: string): string {
  const longest = title.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a));
  const middle = longest.length >> 1;
  const swapped =
    longest.slice(0, middle) + longest[middle + 1] + longest[middle] + longest.slice(middle + 2);
  return title.replace(longest, swapped);
}

const withAbstract = (paper: Paper, change: (sentences: string[]) => string[]): Paper => ({
  ...paper,
  abstract: change(sentencesOf(paper.abstract)).join(' '),
});

/** What happens to papers between two places. */
const made: Record<string, (paper: Paper) => Paper> = {
  'typing error in the title': (paper) => ({ ...paper, title: misspelt(paper.title) }),
  'subtitle added': (paper) => ({ ...paper, title: `${paper.title}: a study` }),
  'typing error, abstract cut to its first half': (paper) =>
    withAbstract({ ...paper, title: misspelt(paper.title) }, (all) =>
      all.slice(0, Math.ceil(all.length / 2)),
    ),
  'abstract cut to its first two sentences': (paper) => withAbstract(paper, (all) => all.slice(0, 2)),
  'abstract begun otherwise, a third of it new': (paper) =>
    withAbstract(paper, (all) => [
      'This is the extended version of a talk given by us.',
      ...all.slice(Math.ceil(all.length / 3)),
    ]),
};

const papers: Paper[] = [];
for await (const entry of readPapers([file])) if ('paper' in entry) papers.push(entry.paper);
const originals = papers.length;
const expected: { kind: string; row: number; of: number }[] = [];
const random = createRandom(1);
for (const [kind, change] of Object.entries(made)) {
  for (const of of sampleRows(originals, Number(versions), random)) {
    expected.push({ kind, row: papers.length, of });
    // By its text alone: neither numbers nor authors help.
    papers.push({ ...change(papers[of]), id: `version-${papers.length}`, doi: '', url: '', authors: [] });
  }
}

const embedder = await openEmbedder(await resolveModel(defaultModel, {}), { processes: 0 });
const vectors: VectorTable = {
  rows: papers.length,
  dimensions: embedder.model.dimensions,
  data: new Float32Array(papers.length * embedder.model.dimensions),
};
await embedAll(embedder, papers.map(paperText), {
  onBatch: (positions, batch) => {
    for (const [i, row] of positions.entries())
      vectors.data.set(vectorAt(batch.vectors, i), row * vectors.dimensions);
  },
});
await embedder.close();
const graph = await findNeighbors(new ExactIndex(vectors), vectors, 20);
const startedMs = performance.now();
const groups = findDuplicates(papers, graph);
const tookMs = performance.now() - startedMs;

console.log(machineLine());
for (const kind of Object.keys(made)) {
  const some = expected.filter((version) => version.kind === kind);
  const found = some.filter(({ row, of }) => groups.representative[row] === groups.representative[of]);
  console.log(`${kind}: ${found.length} of ${some.length} found`);
}
const isFalse = [...groupMembers(groups).values()]
  .map((members) => members.filter((row) => row < originals))
  .filter((members) => members.length > 1);
const strays = expected.filter(({ row, of }) =>
  [...groupMembers(groups).values()].some(
    (members) => members.includes(row) && members.some((other) => other < originals && other !== of),
  ),
);
console.log(
  `joined among ${originals} different papers: ${isFalse.length} groups; versions with another's paper: ${strays.length}`,
);
for (const members of isFalse) console.log(members.map((row) => papers[row].title).join(' | '));
console.log(`${papers.length} papers grouped in ${tookMs.toFixed(0)} ms`);
