/** Whatever is asked has an answer or a refusal in words: by the searcher and over HTTP, with the bundled model. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NearbyError } from '../../src/errors.ts';
import { createRandom } from '../../src/random.ts';
import { alreadyOpen, type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import type { SearchAnswer } from '../../src/search/searcher.ts';
import { hitsSchema, limits } from '../../src/server/api-schemas.ts';
import { createApp } from '../../src/server/create-app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

let searcher: OpenSearcher;
let server: Listening;
beforeAll(async () => {
  searcher = await openSearcher(await sampleCorpus());
  const parts = { opening: alreadyOpen(searcher), pageFolder: temporaryFolder(), version: '0.0.0' };
  server = await listen(createApp(parts), { port: 0 });
});
afterAll(async () => {
  await server?.close();
  await searcher?.close();
});

const modes = ['fused', 'meaning', 'words'] as const;

function expectSound({ hits, notes }: Pick<SearchAnswer, 'hits' | 'notes'>): void {
  expect(hits.length).toBeLessThanOrEqual(10);
  expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
  for (const { similarity, score } of hits) expect(Number.isFinite(similarity + score)).toBe(true);
  if (hits.length === 0)
    expect(notes.join(' ')).toMatch(/Nothing is let through|no word to look for|any of these words/);
}

/** A few kinds of pieces, put together as people and machines do not. */
function fuzzStrings(count: number): string[] {
  const random = createRandom(20);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  const pieces: (() => string)[] = [
    () =>
      pick(['vision', 'transformers', 'the', 'of', 'language', 'scaling', 'laws', 'k-means', "Alzheimer's"]),
    () =>
      pick(['ti', 'au', 'ven', 'cat', 'kw', 'year', 'title', 'AUTHOR', 'autor', 'yaer', 'http', 'x']) +
      pick([':', ': ', '::']),
    () => pick(['2019..2023', '2023..2019', '..', '2020', 'cs.LG', '"state space"', 'hinton', '"', '']),
    () =>
      pick(['-', '--', '"', '“', '”', "'", '(', ')', '*', '^', '+', '{', '}', '\\', ';', '%', '&', '#', '?']),
    () =>
      pick([
        'AND',
        'OR',
        'NOT',
        'NEAR(a b, 3)',
        'rowid:1',
        'words MATCH',
        "'; DROP TABLE words; --",
        '<script>',
      ]),
    () =>
      pick([
        '视觉',
        '変換器',
        'зрение',
        'الرؤية',
        'נוירון',
        'ภาพ',
        '한국어',
        'ελληνικά',
        'e\u0301tude',
        '🙂',
        '👩‍🔬',
        '\u202e',
      ]),
    () => pick(['\0', '\u0007', '\ud800', '\udc00x', '\ufffe', '\u200b', '\n', '\t', '\r\n', '\u2028']),
    () => String.fromCodePoint(Math.floor(random() * 0x11_0000)),
    () => pick(['a', '1', '-', 'word ']).repeat(1 + Math.floor(random() * 300)),
  ];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 9) }, () => pick(pieces)()).join(
      pick(['', ' ', ' ', ' ']),
    ),
  );
}

describe('a question of', () => {
  it.each([
    ['0 characters', ''],
    ['spaces only', ' \n\t '],
  ])('%s is refused', async (_, text) => {
    const asked = searcher.search({ text, k: 10, mode: 'fused' });
    await expect(asked).rejects.toMatchObject({ code: 'empty-query' });
    const response = await fetch(address(`?q=${encodeURIComponent(text)}`));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('The question is empty.');
  });

  it.each([
    ['1 letter', 'x'],
    ['1 colon', ':'],
    ['5,000 characters', 'models that scale with data, and what they cost. '.repeat(103).slice(0, 5000)],
    ['5,000 letters without a space', 'a'.repeat(5000)],
    ['5,000 fields', 'ti:a '.repeat(1000)],
    ['stop words only', 'what is it that they have been'],
    ['Chinese', '视觉变换器的剪枝'],
    ['Arabic', 'ضغط الشبكات العصبية'],
    ['Russian with a phrase', '"нейронные сети" -зрение'],
    ['emoji only', '🙂🙂👩‍🔬'],
    ['punctuation only', '?!…—"\'()[]{}*:;-'],
    ['a lone quote', '"'],
    ['NUL', 'vision\0transformers'],
    ['lone surrogates', '\ud800vision \udc00 ti:\ud83d'],
    ['a known field without a value', 'ti:'],
  ])('%s is answered in every mode', async (_, text) => {
    for (const mode of modes) {
      const answer = await searcher.search({ text, k: 10, mode });
      expectSound(answer);
      if (mode === 'meaning' && !text.includes('"')) expect(answer.hits).toHaveLength(10);
    }
  });

  it(`more than ${limits.maxTextLength} characters is refused by the API`, async () => {
    const response = await post({ text: 'a'.repeat(limits.maxTextLength + 1) });
    expect(response.status).toBe(400);
  });
});

describe('300 strings of anything', () => {
  const strings = fuzzStrings(300);

  it('are answered by the searcher, or refused as empty', async () => {
    for (const [i, text] of strings.entries()) {
      try {
        expectSound(await searcher.search({ text, k: 10, mode: modes[i % 3] }));
      } catch (thrown) {
        if (!(thrown instanceof NearbyError)) throw thrown;
        expect({ code: thrown.code, text: text.trim() }).toEqual({ code: 'empty-query', text: '' });
      }
    }
  });

  it('are answered over HTTP, by GET and POST alike', async () => {
    for (const [i, text] of strings.entries()) {
      const mode = modes[i % 3];
      const posted = await post({ text, mode });
      expect(posted.status).toBe(text.trim() === '' ? 400 : 200);
      const got = await fetch(address(`?${new URLSearchParams({ q: text, mode })}`));
      expect(got.status).toBe(posted.status);
      if (got.status !== 200) continue;
      const [answer, same] = [await posted.json(), await got.json()].map((body) => hitsSchema.parse(body));
      expectSound(answer);
      // A lone surrogate cannot be in an address.
      if (text.isWellFormed?.() ?? true) expect(same.hits).toEqual(answer.hits);
    }
  });
});

const address = (query: string) => new URL(`/api/search${query}`, server.url);

const post = (body: unknown) =>
  fetch(address(''), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
