import { describe, expect, it } from 'vitest';
import { finestTopic, snippetOf } from '../../src/search/describe-hits.ts';
import { smallTopics } from './small-corpus.ts';

describe('snippetOf', () => {
  it('is the abstract where it is short', () => {
    expect(snippetOf('Short.')).toBe('Short.');
    expect(snippetOf('')).toBe('');
  });

  it('ends after a whole word within 300 characters', () => {
    const snippet = snippetOf('seven letters '.repeat(40));
    expect(snippet.length).toBeLessThanOrEqual(300);
    expect(snippet).toMatch(/(seven|letters)…$/);
  });

  it('does not halve a character where there is no space', () => {
    for (const text of ['x'.repeat(298), 'x'.repeat(297)].map((head) => head + '𝔸'.repeat(20))) {
      expect(snippetOf(text).length).toBeLessThanOrEqual(300);
      expect(snippetOf(text)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    }
  });
});

describe('finestTopic', () => {
  it('is the topic of the deepest level that has one', () => {
    const topics = smallTopics();
    expect(finestTopic(topics, 0)).toBe(2);
    topics.topicOfRow[1][0] = -1;
    expect(finestTopic(topics, 0)).toBe(0);
  });

  it('is null for a row that belongs nowhere, that came later, or without topics', () => {
    expect(finestTopic(smallTopics(), 22)).toBeNull();
    expect(finestTopic(smallTopics(), 1000)).toBeNull();
    expect(finestTopic(null, 0)).toBeNull();
  });
});
