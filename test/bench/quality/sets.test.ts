import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/embed/embedder.ts';
import { ExactIndex } from '../../../src/index/exact-index.ts';
import { embedTexts, smallPapers } from '../../search/small-corpus.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { figureOf } from './bootstrap.ts';
import { exampleFigures, nearestOthers, papersSharingKeyword, rowsWithCategory } from './by-example.ts';
import { readHeldOut } from './held-out.ts';
import { judgedFigures, judgedSets, scoreJudgedSet } from './judged-sets.ts';
import { pairFigure, pairSets } from './sentence-pairs.ts';
import { titleFigures } from './titles-to-abstracts.ts';

const asked: { text: string; kind: string }[] = [];
const embedder: Embedder = {
  model: {
    ...{ name: 'by-words', folder: '.', dimensions: 48, maxTokens: 100, pooling: 'mean', queryPrefix: '' },
    ...{ documentPrefix: '', dtype: 'fp32', onnxFile: 'none.onnx', sha256: 'f'.repeat(64) },
  },
  embed: async (texts, kind) => {
    asked.push(...texts.map((text) => ({ text, kind })));
    return embedTexts(texts);
  },
  close: async () => {},
};

function writeSet(folder: string, files: Record<string, unknown[]>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(files))
    writeFileSync(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
  return folder;
}

const heldOut = smallPapers.map(({ title, abstract, categories, keywords }) => ({
  ...{ title, abstract: abstract || title, category: categories[0] ?? '', keywords },
}));

describe('judged sets', () => {
  const folder = temporaryFolder();
  const set = writeSet(join(folder, 'small'), {
    'corpus.jsonl': [
      { id: 'b', title: '', abstract: 'Honeybees dance. They show where pollen is.' },
      { id: 'i', title: 'Glaciers', abstract: 'Ice flows and melts.' },
      { id: 'c', title: 'Chess', abstract: 'Programs search trees of positions.' },
    ],
    'queries.jsonl': [
      { id: '1', text: 'glaciers' },
      { id: '2', text: 'honeybees' },
      { id: 'unjudged', text: 'programs' },
    ],
    'qrels.jsonl': [
      { qid: '1', rel: { i: 1 } },
      { qid: '2', rel: { nowhere: 2 } },
    ],
  });

  it('are those folders that have judgements', () => {
    writeSet(join(folder, 'pairs'), { 'dev.jsonl': [] });
    expect(judgedSets(folder)).toEqual([set]);
    expect(pairSets(folder)).toEqual([join(folder, 'pairs')]);
    expect(judgedSets(join(folder, 'absent'))).toEqual([]);
  });

  it('are scored by question in every way, unjudged questions left out', async () => {
    const scored = await scoreJudgedSet(set, { embedder });
    expect(scored).toEqual({
      set: 'small',
      of: '3 papers, 2 questions',
      byWay: { meaning: [1, 0], words: [1, 0], 'reciprocal rank': [1, 0], fused: [1, 0] },
    });
    expect(judgedFigures([scored]).map(({ measure, statistic }) => [measure, figureOf(statistic)])).toEqual([
      ...['meaning', 'words', 'reciprocal rank', 'fused'].map((way) => [`nDCG@10, ${way}`, 50]),
    ]);
  });

  it('have a mean in which each counts the same', () => {
    const scored = ([[1], [0, 0.5, 0.25]] as const).map((values, i) => ({
      ...{ set: `s${i}`, of: '' },
      byWay: { meaning: [...values], words: [...values], 'reciprocal rank': [...values], fused: [...values] },
    }));
    const figures = judgedFigures(scored);
    expect(figures).toHaveLength(12);
    expect(figures.at(-1)).toMatchObject({ set: 'mean of judged sets', measure: 'nDCG@10, fused' });
    expect(figureOf(figures.at(-1)!.statistic)).toBeCloseTo(62.5, 10);
  });
});

describe('sentence pairs', () => {
  it('are embedded as questions, and cosines set against scores', async () => {
    const pairs = [
      { a: 'honeybees dance', b: 'honeybees dance', score: 5 },
      { a: 'honeybees dance', b: 'honeybees sleep', score: 3 },
      { a: 'honeybees dance', b: 'glaciers melt', score: 0 },
    ];
    asked.length = 0;
    const figure = await pairFigure(writeSet(temporaryFolder(), { 'dev.jsonl': pairs }), { embedder });
    expect(figureOf(figure.statistic)).toBeCloseTo(100, 10);
    expect(figure.of).toBe('3 sentence pairs');
    expect(asked.map(({ kind }) => kind)).toEqual(Array(6).fill('query'));
  });
});

describe('held-out papers', () => {
  it('are none where the folder or its shards are absent', async () => {
    const folder = temporaryFolder();
    expect(await readHeldOut(folder)).toBeNull();
    expect(await readHeldOut(join(folder, 'absent'))).toBeNull();
  });

  it('ask titles as questions among abstracts alone', async () => {
    asked.length = 0;
    const papers = [
      { title: 'Bees', abstract: 'bees', category: '', keywords: [] },
      { title: 'Chess', abstract: 'glaciers', category: '', keywords: [] },
      { title: 'Glaciers', abstract: 'chess', category: '', keywords: [] },
    ];
    const [first, tenth, reciprocal] = await titleFigures(papers, { embedder });
    expect(asked.filter(({ kind }) => kind === 'document').map(({ text }) => text)).toEqual([
      ...['bees', 'glaciers', 'chess'],
    ]);
    // Bees finds itself; the other two find each other first, and themselves at place 2 or 3.
    expect(figureOf(first.statistic)).toBeCloseTo(100 / 3, 10);
    expect(figureOf(tenth.statistic)).toBe(100);
    expect(figureOf(reciprocal.statistic)).toBeGreaterThan(100 * (1 / 3 + 2 / 9) - 1e-9);
    expect(figureOf(reciprocal.statistic)).toBeLessThan(100 * (2 / 3) + 1e-9);
  });

  it('leave out what there are too few papers for, and say so', async () => {
    const { figures, notes } = await exampleFigures(heldOut, { embedder });
    expect(figures).toEqual([]);
    expect(notes).toEqual([
      'No category has enough held-out papers; precision by category is left out.',
      expect.stringMatching(/^Precision by keyword is left out: 21 held-out papers .* at least 100 /),
    ]);
  });

  it('count the nearest of the same category and those that share a keyword', async () => {
    const subjects = ['bees', 'chess', 'glaciers'];
    const many = Array.from({ length: 168 }, (_, row) => subjects[row % 3]).map((subject) => ({
      ...{ title: subject, abstract: subject, category: subject, keywords: [subject] },
    }));
    const { figures, notes } = await exampleFigures(many, { embedder });
    expect(notes).toEqual([]);
    expect(figures.map(({ of }) => of)).toEqual(['168 of 168 papers', '168 of 168 papers']);
    for (const { statistic } of figures) expect(figureOf(statistic)).toBe(100);
    const unrelated = many.map((paper, row) => ({ ...paper, category: row % 2 === 0 ? 'even' : 'odd' }));
    const [byCategory] = (await exampleFigures(unrelated, { embedder })).figures;
    // Of every subject half the rows are even.
    expect(figureOf(byCategory.statistic)).toBeGreaterThan(40);
    expect(figureOf(byCategory.statistic)).toBeLessThan(60);
  });

  it('are near others, never themselves, also among equal ones', () => {
    const { vectors } = embedTexts(['bees', 'bees', 'glaciers', 'bees']);
    const others = nearestOthers(new ExactIndex(vectors), vectors, [3, 2], 2);
    expect(others[0]).toEqual([0, 1]);
    expect(others[1]).toHaveLength(2);
    expect(others[1]).not.toContain(2);
  });

  it('have a category where it has enough papers', () => {
    const papers = ['a', 'b', 'a', '', '', ''].map((category) => ({ category }));
    expect(rowsWithCategory(papers, 2)).toEqual([0, 2]);
    expect(rowsWithCategory(papers, 1)).toEqual([0, 1, 2]);
  });

  it('share keywords whatever their letter case, never with themselves', () => {
    const papers = [['Trust ', 'trust'], ['TRUST', 'ice'], ['ice'], [], [' ']].map((keywords) => ({
      keywords,
    }));
    expect(papersSharingKeyword(papers).map((rows) => [...rows])).toEqual([[1], [0, 2], [1], [], []]);
  });
});
