import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceDefaults, sentencesOf } from '../../src/search/sentences.ts';

const textsOf = (text: string, options = {}) =>
  sentencesOf(text, options).map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  it('parts a text at the ends of its sentences, without the space between', () => {
    const sentences = [
      'Bees dance around their hives.',
      'Do glaciers melt faster now?',
      'We measured both of them!',
    ];
    expect(textsOf(`  ${sentences.join('  ')}\n`)).toEqual(sentences);
  });

  it('is whole for one sentence, also without a full stop, and nothing for a blank text', () => {
    expect(textsOf('A survey of everything')).toEqual(['A survey of everything']);
    expect(textsOf('Short.')).toEqual(['Short.']);
    for (const blank of ['', ' ', ' \n\t ']) expect(sentencesOf(blank)).toEqual([]);
  });

  it('does not end at an abbreviation, whatever follows', () => {
    for (const text of [
      'We follow Smith et al. (Nature 2019) in all that matters here.',
      'Large models, e.g. BERT and its many children, are compared.',
      'It holds for small ones (i.e. ResNet-18) without any training.',
      'As Fig. 3A and Eq. (B) show, the loss falls with the data.',
      'A critique of the method of J. Smith and of the U.S. Census.',
      'We compare CNNs vs. Transformers on the benchmark of Prof. Miller.',
    ]) {
      expect(textsOf(text)).toEqual([text]);
    }
  });

  it('does end after words that only look like abbreviations', () => {
    const sentences = ['It answers within only 20 ms.', 'The value is called x.', 'The short answer is no.'];
    expect(textsOf([...sentences, 'We explain it below.'].join(' '))).toEqual([
      ...sentences,
      'We explain it below.',
    ]);
  });

  it('does not end at a number or a line break', () => {
    const text = 'The accuracy rises by 0.5 points\nTo a value of 97.3 on the whole.';
    expect(textsOf(text)).toEqual([text]);
  });

  it('joins what is too short to the sentence after it, at the end to the one before', () => {
    expect(textsOf('RESULTS. The colonies grew by a third. It works. So let it be.')).toEqual([
      'RESULTS. The colonies grew by a third.',
      'It works. So let it be.',
    ]);
    expect(textsOf('The colonies grew by a third. It works.')).toEqual([
      'The colonies grew by a third. It works.',
    ]);
  });

  it('parts scripts without spaces', () => {
    const sentences = [
      '蜜蜂が巣のまわりで踊ることを私たちは詳しく調べました。',
      '氷河はより暖かい気候の中で速く溶けて流れます。',
    ];
    expect(textsOf(sentences.join(''))).toEqual(sentences);
  });

  it('gives no more than the most that is asked for, the first', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `This is the sentence number ${i}.`).join(' ');
    expect(textsOf(text)).toHaveLength(sentenceDefaults.atMost);
    expect(textsOf(text, { atMost: 2 })).toEqual([
      'This is the sentence number 0.',
      'This is the sentence number 1.',
    ]);
  });

  it('looks at no more than the first characters of a text, and halves none', () => {
    for (const text of [
      '𝔸'.repeat(200_000),
      `x${'𝔸'.repeat(200_000)}`,
      'A. '.repeat(200_000),
      'x'.repeat(500_000),
    ]) {
      const [only, ...more] = sentencesOf(text);
      expect(more).toEqual([]);
      expect(only.end).toBeLessThanOrEqual(sentenceDefaults.longest);
      expect(only.end).toBeGreaterThan(sentenceDefaults.longest - 3);
      expect(text.slice(only.start, only.end)).not.toMatch(/[\ud800-\udbff]$/);
    }
  });

  it('gives stretches in order that hold all but white space, for any text', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('. ', 'A', 'e.g. ', '\n', 'word ', '? ', '。')),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const span of sentencesOf(text, { atMost: Number.POSITIVE_INFINITY })) {
          expect(span.end).toBeGreaterThan(span.start);
          expect(text.slice(end, span.start).trim()).toBe('');
          expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim());
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});
