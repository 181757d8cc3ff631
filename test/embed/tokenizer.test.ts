import { describe, expect, it } from 'vitest';
import { describeModel } from '../../src/embed/model-description.ts';
import { Tokenizer } from '../../src/embed/tokenizer.ts';
import { GrowingInts } from '../../src/tables/growing-ints.ts';
import { refusalOf } from '../refusal.ts';
import { tinyModel, tinyTokenizer, tinyVocabulary } from './tiny-model.ts';

const [, unknown, cls, sep, cat, dog, star, plural] = tinyVocabulary.keys();

async function open(changes: Parameters<typeof tinyModel>[0] = {}) {
  return Tokenizer.open(await describeModel(tinyModel(changes), 'm'));
}

describe('Tokenizer', () => {
  it('puts the marks of the model around the tokens of a text', async () => {
    const tokenizer = await open();
    expect(tokenizer.encode('Cats, dog star')).toEqual({
      ids: Int32Array.of(cls, cat, plural, unknown, dog, star, sep),
      cut: false,
    });
    expect(tokenizer.encode('')).toEqual({ ids: Int32Array.of(cls, sep), cut: false });
  });

  it('cuts what is over the maximum from the end, keeps the marks, and says so', async () => {
    const tokenizer = await open(); // 16 tokens, marks included
    expect(tokenizer.encode('cat '.repeat(14))).toMatchObject({ cut: false });
    const { ids, cut } = tokenizer.encode(`${'cat '.repeat(14)} dog`);
    expect(cut).toBe(true);
    expect([...ids]).toEqual([cls, ...Array(14).fill(cat), sep]);
  });

  it('gives ids that later texts leave alone, and replaces those of a list', async () => {
    const tokenizer = await open();
    const { ids } = tokenizer.encode('cat');
    const list = new GrowingInts();
    list.push(7);
    expect(tokenizer.encodeInto(list, 'dog')).toBe(false);
    expect([...list.toInts()]).toEqual([cls, dog, sep]);
    expect(tokenizer.encodeInto(list, 'star '.repeat(20))).toBe(true);
    expect([...list.toInts()]).toEqual([cls, ...Array(14).fill(star), sep]);
    expect([...ids]).toEqual([cls, cat, sep]);
  });

  it('takes any string: lone surrogates, signs, control characters, a text of 100,000 words', async () => {
    const tokenizer = await open();
    expect([...tokenizer.encode('\ud800').ids]).toEqual([cls, sep]);
    expect([...tokenizer.encode('cat\udc00 dog').ids]).toEqual([cls, cat, dog, sep]);
    expect([...tokenizer.encode('🙂 \u0000\u0007').ids]).toEqual([cls, unknown, sep]);
    expect(tokenizer.encode('dog '.repeat(100_000))).toMatchObject({ cut: true });
  });

  it('works without marks', async () => {
    const tokenizer = await open({ 'tokenizer.json': { ...tinyTokenizer, post_processor: null } });
    expect([...tokenizer.encode('dog').ids]).toEqual([dog]);
    expect([...tokenizer.encode('').ids]).toEqual([]);
  });

  it.each([
    [
      '"added_tokens" in tokenizer.json is not valid',
      { 'tokenizer.json': { ...tinyTokenizer, added_tokens: 'none' } },
    ],
    [
      '"model.vocab" in tokenizer.json is not valid',
      { 'tokenizer.json': { ...tinyTokenizer, model: { vocab: 3 } } },
    ],
    [
      'its tokenizer cannot be read',
      { 'tokenizer.json': { ...tinyTokenizer, pre_tokenizer: { type: 'Mystery' } } },
    ],
    ['tokenizer.json cannot be read as JSON', { 'tokenizer.json': '{' }],
    ['a maximum of 2 tokens leaves no room', { 'sentence_bert_config.json': { max_seq_length: 2 } }],
  ])('refuses a model of which %s', async (reason, changes) => {
    const error = await refusalOf(open(changes));
    expect(error.code).toBe('model-invalid');
    expect(error.message).toContain(reason);
  });
});
