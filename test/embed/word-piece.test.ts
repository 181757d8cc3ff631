import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { WordPiece } from '../../src/embed/word-piece.ts';
import { GrowingInts } from '../../src/tables/growing-ints.ts';
import { libraryTokenizer } from './library-tokenizer.ts';
import { tinyModel, tinyTokenizer } from './tiny-model.ts';

const config = { tokenizer_class: 'BertTokenizer' };

function encode(wordPiece: WordPiece, text: string, most?: number): number[] {
  const list = new GrowingInts();
  wordPiece.encodeInto(list, text, most);
  return [...list.toInts()];
}

/** The bundled model's tokenizer.json. */
let bundled: typeof tinyTokenizer;
let wordPiece: WordPiece;
let library: (text: string) => number[];

beforeAll(async () => {
  const { folder } = await resolveModel(defaultModel);
  bundled = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'));
  wordPiece = WordPiece.of(bundled, config)!;
  library = await libraryTokenizer(folder);
});

const marks = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const smallVocabulary = [
  ...marks,
  ...[
    'graph',
    '##s',
    'gra',
    '##ph',
    'naive',
    'cafe',
    'i',
    'fine',
    'rank',
    're',
    'mask',
    'x',
    '##x',
    '𝒜',
    '##𝒜',
    'liquid',
  ],
  ...[
    'a',
    'b',
    '##b',
    'A',
    'ας',
    'ασ',
    '##α',
    'α',
    'ς',
    '中',
    '文',
    '(',
    ')',
    ',',
    '.',
    '-',
    '[',
    ']',
    '_',
    '’',
  ],
];
const small = {
  ...tinyTokenizer,
  added_tokens: marks.map((content, id) => ({ id, content, special: true })),
  model: {
    ...tinyTokenizer.model,
    vocab: Object.fromEntries(smallVocabulary.map((token, id) => [token, id])),
  },
};

/** What is hard on a normaliser, on the cutting, or on a table of what was seen: parts that texts are made of. */
const hostileParts = [
  ...['a', 'B', 'graph', 'Graphs', 'GRAPH', 'naïve', 'nai\u0308ve', '1', '3.14', 'É', 'costarring', 'liquid'],
  ...['x'.repeat(39), 'x'.repeat(40), 'x'.repeat(41), 'x'.repeat(60), 'x'.repeat(61), 'y'.repeat(300)],
  ...[' ', '\n', '\t', '\r', '\u000b', '\u000c', '\u0085', '\u00a0', '\u1680', '\u2028', '\u3000', '\ufeff'],
  ...[
    '\0',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u202e',
    '\ufffd',
    '\ue000',
  ],
  ...['\u0301', '\u0323', '\u0327', '\u0345', '\u05b0', '\u20d2', '\u0338'],
  ...['Σ', 'σ', 'ΑΣ', 'İ', 'ı', 'I', 'ß', 'ẞ', 'ǅ', 'ﬁ', 'ﷺ', 'K', 'Å', 'ŉ', 'ᾳ'],
  ...['中', '文', '豈', '𠀀', '한국', '\u1112\u1161', 'カ゛', 'ｶﾞ', 'שלום', 'שׁ', 'سلام', 'हिन्दी', 'ไทย'],
  ...['🙂', '👩‍🔬', '🇩🇪', '👍🏽', '❤️', '1️⃣', '𝒜', '\u{e0041}', '\u{f0000}', '\ud800', '\udc00', '\ud83d'],
  ...['-', '.', "'", ':', '(', ')', '_', '^', '$', '…', '—', '’', '«', '¿', '。', '≤', '±', '№', '€'],
  ...['[MASK]', '[SEP]', '[mask]', '[', ']', '[[CLS]', '[UNK]', '##', '##s'],
];
const hostileText = fc
  .array(fc.constantFrom(...hostileParts), { maxLength: 30 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof(
  { arbitrary: hostileText, weight: 3 },
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 80 }).map((codes) => String.fromCharCode(...codes)),
);

describe('WordPiece gives the pieces that BERT gives', () => {
  let smallWordPiece: WordPiece;
  let smallLibrary: (text: string) => number[];
  beforeAll(async () => {
    smallWordPiece = WordPiece.of(small, config)!;
    smallLibrary = await libraryTokenizer(tinyModel({ 'tokenizer.json': small }));
  });

  it.each([
    ['nothing', '', ''],
    ['spaces only', ' \t\r\n', ''],
    ['a word', 'graph', 'graph'],
    ['upper case', 'GRAPH', 'graph'],
    ['a word in pieces, the longest first', 'Graphs', 'graph ##s'],
    ['a word whose end is not known: unknown as a whole', 'graphite', '[UNK]'],
    ['signs, each alone', '(graph),', '( graph ) ,'],
    ['a sign that is not known', 'a+b', 'a [UNK] b'],
    ['ASCII signs that Unicode calls symbols or connectors', 're_rank', 're _ rank'],
    ['punctuation beyond ASCII', 'graph’s', 'graph ’ [UNK]'],
    ['an accent in one code', 'naïve', 'naive'],
    ['an accent of its own', 'nai\u0308ve', 'naive'],
    ['an accent after a space', 'a \u0308b', 'a b'],
    ['an accent above U+036F, which stays', 'a\u20d2', '[UNK]'],
    ['a dotted capital I: i, and a dot that goes as an accent', 'İ', 'i'],
    ['a ligature, which stays one character', 'ﬁne', '[UNK]'],
    ['final sigma', 'ΑΣ', 'ας'],
    ['sigma that is not final', 'ΑΣΑ', 'ασ ##α'],
    ['final sigma beyond a full stop: a slice is lower-cased as a whole', 'Α.Σ', 'α . ς'],
    ['final sigma ended by a space', 'ΑΣ Α', 'ας α'],
    ['a control character, which goes and leaves no gap', 'a\0b', 'a ##b'],
    ['a vertical tab: a control character, not a space', 'a\u000bb', 'a ##b'],
    ['U+0085: likewise', 'a\u0085b', 'a ##b'],
    ['a zero-width space: likewise', 'a\u200bb', 'a ##b'],
    ['a right-to-left mark: likewise', '\u200fgraph', 'graph'],
    ['a no-break space, which is a space', 'a\u00a0b', 'a b'],
    ['an ideographic space', 'a\u3000b', 'a b'],
    ['a lone surrogate, which goes', 'a\ud800b \udc00', 'a ##b'],
    ['Chinese, each character alone', 'a中文b', 'a 中 文 b'],
    ['Chinese beyond the basic plane, which the library does not space', '𠀀𠀀', '[UNK]'],
    ['an emoji of two with a joiner', 'a 👩‍🔬 b', 'a [UNK] b'],
    ['Hebrew', 'a שלום b', 'a [UNK] b'],
    ['an added token inside a word', 'a[MASK]b', 'a [MASK] b'],
    ['the same in lower case: a word between signs', 'a[mask]b', 'a [ mask ] b'],
    ['an added token in brackets', '[[MASK]]', '[ [MASK] ]'],
    ['the prefix written out: signs', '##s', '[UNK] [UNK] [UNK]'],
    ['a word as long as may be', 'x'.repeat(60), `x${' ##x'.repeat(59)}`],
    ['a word that is longer', 'x'.repeat(61), '[UNK]'],
    ['the same of characters of two codes each', '𝒜'.repeat(60), `𝒜${' ##𝒜'.repeat(59)}`],
    ['one more of them', '𝒜'.repeat(61), '[UNK]'],
    ['an accent at its end, which does not count', `${'x'.repeat(60)}\u0301`, `x${' ##x'.repeat(59)}`],
    ['two words of one hash', 'costarring liquid costarring', '[UNK] liquid [UNK]'],
  ])('%s', (_, text, pieces) => {
    const expected = pieces === '' ? [] : pieces.split(' ').map((piece) => smallVocabulary.indexOf(piece));
    expect(expected).not.toContain(-1);
    // Twice: worked out, and looked up.
    expect(encode(smallWordPiece, text)).toEqual(expected);
    expect(encode(smallWordPiece, text)).toEqual(expected);
    expect(smallLibrary(text)).toEqual(expected);
  });

  it('whatever was read before, and however little is kept', () => {
    const roomy = WordPiece.of(small, config)!;
    fc.assert(
      fc.property(
        fc.array(hostileText, { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (texts, mostKept) => {
          const crowded = WordPiece.of(small, config, mostKept)!;
          for (const text of [...texts, ...texts]) {
            const expected = smallLibrary(text);
            expect(encode(crowded, text)).toEqual(expected);
            expect(encode(roomy, text)).toEqual(expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('WordPiece gives the ids that the library gives', () => {
  it('for every paper of the sample', () => {
    for (const line of readFileSync(samplePapers, 'utf8').trim().split('\n')) {
      const { title, abstract } = JSON.parse(line);
      const text = `${title}\n${abstract}`;
      expect(encode(wordPiece, text)).toEqual(library(text));
    }
  });

  it('for texts that are hard on normalisers', () => {
    const hard = [
      'ΟΔΥΣΣΕΥΣ ΣΑΣ Σ.Σ',
      'e\u0301\u0323 \u0323\u0301e  \u0301',
      'İstanbul ıı ǅ ﬁne Åñgström ệ',
      '深度学习 and 𠀀 and 豈 and 한국어 カタカナ',
      '$$\\alpha_{i}^{2}$$ x≤y ±5% «quoted» …—– `tick` ~ ^ ¿?',
      '𝒜'.repeat(60),
      '𝒜'.repeat(61),
      `${'antidisestablishmentarianism'.repeat(3)}!`,
      "don't state-of-the-art e.g. 3.14159 1e-5 COVID-19",
    ];
    for (const text of hard) expect(encode(wordPiece, text), JSON.stringify(text)).toEqual(library(text));
  });

  it('for any string', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encode(wordPiece, text)).toEqual(library(text));
      }),
      { numRuns: 4000 },
    );
  });

  it.each([
    ['cased', { lowercase: false, strip_accents: null }],
    ['cased, without accents', { lowercase: false, strip_accents: true }],
    ['without accents, unsaid', { strip_accents: null }],
    ['with accents', { strip_accents: false }],
    ['uncleaned', { clean_text: false }],
    ['with Chinese unspaced', { handle_chinese_chars: false }],
  ])('for any string, %s', async (_, changes) => {
    const tokenizer = { ...bundled, normalizer: { ...bundled.normalizer, ...changes } };
    const ours = WordPiece.of(tokenizer, config)!;
    const theirs = await libraryTokenizer(tinyModel({ 'tokenizer.json': tokenizer }));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encode(ours, text)).toEqual(theirs(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('WordPiece', () => {
  it('gives the beginning where fewer ids are wanted', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 40 }), (text, most) => {
        expect(encode(wordPiece, text, most)).toEqual(encode(wordPiece, text).slice(0, most));
      }),
      { numRuns: 2000 },
    );
  });

  it('appends to what a list holds', () => {
    const list = new GrowingInts();
    wordPiece.encodeInto(list, 'graph '.repeat(3));
    wordPiece.encodeInto(list, 'map '.repeat(2000), 1500);
    expect([...list.toInts()]).toEqual([...library('graph '.repeat(3)), ...library('map '.repeat(1500))]);
  });

  it('is not for tokenizers of another kind', () => {
    expect(WordPiece.of(tinyTokenizer, config)).not.toBeNull();
    const withModel = (changes: object) => ({
      ...tinyTokenizer,
      model: { ...tinyTokenizer.model, ...changes },
    });
    const others: [object, object][] = [
      [{ ...tinyTokenizer, normalizer: null }, config],
      [{ ...tinyTokenizer, pre_tokenizer: { type: 'Whitespace' } }, config],
      [withModel({ type: 'BPE' }), config],
      [withModel({ unk_token: '[NONE]' }), config],
      [withModel({ vocab: [['[UNK]', 0]] }), config],
      [withModel({ vocab: { '[UNK]': '0' } }), config],
      [withModel({ vocab: { '[UNK]': 0, a: -1 } }), config],
      [tinyTokenizer, { ...config, tokenizer_class: 'T5Tokenizer' }],
      [tinyTokenizer, { ...config, remove_space: true }],
    ];
    for (const [tokenizer, itsConfig] of others) expect(WordPiece.of(tokenizer, itsConfig)).toBeNull();
  });
});
