/** What is asked strangely or wrongly, over HTTP: each has its own answer. The table is in src/search/README.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hitsSchema } from '../../src/server/api-schemas.ts';
import { smallPapers } from '../search/small-corpus.ts';
import { refusalIn, type SmallServer, serveSmall } from './serve-small.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await serveSmall();
});
afterAll(() => server.close());

const everyId = smallPapers.map(({ id }) => id);
const long = 'honeybee colonies and the ice of glaciers, measured in the north; '.repeat(80).slice(0, 5000);
const nothing = 'Nothing is let through: ';

interface Answered {
  /** How many hits of the 24 papers; absent: at least one. */
  count?: number;
  /** The ids of the first hits. */
  first?: string[];
  absent?: string[];
  order?: 'newest';
  /** All notes, in full. */
  notes: string[];
}

const answered: [string, object, Answered][] = [
  [
    'unknown papers beside a known one',
    { like: ['bees-0', 'bees-99'], unlike: ['nobody'] },
    {
      count: 23,
      absent: ['bees-0'],
      notes: [
        'There is no paper "bees-99" in this corpus; it was left out. Did you mean "bees-0"?',
        'There is no paper "nobody" in this corpus; it was left out.',
      ],
    },
  ],
  [
    'unknown topics beside a known one',
    { near: { topics: [3, 99] }, filter: { topic: [2, 98] } },
    {
      count: 7,
      notes: [
        'There is no topic 99; it was left out of the question.',
        'There is no topic 98; it was left out of the filter.',
      ],
    },
  ],
  [
    'a value that no paper has',
    { text: 'ice', filter: { facets: { category: ['dogs'] } } },
    { count: 0, notes: [`${nothing}no paper has category "dogs".`] },
  ],
  [
    'years upside down',
    { text: 'ice', filter: { year: { from: 2023, to: 2019 } } },
    { count: 0, notes: [`${nothing}no paper is of the years 2023 to 2019.`] },
  ],
  [
    'a year in the text against the years of the filter',
    { text: 'ice year:2020', filter: { year: { from: 2015, to: 2016 }, facets: { category: ['ice'] } } },
    {
      count: 0,
      notes: [
        `${nothing}there are papers for each part, but no paper at once is of the years 2015 to 2016 and is of year 2020.`,
      ],
    },
  ],
  [
    'a category in the text against a topic of the filter',
    { text: 'cat:chess', filter: { topic: [3], year: { from: 2010 } } },
    {
      ...{ count: 0, order: 'newest' },
      notes: [
        `${nothing}there are papers for each part, but no paper at once is in topic 3 and is in category "chess".`,
      ],
    },
  ],
  [
    'three parts, of which two shut each other out',
    { text: 'ven:workshop', filter: { year: { to: 2016 }, facets: { category: ['even'] } } },
    {
      ...{ count: 0, order: 'newest' },
      notes: [
        `${nothing}there are papers for each part, but no paper at once has category "even" and is of a venue with "workshop".`,
      ],
    },
  ],
  [
    'some papers disliked and nothing else',
    { unlike: ['bees-0', 'bees-1'] },
    {
      ...{ count: 22, absent: ['bees-0', 'bees-1'] },
      notes: ['Only disliked papers are given: first come the papers that are least like them.'],
    },
  ],
  [
    'all papers disliked',
    { unlike: everyId },
    {
      count: 0,
      notes: [
        'Only disliked papers are given: first come the papers that are least like them.',
        'Every paper that could be found is among the liked and disliked ones, which are not shown.',
      ],
    },
  ],
  [
    'a text, and all papers disliked',
    { text: 'ice', unlike: everyId },
    {
      count: 0,
      notes: ['Every paper that could be found is among the liked and disliked ones, which are not shown.'],
    },
  ],
  [
    'a paper liked and disliked',
    { like: ['ice-0'], unlike: ['ice-0'] },
    {
      count: 23,
      absent: ['ice-0'],
      notes: ['"ice-0" is among both the liked and the disliked papers; it was taken as liked.'],
    },
  ],
  ['1 letter', { text: 'x' }, { count: 24, notes: [] }],
  ['5,000 characters', { text: long }, { count: 24, notes: [] }],
  ['Chinese', { text: '冰川的融化' }, { count: 24, notes: [] }],
  ['Arabic', { text: 'ذوبان الأنهار الجليدية' }, { count: 24, notes: [] }],
  ['stop words only', { text: 'what is it that they have been' }, { count: 24, notes: [] }],
  ['a title of stop words only', { text: 'you and I' }, { first: ['cs/0112017'], notes: [] }],
  [
    'punctuation only',
    { text: '?!…—()[]{};' },
    { count: 24, notes: ['The text has no word to look for: words are made of letters and digits.'] },
  ],
  [
    'punctuation only, by words',
    { text: '?!…—()[]{};', mode: 'words' },
    { count: 0, notes: ['The text has no word to look for: words are made of letters and digits.'] },
  ],
  [
    'a word that no paper has, by words',
    { text: 'zyzzyva', mode: 'words' },
    { count: 0, notes: ['No paper that may be in the answer has any of these words.'] },
  ],
  [
    'a filter alone',
    { filter: { topic: [3] } },
    { ...{ count: 7, order: 'newest', first: ['ice-5', 'ice-4'] }, notes: [] },
  ],
];

const refused: [string, object, string, string][] = [
  ['nothing at all', {}, 'empty-query', 'The question is empty.'],
  ['0 characters', { text: '' }, 'empty-query', 'The question is empty.'],
  ['white space', { text: ' \n\t' }, 'empty-query', 'The question is empty.'],
  ['an empty filter', { text: '', filter: { year: {} } }, 'empty-query', 'The question is empty.'],
  ['unknown papers only', { like: ['bees-99', 'x'] }, 'unknown-paper', 'bees-99'],
  ['unknown papers and a filter', { like: ['bees-99'], filter: { topic: [3] } }, 'unknown-paper', 'bees-99'],
  ['unknown topics only', { filter: { topic: [99] } }, 'unknown-topic', 'There is no topic 99'],
  ['every part at weight 0', { text: 'ice', weights: { text: 0 } }, 'bad-option', 'weight of text is 0'],
  [
    'an area of two corners',
    {
      filter: {
        region: [
          [0, 0],
          [1, 1],
        ],
      },
    },
    'bad-request',
    '"filter.region"',
  ],
];

describe('a question of', () => {
  it.each(answered)('%s is answered', async (_, question, { count, first, absent = [], order, notes }) => {
    const response = await server.post('/api/search', { k: 24, ...question });
    expect(response.status).toBe(200);
    const answer = hitsSchema.parse(await response.json());
    const ids = answer.hits.map(({ id }) => id);
    expect(answer.notes).toEqual(notes);
    expect(answer.order).toBe(order ?? 'nearest');
    if (count === undefined) expect(ids).not.toEqual([]);
    else expect(ids).toHaveLength(count);
    if (first) expect(ids.slice(0, first.length)).toEqual(first);
    for (const id of absent) expect(ids).not.toContain(id);
  });

  it.each(refused)('%s is refused', async (_, question, code, said) => {
    const refusal = await refusalIn(await server.post('/api/search', question));
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(said) });
    expect(refusal.status).toBeGreaterThanOrEqual(400);
    expect(refusal.status).toBeLessThan(500);
  });
});
