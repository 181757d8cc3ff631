/** What a list shows of an abstract: its head, or where the question's words stand. */
import type { WordMatch } from './matched-words.ts';

/**
 * Where a sentence begins, roughly: `sentencesOf` knows abbreviations, but for thirty hits its segmenter takes longer than
 * the whole search, and a snippet may begin after "et al." without harm.
 */
const sentenceStart = /(?<=[.!?]["”’)\]]*\s+)(?=[\p{Lu}\p{N}])/gu;

export const snippetDefaults = {
  /** Characters, at most: three lines of a result list. */
  length: 300,
  /** Characters that a narrow list shows of these, the first: words there count twice. */
  seenFirst: 120,
};

/** The head of an abstract, cut at the end of a word, where there is one. */
export function snippetOf(abstract: string, length = snippetDefaults.length): string {
  if (abstract.length <= length) return abstract;
  const head = abstract.slice(0, length - 1);
  const lastSpace = head.lastIndexOf(' ');
  // Without a space (Chinese, a formula): between characters, not inside a surrogate pair.
  const cut = lastSpace > length / 2 ? head.slice(0, lastSpace) : head.replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}

/**
 * An abstract from the sentence on that shows most of the question's different words; of equals the first, so the head
 * where nothing is better. At most `length` characters, with "…" where something is left out.
 *
 * @param matches where the abstract has words of the question.
 */
export function snippetWithWords(
  abstract: string,
  matches: readonly WordMatch[],
  options: Partial<typeof snippetDefaults> = {},
): string {
  const { length, seenFirst } = { ...snippetDefaults, ...options };
  if (abstract.length <= length || matches.length === 0) return snippetOf(abstract, length);
  const starts = [0, ...Array.from(abstract.matchAll(sentenceStart), ({ index }) => index)];
  let from = 0;
  let most = 0;
  starts.forEach((start, i) => {
    // A sentence without any of them would only stand before the one that matters.
    if (i > 0 && differentWords(matches, start, starts[i + 1] ?? abstract.length) === 0) return;
    const shown =
      differentWords(matches, start, start + length) + differentWords(matches, start, start + seenFirst);
    if (shown <= most) return;
    most = shown;
    from = start;
  });
  return from === 0 ? snippetOf(abstract, length) : `…${snippetOf(abstract.slice(from), length - 1)}`;
}

function differentWords(matches: readonly WordMatch[], from: number, to: number): number {
  const within = matches.filter(({ start, end }) => start >= from && end <= to);
  return new Set(within.flatMap(({ forms }) => forms)).size;
}
