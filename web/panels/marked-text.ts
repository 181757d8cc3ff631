/** A text with the words of the question marked in it, and around them, where there is one, the nearest sentence. */
import type { TextSpan } from '../../src/server/api-types.ts';
import { element } from '../element.ts';

/** @param spans places in the text, in their order, without overlap. */
export function markedWords(text: string, spans: readonly TextSpan[]): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const span of spans) {
    pieces.push(text.slice(end, span.start));
    pieces.push(element('mark', { class: 'word', text: text.slice(span.start, span.end) }));
    end = span.end;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== '');
}

/** A word that reaches over the end of the sentence is marked in two pieces. */
export function markedSentence(
  text: string,
  sentence: TextSpan,
  words: readonly TextSpan[],
): (Node | string)[] {
  const { start, end } = sentence;
  const piece = (from: number, to: number) =>
    markedWords(
      text.slice(from, to),
      words
        .map((word) => ({ start: Math.max(word.start, from) - from, end: Math.min(word.end, to) - from }))
        .filter((word) => word.start < word.end),
    );
  const marked = element(
    'mark',
    { class: 'nearest', title: 'The sentence nearest to your question' },
    ...piece(start, end),
  );
  return [...piece(0, start), marked, ...piece(end, text.length)];
}
