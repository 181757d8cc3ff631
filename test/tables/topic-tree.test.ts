import { describe, expect, it } from 'vitest';
import { countWithoutTopic, topicsOf } from '../../src/tables/topic-tree.ts';
import { smallPapers, smallTopics } from '../search/small-corpus.ts';

describe('topicsOf', () => {
  it('gives the topics of a row, coarsest first, and passes over levels at which it has none', () => {
    const tree = smallTopics();
    expect(topicsOf(tree, 0)).toEqual([0, 2]);
    tree.topicOfRow[1][0] = -1;
    expect(topicsOf(tree, 0)).toEqual([0]);
  });

  it('gives none for a row that belongs nowhere or came later, and without a tree', () => {
    expect(topicsOf(smallTopics(), 22)).toEqual([]);
    expect(topicsOf(smallTopics(), 1000)).toEqual([]);
    expect(topicsOf(null, 0)).toEqual([]);
  });
});

describe('countWithoutTopic', () => {
  it('counts the rows without a topic at level 0: without a tree all', () => {
    expect(countWithoutTopic(smallTopics(), smallPapers.length)).toBe(3);
    expect(countWithoutTopic(null, 5)).toBe(5);
    expect(countWithoutTopic({ rows: 5, topics: [], topicOfRow: [] }, 5)).toBe(5);
  });
});
