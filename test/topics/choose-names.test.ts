import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseNames, maxNameLength, type NameableTopic } from '../../src/topics/choose-names.ts';
import { readPhrases, type TopicText } from '../../src/topics/phrases.ts';

const paper = (title: string, keywords: string[] = []): TopicText => ({ title, abstract: '', keywords });
const topic = (rows: number[], parent: number | null = null, centralTitle = 'Untitled'): NameableTopic => ({
  level: parent === null ? 0 : 1,
  parent,
  rows: Int32Array.from(rows),
  centralTitle,
});

const texts = [
  ...Array.from({ length: 4 }, (_, i) =>
    paper(`Deep work ${i}`, ['graph neural networks', 'node classification']),
  ),
  ...Array.from({ length: 4 }, (_, i) =>
    paper(`Deep work ${i}`, ['graph neural networks', 'molecular property prediction']),
  ),
  ...Array.from({ length: 4 }, (_, i) =>
    paper(`Deep study ${i}`, ['federated learning', 'data heterogeneity']),
  ),
];

describe('chooseNames', () => {
  it('names topics by what distinguishes them, and children by what sets them off', () => {
    const topics = [
      topic([0, 1, 2, 3, 4, 5, 6, 7]),
      topic([8, 9, 10, 11]),
      topic([0, 1, 2, 3], 0),
      topic([4, 5, 6, 7], 0),
    ];
    expect(chooseNames(topics, readPhrases(texts)).map(({ name }) => name)).toEqual([
      'graph neural networks',
      'federated learning, data heterogeneity',
      'node classification',
      'molecular property prediction',
    ]);
  });

  it('falls back to the head of a central title, cut at a word', () => {
    const plain = Array.from({ length: 4 }, (_, i) => paper(`Unlike ${i}`));
    const long = 'On the uses of very long titles in papers that nobody reads to the end';
    const names = chooseNames(
      [topic([0, 1], null, long), topic([2, 3], null, long), topic([0, 1], 0, long)],
      readPhrases(plain),
    );
    expect(names.map(({ name }) => name)).toEqual([
      'On the uses of very long titles in papers…',
      'On the uses of very long titles in papers… (2)',
      'On the uses of very long titles in papers… (2)',
    ]);
    expect(names[0].phrases).toEqual([]);
  });

  it('never gives siblings one name, nor a child that of its parent, nor a name too long', () => {
    const words = [
      'pruning',
      'networks',
      'sparse',
      'graph',
      'kernel',
      'GAN',
      'learning',
      'image',
      'of',
      'novel',
    ];
    const title = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        fc.array(title, { minLength: 12, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (titles, parts) => {
          const all = titles.map((_, row) => row);
          const coarse = Array.from({ length: parts }, (_, i) =>
            topic(
              all.filter((row) => row % parts === i),
              null,
              titles[i],
            ),
          );
          const fine = coarse.flatMap((parent, p) =>
            [0, 1].map((half) =>
              topic(
                [...parent.rows].filter((_, i) => i % 2 === half),
                p,
                titles[p],
              ),
            ),
          );
          const topics = [...coarse, ...fine].filter(({ rows }) => rows.length > 0);
          const names = chooseNames(topics, readPhrases(titles.map((text) => paper(text))));
          topics.forEach((a, i) => {
            expect(names[i].name.length).toBeGreaterThan(0);
            expect(names[i].name.replace(/ \(\d+\)$/, '').length).toBeLessThanOrEqual(maxNameLength);
            if (a.parent !== null) expect(names[i].name).not.toBe(names[a.parent].name);
            topics.forEach((b, j) => {
              if (i < j && a.parent === b.parent) expect(names[i].name).not.toBe(names[j].name);
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
