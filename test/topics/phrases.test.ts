import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { readPhrases, type TopicText } from '../../src/topics/phrases.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { readPhrasesByStrings } from './phrases-by-strings.ts';

const paper = (title: string, abstract = '', keywords: string[] = []): TopicText => ({
  title,
  abstract,
  keywords,
});

function shown(texts: TopicText[]): string[] {
  return readPhrases(texts).phrases.map((phrase) => phrase.shown);
}

describe('readPhrases', () => {
  it('finds words and phrases of two and three words that two papers share', () => {
    const phrases = shown([paper('Graph neural networks'), paper('On graph neural networks')]);
    expect(phrases).toContain('graph neural networks');
    expect(phrases).not.toContain('graph');
  });

  it('lets no phrase cross a stop word, punctuation or a number', () => {
    const text = 'Pruning, quantization of sparse kernels 90 experts';
    const phrases = shown([paper(text), paper(text)]);
    expect(phrases).toEqual(expect.arrayContaining(['pruning', 'quantization', 'sparse kernels', 'experts']));
    for (const phrase of phrases)
      expect(phrase).not.toMatch(/,|of|90|pruning quantization|quantization sparse|kernels experts/);
  });

  it('leaves out what papers say of themselves', () => {
    const text = 'We propose a novel state-of-the-art approach with promising results';
    expect(shown([paper(text), paper(text)])).toEqual([]);
  });

  it('counts plural and singular, hyphens and British spelling as one, and shows the form most often written', () => {
    const phrases = shown([
      paper('Vision transformers', 'A vision transformer'),
      paper('Vision Transformers', 'The vision transformers'),
      paper('Pre-training regularisation'),
      paper('Pretraining regularization', 'About pretraining regularization.'),
    ]);
    expect(phrases).toContain('vision transformers');
    expect(phrases).toContain('pretraining regularization');
    expect(phrases.filter((phrase) => phrase.startsWith('vision'))).toHaveLength(1);
  });

  it('keeps ImageNet, GANs and 3D as written and everything else in lower case', () => {
    const phrases = shown([
      paper('Training GANs On ImageNet', 'We study GANs on ImageNet and 3D segmentation here.'),
      paper('Better GANs', 'The ImageNet GANs and the 3D Segmentation.', [
        'imagenet',
        '3d segmentation',
        'gans',
      ]),
      paper('3D Segmentation With Hopfield Memories', 'All about 3D segmentation.'),
    ]);
    expect(phrases).toEqual(expect.arrayContaining(['GANs', 'ImageNet', '3D segmentation']));
  });

  it('knows a keyword with a joining word also in running text', () => {
    const table = readPhrases([
      paper('A', '', ['mixture of experts']),
      paper('B', 'A sparse mixture of experts works.'),
    ]);
    expect(table.phrases.map((phrase) => phrase.shown)).toContain('mixture of experts');
  });

  it('does not take a fragment for a phrase', () => {
    const phrases = shown([
      paper('Masked language modeling', 'masked language modeling'),
      paper('More masked language modeling', 'recurrent networks'),
    ]);
    expect(phrases).toContain('masked language modeling');
    expect(phrases).not.toContain('masked language');
    expect(phrases).not.toContain('masked');
  });

  it('weighs title and keywords more than the abstract, each field once', () => {
    const table = readPhrases([
      paper('Sheaf theory', 'sheaf theory and sheaf theory', ['sheaf theory']),
      paper('None', 'some sheaf theory'),
    ]);
    const id = table.phrases.findIndex((phrase) => phrase.shown === 'sheaf theory');
    const weights = [0, 1].map((row) => {
      const at = table.ids.indexOf(id, table.starts[row]);
      return table.weights[at];
    });
    expect(weights).toEqual([7, 1]);
  });

  it('agrees with its twin on words of every kind', () => {
    const word = fc.constantFrom(
      ...['Graph', 'graphs', 'neural', 'Networks', 'network', 'of', 'the', 'We', 'learning', 'Pre-training'],
      ...[
        'pretraining',
        'pre training',
        'C++',
        "Bayes's",
        'Bayes’',
        'GANs',
        'gans',
        'ImageNet',
        '3D',
        '16x16',
        '7b',
      ],
      ...[
        'naïve',
        'naive',
        'Ångström',
        '深度',
        '𝔸𝔹',
        '𝔸',
        '🙂',
        'A',
        '--',
        "'s",
        '+',
        'LSTM',
        'modelling',
        'modeling',
      ],
    );
    const gap = fc.constantFrom(' ', ' ', ' ', '  ', ', ', '. ', ': ', '-', '\n', '', ' (', '! ');
    const sentence = fc.array(fc.tuple(word, gap), { maxLength: 14 }).map((parts) => parts.flat().join(''));
    const text = fc.record({
      title: sentence,
      abstract: sentence,
      keywords: fc.array(sentence, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
        expect(readPhrases(texts)).toEqual(readPhrasesByStrings(texts));
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });

  it('agrees with its twin on the sample', async () => {
    const corpus = Corpus.open(await sampleCorpus(), { readOnly: true });
    try {
      const texts = [...corpus.allPapers()];
      expect(readPhrases(texts)).toEqual(readPhrasesByStrings(texts));
    } finally {
      corpus.close();
    }
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: fc.string(), abstract: fc.string(), keywords: fc.array(fc.string()) })),
        (texts) => {
          const table = readPhrases([...texts, ...texts]);
          expect(table.starts.length).toBe(texts.length * 2 + 1);
          expect(table.ids.length).toBe(table.starts[texts.length * 2]);
          for (const phrase of table.phrases) expect(phrase.shown).not.toBe('');
        },
      ),
      { numRuns: 50 },
    );
  });
});
