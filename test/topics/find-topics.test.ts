import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import type { NeighborGraph } from '../../src/tables/neighbor-graph.ts';
import { stopWords } from '../../src/tables/phrase-words.ts';
import type { TopicTree } from '../../src/tables/topic-tree.ts';
import { dot, normalize, type VectorTable, vectorAt } from '../../src/tables/vector-table.ts';
import { findTopics, type TopicText } from '../../src/topics/find-topics.ts';
import { readPhrases } from '../../src/topics/phrases.ts';
import { clusteredVectors, equalVectors, exactGraph } from '../layout/clustered-vectors.ts';

interface Tables {
  graph: NeighborGraph;
  texts: TopicText[];
  vectors: VectorTable;
  layout: Layout;
}

const subjects = [
  'graph kernels',
  'image captioning',
  'federated averaging',
  'speech enhancement',
  'causal discovery',
];

function tablesOf(vectors: VectorTable, clusters: number, k = 10): Tables {
  const random = createRandom(5);
  const { rows } = vectors;
  const points = Float32Array.from(
    { length: rows * 2 },
    (_, i) => (Math.floor(i / 2) % clusters) * 5 + random(),
  );
  const texts = Array.from({ length: rows }, (_, row) => ({
    title: `Notes on ${subjects[row % clusters]} ${row}`,
    abstract: `We study ${subjects[row % clusters]}.`,
    keywords: [],
  }));
  return { graph: exactGraph(vectors, k), texts, vectors, layout: { rows, points } };
}

const find = ({ graph, texts, vectors, layout }: Tables, options = {}) =>
  findTopics(graph, texts, vectors, layout, options);

/** What must hold of every tree. */
function checkTree(tree: TopicTree, { vectors, layout }: Tables): void {
  tree.topics.forEach((topic, i) => {
    expect(topic.id).toBe(i);
    const rows = Array.from({ length: tree.rows }, (_, row) => row).filter(
      (row) => tree.topicOfRow[topic.level][row] === i,
    );
    expect(topic.size).toBe(rows.length);
    if (i > 0) {
      const before = tree.topics[i - 1];
      expect(topic.level - before.level).toBeGreaterThanOrEqual(0);
      if (topic.level === before.level) expect(topic.size).toBeLessThanOrEqual(before.size);
    }
    for (const row of rows) {
      expect(topic.level === 0 ? null : tree.topicOfRow[topic.level - 1][row]).toBe(topic.parent);
    }
    expect(topic.centralRows.length).toBe(Math.min(10, rows.length));
    expect(topic.centralRows.every((row) => rows.includes(row))).toBe(true);
    const mean = new Float32Array(vectors.dimensions).map((_, d) =>
      rows.reduce((sum, row) => sum + vectorAt(vectors, row)[d], 0),
    );
    const nearest = Math.max(...rows.map((row) => dot(vectorAt(vectors, row), mean)));
    expect(dot(vectorAt(vectors, topic.centralRows[0]), mean)).toBeCloseTo(nearest, 3);
    const places = rows.map((row) => [layout.points[2 * row], layout.points[2 * row + 1]].join());
    expect(places).toContain([topic.xData, topic.yData].join());
    const siblings = tree.topics.filter((other) => other.parent === topic.parent && other !== topic);
    expect(siblings.map(({ name }) => name)).not.toContain(topic.name);
  });
}

describe('findTopics', () => {
  it('finds the clusters, names them by their subject and nests what it parts', () => {
    const tables = tablesOf(clusteredVectors(200, 5, { spread: 0.4 }), 5);
    const tree = find(tables, { finestSize: 40 });
    checkTree(tree, tables);
    const coarse = tree.topics.filter(({ level }) => level === 0);
    expect(coarse.map(({ name }) => name).sort()).toEqual([...subjects].sort());
    expect(coarse.map(({ size }) => size)).toEqual([40, 40, 40, 40, 40]);
  });

  it('holds together for any corpus, and is the same the second time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(100),
        (rows, clusters, seed) => {
          const tables = tablesOf(
            clusteredVectors(rows, clusters, { spread: 0.8, seed, dimensions: 8 }),
            clusters,
            6,
          );
          const tree = find(tables, { finestSize: 8, minSize: 3 });
          checkTree(tree, tables);
          expect(tree.topicOfRow.length).toBeGreaterThan(0);
          expect(JSON.stringify(find(tables, { finestSize: 8, minSize: 3 }))).toBe(JSON.stringify(tree));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves papers of corpora too small for topics without one', () => {
    for (const rows of [0, 1, 2, 4]) {
      const tree = find(tablesOf(clusteredVectors(rows, 1), 1));
      expect(tree).toEqual({ rows, topics: [], topicOfRow: [new Int32Array(rows).fill(-1)] });
    }
    expect(find(tablesOf(clusteredVectors(10, 1), 1)).topics.length).toBeLessThanOrEqual(1);
  });

  it('takes rows that are all the same, and texts without words', () => {
    const tables = tablesOf(equalVectors(40), 1);
    checkTree(find(tables), tables);
    const wordless = {
      ...tables,
      texts: tables.texts.map(() => ({ title: '?', abstract: '', keywords: [] })),
    };
    for (const topic of find(wordless).topics) expect(topic.name).toMatch(/^\?/);
  });

  it('has a third level from 3,000 papers on', () => {
    const tables = tablesOf(clusteredVectors(3000, 5, { spread: 1.2, dimensions: 6 }), 5, 8);
    const tree = find(tables);
    expect(tree.topicOfRow.length).toBe(3);
    checkTree({ ...tree, topics: tree.topics.slice(0, 20) }, tables);
  });

  it('refuses tables of different rows and options out of range', () => {
    const tables = tablesOf(clusteredVectors(10, 2), 2);
    expect(() => find({ ...tables, texts: tables.texts.slice(1) })).toThrowError(
      expect.objectContaining({
        code: 'bad-shape',
        message: 'A list of texts has 9 rows where 10 is expected.',
      }),
    );
    expect(() => find(tables, { minTie: 2 })).toThrowError(
      expect.objectContaining({
        code: 'bad-option',
        message: 'minTie is 2. Expected: a number from 0 to 1.',
      }),
    );
    for (const wrong of [{ finestSize: 1 }, { minSize: 1 }, { seed: 0.5 }]) {
      expect(() => find(tables, wrong)).toThrowError(expect.objectContaining({ code: 'bad-option' }));
    }
  });
});

describe('topics of the sample', () => {
  const texts: TopicText[] = readFileSync(new URL('../../data/papers.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const vectors = wordVectors(texts);
  const rows = texts.length;
  const tables: Tables = {
    graph: exactGraph(vectors, 20),
    texts,
    vectors,
    layout: { rows, points: Float32Array.from({ length: rows * 2 }, (_, i) => Math.sin(i)) },
  };
  const tree = find(tables);

  it('are 6 to 14 coarse ones with finer ones beneath, and few papers belong nowhere', () => {
    checkTree(tree, tables);
    const coarse = tree.topics.filter(({ level }) => level === 0);
    expect(coarse.length).toBeGreaterThanOrEqual(6);
    expect(coarse.length).toBeLessThanOrEqual(14);
    expect(tree.topics.length).toBeGreaterThan(coarse.length * 2);
    expect(tree.topicOfRow[0].filter((topic) => topic < 0).length).toBeLessThan(rows / 6);
  });

  it("have short names of the papers' own words, free of stop words", () => {
    for (const { name, phrases } of tree.topics) {
      expect(name.length).toBeLessThanOrEqual(45);
      expect(phrases.length).toBeGreaterThan(0);
      for (const phrase of name.split(', ')) {
        expect(stopWords.has(phrase.split(' ')[0].toLowerCase())).toBe(false);
        const written = texts.some((text) => {
          return [text.title, text.abstract, ...text.keywords].some((field) =>
            field.toLowerCase().includes(phrase.toLowerCase()),
          );
        });
        expect(written).toBe(true);
      }
    }
  });
});

/** TF-IDF of the phrases, folded into 256 dimensions by seeded signs: no model needed, neighbours good enough. */
function wordVectors(texts: readonly TopicText[]): VectorTable {
  const table = readPhrases(texts);
  const dimensions = 256;
  const random = createRandom(11);
  const papers = new Int32Array(table.phrases.length);
  for (const id of table.ids) papers[id]++;
  const directions = table.phrases.map(() => Float32Array.from({ length: dimensions }, () => random() - 0.5));
  const data = new Float32Array(texts.length * dimensions);
  for (let row = 0; row < texts.length; row++) {
    const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = table.starts[row]; i < table.starts[row + 1]; i++) {
      const weight = Math.sqrt(table.weights[i]) * Math.log(texts.length / papers[table.ids[i]]);
      directions[table.ids[i]].forEach((value, d) => {
        vector[d] += weight * value;
      });
    }
    normalize(vector);
  }
  return { rows: texts.length, dimensions, data };
}
