import { describe, expect, it } from 'vitest';
import { limits, searchRequestSchema } from '../../src/server/api-schemas.ts';
import { validate } from '../../src/server/validate.ts';
import { refusalOf } from '../refusal.ts';

const reasonFor = async (body: unknown) => {
  const { code, message } = await refusalOf(() => validate(searchRequestSchema, body, 'body field'));
  expect(code).toBe('bad-request');
  return message.replace(' See /openapi.json for what is accepted.', '');
};

describe('validate', () => {
  it('fills in the defaults', () => {
    expect(validate(searchRequestSchema, { text: 'ice' }, 'body field')).toEqual({
      text: 'ice',
      k: 10,
      mode: 'fused',
    });
  });

  it('names the field, the value and what is expected', async () => {
    expect(await reasonFor({ k: 0 })).toBe('The body field "k" is not valid: it is 0, expected at least 1.');
    expect(await reasonFor({ k: 1e6 })).toBe(
      'The body field "k" is not valid: it is 1000000, expected at most 1000.',
    );
    expect(await reasonFor({ k: 2.5 })).toBe(
      'The body field "k" is not valid: it is 2.5, expected a whole number.',
    );
    expect(await reasonFor({ k: '5' })).toBe(
      'The body field "k" is not valid: it is "5", expected a number.',
    );
    expect(await reasonFor({ mode: 'magic' })).toBe(
      'The body field "mode" is not valid: it is "magic", expected "fused" or "meaning" or "words".',
    );
    expect(await reasonFor({ like: 'bees-0' })).toBe(
      'The body field "like" is not valid: it is "bees-0", expected a list.',
    );
    expect(await reasonFor({ like: ['a', ''] })).toBe(
      'The body field "like.1" is not valid: it is "", expected at least 1 character.',
    );
    expect(await reasonFor({ filter: { year: { from: null } } })).toBe(
      'The body field "filter.year.from" is not valid: it is null, expected a number.',
    );
    expect(await reasonFor([])).toBe('The body is not valid: it is [], expected an object.');
    expect(await reasonFor(undefined)).toBe('The body is not valid: it is missing, expected an object.');
  });

  it('repeats long values by their length only', async () => {
    expect(await reasonFor({ text: 'x'.repeat(limits.maxTextLength + 1) })).toBe(
      'The body field "text" is not valid: it is a text of 20001 characters, expected at most 20000 characters.',
    );
    expect(await reasonFor({ like: Array(limits.maxExamples + 1).fill('x') })).toContain(
      'it is a list of 201 values',
    );
  });

  it('shows the outside of a value, however deep it is', async () => {
    const lists: unknown = JSON.parse('['.repeat(60_000) + ']'.repeat(60_000));
    expect(await reasonFor({ text: lists })).toBe(
      'The body field "text" is not valid: it is ["[…]"], expected a string.',
    );
    const objects: unknown = JSON.parse('{"":'.repeat(40_000) + 0 + '}'.repeat(40_000));
    expect(await reasonFor({ text: objects })).toBe(
      'The body field "text" is not valid: it is {"":"{…}"}, expected a string.',
    );
  });

  it('names unknown fields, and everything that is wrong', async () => {
    expect(await reasonFor({ tetx: 'ice' })).toBe(
      'The body is not valid: it has "tetx", which is not known here.',
    );
    expect(await reasonFor({ k: 0, filter: { yaer: 1 } })).toBe(
      'The request is not valid: body field "filter": it has "yaer", which is not known here; body field "k": it is 0, expected at least 1.',
    );
  });
});
