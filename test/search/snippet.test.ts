import { describe, expect, it } from 'vitest';
import { wordFinder } from '../../src/search/matched-words.ts';
import { snippetOf, snippetWithWords } from '../../src/search/snippet.ts';

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

describe('snippetWithWords', () => {
  const filler = 'Nothing of interest is said in this sentence here. ';
  const snippet = (abstract: string, ...terms: string[]) =>
    snippetWithWords(abstract, wordFinder({ terms, phrases: [] })(abstract));

  it('begins at the sentence with most of the words', () => {
    const abstract = `${filler.repeat(5)}Bees dance. ${filler.repeat(4)}Dancing bees gather pollen. ${filler.repeat(9)}`;
    const shown = snippet(abstract, 'dance', 'bees', 'pollen');
    expect(shown).toMatch(/^…Dancing bees gather pollen\. Nothing .*…$/);
    expect(shown.length).toBeLessThanOrEqual(300);
  });

  it('stays the head where nothing shows more, and where all of the abstract is shown', () => {
    const abstract = `Bees dance. ${filler.repeat(9)}Bees dance again.`;
    expect(snippet(abstract, 'dance', 'bees')).toBe(snippetOf(abstract));
    expect(snippet(abstract, 'glacier')).toBe(snippetOf(abstract));
    expect(snippet(`${filler}${filler}Bees.`, 'bees')).toBe(`${filler}${filler}Bees.`);
  });
});
