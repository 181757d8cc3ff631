import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, mostOften, WordCases, wordsOf } from '../../src/topics/word-forms.ts';

describe('keyOf', () => {
  it.each([
    ['graph neural networks', 'Graph Neural Network'],
    ['pre-training', 'pretraining'],
    ['mixture-of-experts', 'mixture of experts'],
    ['optimisation', 'optimization'],
    ['tumours', 'tumor'],
    ['modelling', 'modeling'],
    ['biases', 'bias'],
    ['processes', 'process'],
    ['Schrödinger bridge', 'schrodinger bridges'],
  ])('is the same for "%s" and "%s"', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
  });

  it.each([
    ['loss', 'los'],
    ['bias', 'bia'],
    ['basis', 'basi'],
  ])('does not take "%s" for a plural', (word, cut) => {
    expect(keyOf(word)).not.toBe(cut);
  });

  it('is the keys of its words joined, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(wordsOf(text).join('')).toBe(keyOf(text));
      }),
    );
  });
});

describe('WordCases', () => {
  it('shows a word as sentences write it most often', () => {
    const cases = new WordCases();
    for (const word of ['Bayesian', 'Bayesian', 'networks', 'networks', 'Networks', 'ImageNet'])
      cases.add(word, true);
    expect(cases.shown('bayesian networks imagenet')).toBe('Bayesian networks ImageNet');
  });

  it('takes a capital where any word has one for nothing, but learns from capitals inside', () => {
    const cases = new WordCases();
    for (const word of ['Learning', 'GANs', 'Memory-Efficient']) cases.add(word, false);
    expect(cases.shown('learning gans memory-efficient 3d')).toBe('learning GANs memory-efficient 3d');
    cases.add('3D', true);
    expect(cases.shown('3d')).toBe('3D');
  });

  it('prefers fewer capitals, then the alphabet, among forms as frequent', () => {
    expect(
      mostOften(
        new Map([
          ['LLMs', 2],
          ['llms', 2],
          ['LLMS', 1],
        ]),
      ),
    ).toBe('llms');
    expect(
      mostOften(
        new Map([
          ['b', 1],
          ['a', 1],
        ]),
      ),
    ).toBe('a');
    expect(mostOften(undefined)).toBeNull();
  });
});
