import { describe, expect, it } from 'vitest';
import { searchRequestSchema } from '../../src/server/api-schemas.ts';
import * as parameters from '../../src/server/query-parameters.ts';
import { refusalOf } from '../refusal.ts';

const readSearch = (query: string) => {
  const { facets, others } = parameters.splitFacets(parameters.parseQuery(query));
  const read = parameters.readParameters(parameters.searchParametersSchema, others);
  return { ...read, ...parameters.searchQueryOf(read, facets) };
};

describe('query parameters', () => {
  it('are read by the type that the schema gives them', () => {
    expect(
      readSearch(
        'q=12&k=5&like=1&like=b%2Fc&topic=3&topic=4&yearFrom=2019&yearTo=-5&facet.category=cs.CL&facet.category=x',
      ),
    ).toMatchObject({
      ...{ q: '12', k: 5, mode: 'fused', like: ['1', 'b/c'], topic: [3, 4] },
      filter: { year: { from: 2019, to: -5 }, topic: [3, 4], facets: { category: ['cs.CL', 'x'] } },
    });
  });

  it('name the way in which examples count', async () => {
    expect(readSearch('like=a&like=b&examples=any').examples).toBe('any');
    expect(readSearch('like=a').examples).toBeUndefined();
    expect((await refusalOf(() => readSearch('like=a&examples=some'))).message).toContain(
      'The query parameter "examples" is not valid: it is "some", expected "all" or "any" or "learned".',
    );
  });

  it('say all that the body of a question can say', () => {
    const { facets, others } = parameters.splitFacets(
      parameters.parseQuery(
        'q=a&like=b&unlike=c&near=1&near.region=0,0,1,0,1,1&weight.text=2&diversity=0.5&examples=any&mode=words&k=3&explain=true&shared=true&duplicates=listed&topic=4&addedSince=2026-11-21&region=0,0,2,0,2,-2',
      ),
    );
    const read = parameters.readParameters(parameters.searchParametersSchema, others);
    const query = parameters.searchQueryOf(read, facets);
    expect(query).toEqual({
      ...{
        text: 'a',
        like: ['b'],
        unlike: ['c'],
        near: {
          topics: [1],
          region: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        },
        weights: { text: 2 },
        diversity: 0.5,
      },
      ...{
        examples: 'any',
        mode: 'words',
        k: 3,
        explain: true,
        shared: true,
        duplicates: 'listed',
        filter: {
          topic: [4],
          addedSince: '2026-11-21',
          region: [
            [0, 0],
            [2, 0],
            [2, -2],
          ],
        },
      },
    });
    expect(Object.keys(query).sort()).toEqual(Object.keys(searchRequestSchema.shape).sort());
  });

  it('give weights, diversity and topics to be near to in the shape of the body', async () => {
    expect(readSearch('q=a&near=3&near=4&weight.text=0.5&weight.near=2&diversity=0.5')).toMatchObject({
      ...{ text: 'a', near: { topics: [3, 4] }, diversity: 0.5 },
      weights: { text: 0.5, near: 2 },
    });
    for (const [query, reason] of [
      ['weight.text=11', 'it is 11, expected at most 10'],
      ['weight.like=-1', 'it is -1, expected at least 0'],
      ['diversity=2', 'it is 2, expected at most 1'],
      ['diversity=a', 'it is "a", expected a number'],
      ['weight.what=1', 'it has "weight.what", which is not known here'],
      ['near=x', 'it is "x"'],
    ]) {
      expect((await refusalOf(() => readSearch(`q=a&${query}`))).message).toContain(reason);
    }
  });

  it('take numbers as the body does, however they are written', async () => {
    for (const weight of ['0.1', '0.30000000000000004', '1e-7', '1E1', '10.000000000000000']) {
      expect(readSearch(`q=a&weight.text=${weight}`).weights).toMatchObject({ text: JSON.parse(weight) });
    }
    expect(readSearch('q=a&k=1e2').k).toBe(100);
    for (const [k, reason] of [
      ['1.5', 'it is 1.5, expected a whole number'],
      ['1e-3', 'it is 0.001, expected a whole number'],
      ['99999999999999999999', 'expected at most'],
    ]) {
      expect((await refusalOf(() => readSearch(`k=${k}`))).message).toContain(reason);
    }
  });

  it('read "true" and "false", and nothing else, as such', async () => {
    expect(readSearch('q=ice').explain).toBeUndefined();
    expect(readSearch('q=ice&explain=false').explain).toBe(false);
    expect(readSearch('q=ice&explain=true').explain).toBe(true);
    expect(readSearch('q=true').q).toBe('true');
    for (const value of ['1', '', 'TRUE', 'yes']) {
      expect((await refusalOf(() => readSearch(`q=ice&explain=${value}`))).message).toContain(
        `The query parameter "explain" is not valid: it is "${value}", expected a boolean.`,
      );
    }
  });

  it('leave the filter empty where there is none', () => {
    expect(readSearch('q=ice').filter).toEqual({});
    expect(readSearch('').k).toBe(10);
  });

  it('are refused by name where they are unknown, given twice, or of the wrong kind', async () => {
    const messageFor = async (query: string) => (await refusalOf(() => readSearch(query))).message;
    expect(await messageFor('q=ice&limit=5')).toContain(
      'The query is not valid: it has "limit", which is not known here.',
    );
    expect(await messageFor('k=5&k=6')).toContain(
      'The query parameter "k" is not valid: it is given 2 times, expected once.',
    );
    for (const k of ['abc', '', ' 5', '0x10', '٣', '.5', '1e999', 'Infinity']) {
      expect(await messageFor(`k=${encodeURIComponent(k)}`)).toContain(
        `The query parameter "k" is not valid: it is ${JSON.stringify(k)}, expected a number.`,
      );
    }
    expect(await messageFor('topic=x')).toContain('The query parameter "topic.0" is not valid: it is "x"');
    expect(await messageFor('constructor=1')).toContain('it has "constructor", which is not known here');
  });

  it('may name any facet', () => {
    const { facets } = parameters.splitFacets(parameters.parseQuery('facet.__proto__=a&facet.a.b%3Dc=d'));
    expect(Object.entries(facets)).toEqual([
      ['__proto__', ['a']],
      ['a.b=c', ['d']],
    ]);
  });

  it('keep broken percent sequences as they are', () => {
    expect(readSearch('q=100%25+%E0%A4').q).toBe('100% \ufffd');
    expect(readSearch('q=%zz').q).toBe('%zz');
  });

  it('take rows as a list joined by commas, at most 200', async () => {
    const read = (rows: string) =>
      parameters.readParameters(parameters.rowsParametersSchema, { rows: [rows] });
    expect(read('0,5,17').rows).toBe('0,5,17');
    for (const rows of ['', 'a', '1,', '-1', '1.5', Array(201).fill(1).join(',')]) {
      expect(await refusalOf(() => read(rows))).toMatchObject({ code: 'bad-request' });
    }
  });
});
