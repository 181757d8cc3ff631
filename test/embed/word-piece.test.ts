import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { loadTokenizers } from '../../src/embed/runtime.ts';
import { WordPiece } from '../../src/embed/word-piece.ts';
import { tinyTokenizer } from './tiny-model.ts';

const tinyTokenizerConfig = { tokenizer_class: 'BertTokenizer' };

let wordPiece: WordPiece;
let library: (text: string) => number[];

beforeAll(async () => {
  const { folder } = await resolveModel(defaultModel);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  wordPiece = WordPiece.of(read('tokenizer.json'), read('tokenizer_config.json'))!;
  const { AutoTokenizer, env } = await loadTokenizers();
  env.localModelPath = dirname(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true });
  library = (text) => tokenizer.encode(text, null, { add_special_tokens: false });
});

describe('WordPiece gives the ids that the library gives', () => {
  it('for every paper of the sample', () => {
    for (const line of readFileSync(samplePapers, 'utf8').trim().split('\n')) {
      const { title, abstract } = JSON.parse(line);
      const text = `${title}\n${abstract}`;
      expect(wordPiece.encode(text)).toEqual(library(text));
    }
  });

  it('for texts that are hard on normalisers', () => {
    const hard = [
      '',
      ' \t\r\n',
      'ΟΔΥΣΣΕΥΣ ΣΑΣ Σ.Σ', // final sigma depends on what stands around it
      'ΑΣ\u0301 ΑΣ\u200bΒ ΑΣ\u00adΒ',
      'e\u0301\u0323 \u0323\u0301e  \u0301', // marks out of order, and after a space
      'İstanbul ıı ǅ ﬁne Åñgström ệ',
      '深度学习 and 𠀀 and 豈 and 한국어 カタカナ',
      'a\u000bb a\u000cb a\u0085b a\u00a0b a\u2028b a\u3000b a\ufeffb a\u200db',
      '\ud800 a\udc00b \ufffd \ue000 \0x',
      '$$\\alpha_{i}^{2}$$ x≤y ±5% «quoted» …—– `tick` ~ ^ ¿?',
      'x'.repeat(59),
      'x'.repeat(60),
      'x'.repeat(61),
      '𝒜'.repeat(61),
      `${'antidisestablishmentarianism'.repeat(3)}!`,
      'a [MASK] b[SEP]c [mask] [[CLS]] [CLS[PAD]]',
      "don't state-of-the-art e.g. 3.14159 1e-5 COVID-19",
    ];
    for (const text of hard) expect(wordPiece.encode(text), JSON.stringify(text)).toEqual(library(text));
  });

  it('for any string', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
        .map((codes) => String.fromCharCode(...codes)),
      fc
        .array(
          fc.constantFrom(
            'Σ',
            'σ',
            'a',
            'B',
            '\u0301',
            '\u0327',
            '\u200d',
            ' ',
            '\u00a0',
            '-',
            '中',
            '1',
            '\n',
            'É',
            '[MASK]',
            '\u000b',
          ),
          {
            maxLength: 40,
          },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wordPiece.encode(text)).toEqual(library(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('whichever texts it has seen before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Graph', 'graph,', 'GRAPH', 'gráph', '(graph)', 'graphs'), {
          maxLength: 12,
        }),
        (words) => {
          const text = words.join(' ');
          expect(wordPiece.encode(text)).toEqual(library(text));
        },
      ),
    );
  });
});

describe('WordPiece', () => {
  it('stops when there are enough ids', () => {
    const ids = wordPiece.encode('graph '.repeat(100_000), 10);
    expect(ids.length).toBeGreaterThanOrEqual(10);
    expect(ids.length).toBeLessThan(20);
    expect(ids).toEqual(library('graph '.repeat(ids.length)));
  });

  it('is not for tokenizers of another kind', () => {
    expect(WordPiece.of(tinyTokenizer, tinyTokenizerConfig)).not.toBeNull();
    const others: [object, object][] = [
      [{ ...tinyTokenizer, normalizer: null }, tinyTokenizerConfig],
      [{ ...tinyTokenizer, pre_tokenizer: { type: 'Whitespace' } }, tinyTokenizerConfig],
      [{ ...tinyTokenizer, model: { ...tinyTokenizer.model, type: 'BPE' } }, tinyTokenizerConfig],
      [{ ...tinyTokenizer, model: { ...tinyTokenizer.model, unk_token: '[NONE]' } }, tinyTokenizerConfig],
      [tinyTokenizer, { ...tinyTokenizerConfig, tokenizer_class: 'T5Tokenizer' }],
      [tinyTokenizer, { ...tinyTokenizerConfig, remove_space: true }],
    ];
    for (const [tokenizer, config] of others) expect(WordPiece.of(tokenizer, config)).toBeNull();
  });
});
