import { describe, expect, it } from 'vitest';
import { snippetOf } from '../../src/search/describe-hits.ts';

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
