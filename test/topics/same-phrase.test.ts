import { describe, expect, it } from 'vitest';
import type { Phrase } from '../../src/topics/phrases.ts';
import { saysTheSame } from '../../src/topics/same-phrase.ts';
import { wordsOf } from '../../src/topics/word-forms.ts';

const phrase = (shown: string): Phrase => ({
  shown,
  words: wordsOf(shown),
  length: shown.split(' ').length,
  weak: false,
});

describe('saysTheSame', () => {
  it.each([
    ['pruning', 'network pruning'],
    ['merging models', 'model merging'],
    ['equivariant networks', 'network equivariance'],
    ['propagation', 'backpropagation'],
    ['LoRA', 'low-rank adaptation'],
    ['GNNs', 'graph neural networks'],
    ['distilling', 'knowledge distillation'],
  ])('holds for "%s" and "%s"', (a, b) => {
    expect(saysTheSame(phrase(a), phrase(b))).toBe(true);
    expect(saysTheSame(phrase(b), phrase(a))).toBe(true);
  });

  it.each([
    ['network pruning', 'structured pruning'],
    ['image classification', 'image generation'],
    ['gan', 'graph attention networks'],
    ['vision transformers', 'transfer learning'],
  ])('does not hold for "%s" and "%s"', (a, b) => {
    expect(saysTheSame(phrase(a), phrase(b))).toBe(false);
  });
});
