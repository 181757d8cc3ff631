import { describe, expect, it } from 'vitest';
import { questionsFor, readQuestions, storeQuestions, withQuestion } from '../../web/question-history.ts';

describe('earlier questions', () => {
  it('are kept newest first, each once, at most 50, and no pasted abstract', () => {
    expect(withQuestion(['ice', 'bees'], ' bees  ')).toEqual(['bees', 'ice']);
    expect(withQuestion(['ice'], '  ')).toEqual(['ice']);
    expect(withQuestion(['ice'], 'x'.repeat(301))).toEqual(['ice']);
    const many = Array.from({ length: 50 }, (_, i) => `q${i}`);
    expect(withQuestion(many, 'new')).toEqual(['new', ...many.slice(0, 49)]);
  });

  it('come back as they were stored, and as none where something else is stored', () => {
    let stored: string | null = null;
    storeQuestions(['a', 'b'], (_, value) => {
      stored = value;
    });
    expect(readQuestions(() => stored)).toEqual(['a', 'b']);
    const tooMany = JSON.stringify(Array.from({ length: 51 }, (_, i) => `q${i}`));
    for (const rubbish of [null, '{', '{}', '[1]', '[""]', 'null', tooMany])
      expect(readQuestions(() => rubbish)).toEqual([]);
    expect(readQuestions(() => '["a","a"]')).toEqual(['a']);
  });

  it('are offered where they begin with what is typed, or a word of them does', () => {
    const all = ['glacier ice', 'ice', 'bees on ice', 'Icebergs', 'nice bees'];
    expect(questionsFor(all, 'ICE', 9)).toEqual(['glacier ice', 'bees on ice', 'Icebergs']);
    expect(questionsFor(all, '', 2)).toEqual(['glacier ice', 'ice']);
  });
});
