/** What the tests of search and server share: 24 papers on three subjects, in our own words, with an embedder by words. */
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { EmbeddedTexts } from '../../src/embed/embedder.ts';
import { ExactIndex } from '../../src/index/exact-index.ts';
import { createRandom } from '../../src/random.ts';
import { type QuestionEmbedder, Searcher } from '../../src/search/searcher.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Figures } from '../../src/tables/figures.ts';
import type { Layout } from '../../src/tables/layout-table.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import type { TopicTree } from '../../src/tables/topic-tree.ts';
import { normalize } from '../../src/tables/vector-table.ts';
import { paperOf } from '../paper-of.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const subjects = {
  bees: ['Honeybee colonies', 'pollen, nectar and the dances of foraging bees around their hive'],
  ice: ['Glacier ice', 'the flow and melting of glaciers, crevasses and snow in a warmer climate'],
  chess: ['Chess engines', 'search trees, evaluation of positions and endgame tables of chess programs'],
};
type Subject = keyof typeof subjects;

const aspects = [
  'measured with cheap sensors',
  'in the north',
  'a survey of methods',
  'from old photographs',
  'simulated on small computers',
  'a critical reply',
  'and what children make of them',
];

/** An id as DOIs are made, and one as old arXiv numbers are: with what must be encoded in a URL. */
export const oddIds = ['10.1000/a?b#c', 'cs/0112017', '100% of.it'];

/** Rows 0–6 bees, 7–13 ice, 14–20 chess, then three with odd ids, of which the last has no abstract. */
export const smallPapers: Paper[] = [
  ...(Object.entries(subjects) as [Subject, string[]][]).flatMap(([subject, [title, about]]) =>
    aspects.map((aspect, i) =>
      paperOf({
        id: `${subject}-${i}`,
        title: `${title} ${aspect}`,
        abstract: `We study ${about}, ${aspect}. The ${aspects[(i + 1) % aspects.length]} come last. `.repeat(
          1 + (i % 3),
        ),
        authors: [`Author ${subject}`, 'Zoë Müller'],
        year: i === 6 ? null : 2015 + i,
        venue: i % 2 === 0 ? 'Journal of Small Things' : 'Workshop',
        categories: [subject, i % 2 === 0 ? 'even' : 'odd'],
        keywords: [title.split(' ')[0].toLowerCase()],
        lists: [{ list: i < 3 ? 'first page' : 'second page', rank: i + 1 }],
        facets: { 'cited by': [String(i * i)] },
      }),
    ),
  ),
  paperOf({
    id: oddIds[0],
    title: '"Why should I trust you?" -explaining bees to chess players',
    abstract: 'Trust between species.',
  }),
  paperOf({ id: oddIds[1], title: 'You and I', abstract: 'On pronouns, and on nothing else at all.' }),
  paperOf({ id: oddIds[2], title: 'Naïve Bayes, COVID-19 & k-means: <b>state-of-the-art</b>?' }),
];

const dimensions = 48;

/** Sums a fixed direction for each word: texts that share words are near. Stands in for the model. */
export function vectorOf(text: string): Float32Array {
  const sum = new Float32Array(dimensions);
  sum[0] = 0.1;
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    let seed = 7;
    for (const character of word.slice(0, 5)) seed = Math.imul(seed, 31) + character.codePointAt(0)!;
    const random = createRandom(seed);
    for (let i = 0; i < dimensions; i++) sum[i] += random() - 0.5;
  }
  return normalize(sum);
}

export const embedTexts = (texts: readonly string[]): EmbeddedTexts => {
  const data = new Float32Array(texts.length * dimensions);
  texts.forEach((text, i) => {
    data.set(vectorOf(text), i * dimensions);
  });
  return { vectors: { rows: texts.length, dimensions, data }, cut: new Uint8Array(texts.length) };
};

/** Keeps what it was asked. */
export class FakeEmbedder implements QuestionEmbedder {
  readonly asked: string[] = [];

  async embed(texts: readonly string[]): Promise<EmbeddedTexts> {
    this.asked.push(...texts);
    return embedTexts(texts);
  }
}

/** Two levels: 0 insects and ice, 1 games; below them 2 bees, 3 ice, 4 chess. The odd ones belong nowhere. */
export function smallTopics(): TopicTree {
  const subjectOf = (row: number) => (row < 21 ? Math.floor(row / 7) : -1);
  const rows = smallPapers.length;
  const topic = (
    id: number,
    level: number,
    parent: number | null,
    name: string,
    first: number,
    size: number,
  ) => ({
    ...{
      id,
      level,
      parent,
      name,
      phrases: [name],
      size,
      centralRows: [first, first + 1],
      xData: id,
      yData: -id,
    },
  });
  return {
    rows,
    topics: [
      topic(0, 0, null, 'nature', 0, 14),
      topic(1, 0, null, 'games', 14, 7),
      topic(2, 1, 0, 'bees', 0, 7),
      topic(3, 1, 0, 'ice', 7, 7),
      topic(4, 1, 1, 'chess', 14, 7),
    ],
    topicOfRow: [
      Int32Array.from({ length: rows }, (_, row) => [-1, 0, 0, 1][subjectOf(row) + 1]),
      Int32Array.from({ length: rows }, (_, row) => (subjectOf(row) < 0 ? -1 : subjectOf(row) + 2)),
    ],
  };
}

export const smallFigures: Figures = {
  ...{ indexKind: 'exact', indexNote: 'exact, for a test', recallAt10: 1, trustworthinessAt15: 0.9 },
  ...{ continuityAt15: null, textsCut: 0, papersWithoutAbstract: 1, papersWithoutTopic: 3 },
  ...{ seconds: { embed: 1.5 }, seed: 1, builtAt: '2024-01-01T00:00:00.000Z' },
};

/** A corpus on disk with everything that a build leaves, open for writing. */
export function smallCorpus(papers: readonly Paper[] = smallPapers): Corpus {
  const corpus = Corpus.create(join(temporaryFolder(), 'small'), {
    model: { name: 'by-words', dimensions, maxTokens: 100, sha256: 'f'.repeat(64) },
    seed: 1,
    createdAt: '2024-01-01T00:00:00.000Z',
  });
  corpus.addPapers(papers);
  const { vectors, cut } = embedTexts(papers.map(paperText));
  corpus.saveVectors(Int32Array.from(papers.keys()), vectors, cut);
  corpus.saveLayout(smallLayout(papers.length));
  if (papers === smallPapers) corpus.saveTopics(smallTopics());
  corpus.saveFigures(smallFigures);
  return corpus;
}

export function smallLayout(rows: number): Layout {
  return { rows, points: Float32Array.from({ length: 2 * rows }, (_, i) => Math.sin(i)) };
}

export function searcherOf(corpus: Corpus, embedder: QuestionEmbedder | null = new FakeEmbedder()): Searcher {
  const vectors = corpus.vectors();
  const layout = corpus.layout()!;
  return new Searcher({
    corpus,
    embedder,
    index: new ExactIndex(vectors),
    vectors,
    topics: corpus.topics(),
    layout,
    groups: corpus.duplicates(),
  });
}

/** A small corpus to be asked, open until the tests of the file or group have ended. */
export function smallSearcher(): { corpus: Corpus; searcher: Searcher } {
  const corpus = smallCorpus();
  afterAll(() => corpus.close());
  return { corpus, searcher: searcherOf(corpus) };
}
