import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { indexedForm } from '../../src/search/matched-words.ts';
import type { PhraseTexts } from '../../src/search/phrase-runs.ts';
import { sharedPhraseDefaults, sharedPhrases } from '../../src/search/shared-phrases.ts';
import { WordSample } from '../../src/search/word-rarity.ts';
import { tokensOf } from '../../src/search/words-query.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { stopWords } from '../../src/tables/phrase-words.ts';
import { sampleCorpus } from '../sample-corpus.ts';

let sample: Corpus;
beforeAll(async () => {
  sample = Corpus.open(await sampleCorpus(), { readOnly: true });
});
afterAll(() => sample.close());

const alike = () => 1;
const of = (title: string, abstract = '', keywords: string[] = []): PhraseTexts => ({
  ...{ title, abstract, keywords },
});

/** The forms of a text with a blank before, between and after: a phrase stands in it where its own do. */
const formsOf = (text: string) => ` ${tokensOf(text).map(indexedForm).join(' ')} `;

describe('shared phrases', () => {
  it('stand in both papers, in the very form of the first, over the sample', () => {
    const rarity = new WordSample(sample).rarity();
    const random = createRandom(11);
    const papers = sample.papers(Array.from({ length: sample.rows }, (_, row) => row));
    let found = 0;
    for (let i = 0; i < 1500; i++) {
      const [paper, other] = [0, 1].map(() => papers[Math.floor(random() * papers.length)]);
      const phrases = sharedPhrases(paper, other, rarity);
      expect(phrases.length).toBeLessThanOrEqual(sharedPhraseDefaults.phrases);
      for (const phrase of phrases) {
        const texts = [paper, other].map(({ title, abstract, keywords }) => [title, abstract, ...keywords]);
        expect(texts[0].some((text) => text.replace(/\s+/g, ' ').includes(phrase))).toBe(true);
        for (const fields of texts) {
          expect(fields.some((text) => formsOf(text).includes(formsOf(phrase)))).toBe(true);
        }
        const words = tokensOf(phrase).map((word) => word.toLowerCase());
        expect(words.length).toBeLessThanOrEqual(sharedPhraseDefaults.longest);
        expect(words.filter((word) => stopWords.has(word))).toEqual([]);
        found++;
      }
    }
    expect(found).toBeGreaterThan(500);
  });

  it('are the longest, whatever their endings and hyphens, and none twice', () => {
    const paper = of('Distilling', 'State-space models are fast. A state space model of long sequences.');
    const other = of(
      'Knowledge',
      'We study state space models, and modeling of sequence lengths; long sequences.',
    );
    expect(sharedPhrases(paper, other, alike)).toEqual(['long sequences', 'State-space models']);
  });

  it('end at punctuation and at words that say nothing', () => {
    const both = 'We propose pruning, quantization of transformers; a state-of-the-art pruning';
    expect(sharedPhrases(of(both), of(both), alike).sort()).toEqual([
      'pruning',
      'quantization',
      'transformers',
    ]);
  });

  it('of a single word are from a title or keyword of either', () => {
    const raises = 'This raises the glaciers.';
    expect(sharedPhrases(of('x', raises), of('y', raises), alike)).toEqual([]);
    expect(sharedPhrases(of('x', raises), of('y', raises, ['Glacier']), alike)).toEqual(['glaciers']);
    expect(sharedPhrases(of('A glacier', raises), of('y', raises), alike)).toEqual(['glacier']);
  });

  it('of a single word are no piece of a longer one', () => {
    expect(sharedPhrases(of('Multi-head'), of('Multi-task'), alike)).toEqual([]);
    expect(sharedPhrases(of('Heads'), of('Multi-head'), alike)).toEqual(['Heads']);
  });

  it('are the rarer first', () => {
    const both = of('Bees; glaciers; chess');
    const rarity = (form: string) => ({ chess: 3, bee: 1 })[form] ?? 2;
    expect(sharedPhrases(both, both, rarity)).toEqual(['chess', 'glaciers', 'Bees']);
  });

  it('are none where nothing is shared', () => {
    expect(sharedPhrases(of('Bees', 'Honey.'), of('Chess', ''), alike)).toEqual([]);
    expect(sharedPhrases(of(''), of(''), alike)).toEqual([]);
  });
});

describe('WordSample', () => {
  it('falls with the papers that have a word, and is largest for one that none has', () => {
    const rarity = new WordSample(sample).rarity();
    const [common, rare, unknown] = ['networks', 'hypernetworks', 'xylophone'].map((word) =>
      rarity(indexedForm(word)),
    );
    expect(common).toBeGreaterThan(0);
    expect(rare).toBeGreaterThan(common);
    expect(unknown).toBeGreaterThan(rare);
  });

  it('of some papers, evenly spaced, is near to that of all', () => {
    const [all, some] = [new WordSample(sample).rarity(), new WordSample(sample, { papers: 200 }).rarity()];
    for (const word of ['networks', 'attention', 'transformers', 'diffusion']) {
      expect(Math.abs(all(indexedForm(word)) - some(indexedForm(word)))).toBeLessThan(0.5);
    }
  });
});
