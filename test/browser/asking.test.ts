import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hits } from '../../src/server/api-types.ts';
import { pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

describe('a question', () => {
  it('is answered by a list and lights its papers up on the map', async () => {
    const page = await site.page();
    const dark = await pictureOfMap(page);
    await page.fill('#search-text', 'state space models for long sequences');
    await page.waitForSelector('.hit >> nth=29');
    expect(await page.textContent('#answer-count')).toBe(
      '30 papers nearest to “state space models for long sequences”',
    );
    expect(await page.locator('.hit .rank').allTextContents()).toEqual(
      Array.from({ length: 30 }, (_, i) => String(i + 1)),
    );
    expect(await pictureOfMap(page)).not.toBe(dark);
    await page.click('.why summary >> nth=0');
    expect(await page.textContent('.why[open]')).toMatch(/To your text: similarity 0\.\d\d; \d+\w\w by/);
    await page.context().close();
  });

  it('of fields alone is a list without similarities, and the help tells the fields', async () => {
    const page = await site.page('?q=kw:"network pruning"');
    await page.waitForSelector('.hit');
    expect(await page.textContent('.result-heading')).toMatch(/^\d+ papers for “kw:.*”, newest first$/);
    expect(await page.locator('.hit .similarity').count()).toBe(0);
    await page.click('#open-help');
    expect(await page.textContent('#help-dialog')).toContain('year:2019..2023');
    await page.context().close();
  });

  it('marks the sentence of an opened hit that is nearest to it, until something else is asked', async () => {
    const page = await site.page('?q=how do vision transformers scale');
    await page.click('.hit .paper-link >> nth=0');
    const marked = await page.waitForSelector('.abstract mark.nearest');
    const sentence = (await marked.textContent()) ?? '';
    const abstract = (await page.textContent('.abstract')) ?? '';
    expect(sentence.length).toBeGreaterThan(20);
    expect(sentence.length).toBeLessThan(abstract.length);
    expect(abstract).toContain(sentence);
    const id = new URL(page.url()).searchParams.get('paper') ?? '';
    const paper = (await (await page.request.get(new URL(`/api/papers/${id}`, page.url()).href)).json()) as {
      abstract: string;
    };
    expect(abstract).toBe(paper.abstract);
    await page.fill('#search-text', '');
    await page.waitForSelector('.abstract:not(:has(mark))');
    await page.context().close();
  });

  it('marks its words in titles, snippets and the opened paper, by whatever ending, phrases as a whole', async () => {
    const page = await site.page('?q="vision transformer" scaling');
    await page.waitForSelector('.snippet mark.word');
    const marked = async (within: string) =>
      (await page.locator(`${within} mark.word`).allTextContents()).join('|');
    expect(await marked('.hit-title')).toMatch(/vision transformers?(\||$)/i);
    expect(await marked('.snippet')).toMatch(/(^|\|)scal(e|es|ed|ing)(\||$)/i);
    const title = await page.textContent('#hits .paper-link >> nth=0');
    await page.click('.hit .paper-link >> nth=0');
    await page.waitForSelector('.abstract mark.nearest');
    expect(await page.textContent('.paper-title')).toBe(title);
    expect(await marked('.abstract')).toMatch(/vision[ -]transformers?/i);
    await page.context().close();
  });

  it('says of each hit on demand why it is there: parts, sentence, phrases; and says where it cannot', async () => {
    let broken = false;
    const page = await site.page(
      '?q=model assembly&like=deep-model-assembling&unlike=internlm-xcomposer2-4khd',
      {
        before: (opened) =>
          opened.route('**/api/search', (route) =>
            broken && route.request().postDataJSON().explain ? route.abort() : route.continue(),
          ),
      },
    );
    const why = (rank: number) =>
      page
        .locator('.hit')
        .nth(rank - 1)
        .locator('.why');
    await why(3).locator('summary').click();
    await why(3).locator('.parts').waitFor();
    const numbers = (await why(3).locator('.parts .number').allTextContents()).map((text) =>
      Number(text.replace('−', '-')),
    );
    expect(numbers).toHaveLength(3);
    const similarity = Number(await page.locator('.hit').nth(2).locator('.similarity-number').textContent());
    expect(Math.abs(numbers.reduce((a, b) => a + b) - similarity)).toBeLessThan(0.03);
    const { hits } = await site.ask<Hits>(
      'api/search?q=model+assembly&like=deep-model-assembling&unlike=internlm-xcomposer2-4khd&k=3&explain=true',
    );
    expect(await why(3).locator('blockquote').textContent()).toBe(hits[2].why.sentence?.text);
    expect(await why(3).locator('.examples .chip').allTextContents()).toEqual(hits[2].why.like[0].shared);
    broken = true;
    await why(5).locator('summary').click();
    await why(5).locator('.failure').waitFor();
    broken = false;
    await why(5).locator('.failure button').click();
    await why(5).locator('.parts').waitFor();
    // What is open is asked anew when the question changes.
    const again = page.waitForRequest((request) => {
      const asked = request.url().endsWith('/api/search') ? request.postDataJSON() : {};
      return asked.explain === true && asked.examples === 'any';
    });
    await page.selectOption('#example-way', 'any');
    await again;
    await page.waitForSelector('.why[open] .parts');
    await page.context().close();
  });

  it('is given longer answers on demand, from the place where the reader is', async () => {
    const page = await site.page('?q=training');
    await page.waitForSelector('.hit');
    const titles = await page.locator('#hits .paper-link').allTextContents();
    await page.click('text=Show 60');
    await page.waitForSelector('.hit >> nth=59');
    expect((await page.locator('#hits .paper-link').allTextContents()).slice(0, 30)).toEqual(titles);
    expect(page.url()).toContain('k=60');
    await page.context().close();
  });

  it('lets the tray say how its papers count together', async () => {
    const page = await site.page('?like=deep-model-assembling&like=internlm-xcomposer2-4khd');
    await page.waitForSelector('.hit');
    const titles = () => page.locator('#hits .paper-link').allTextContents();
    const first = await titles();
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/search'));
    await page.selectOption('#example-way', 'any');
    await answered;
    await page.waitForSelector('#hits[aria-busy="false"]');
    expect(await titles()).not.toEqual(first);
    expect(page.url()).toContain('examples=any');
    await page.reload();
    await page.waitForSelector('.hit');
    expect(await page.inputValue('#example-way')).toBe('any');
    await page.context().close();
  });

  it('follows "more like this", "less like this" and their removal', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    const titles = () => page.locator('#hits .paper-link').allTextContents();
    const first = await titles();
    const answered = () => page.waitForResponse((response) => response.url().endsWith('/api/search'));
    const answers = async (act: () => Promise<void>) => {
      await Promise.all([answered(), act()]);
      await page.waitForSelector('#hits[aria-busy="false"]');
      return titles();
    };
    const liked = await answers(() => page.click('.hit .mark-like >> nth=3'));
    expect(liked).not.toEqual(first);
    const away = await answers(() => page.click('.hit .mark-unlike >> nth=0'));
    expect(away).not.toEqual(liked);
    expect(await page.locator('.tray-item').count()).toBe(2);
    await page.click('.why summary >> nth=0');
    expect(await page.textContent('.why[open]')).toContain('Kept away from:');
    expect(await answers(() => page.click('.tray-item.unlike button'))).toEqual(liked);
    expect(await answers(() => page.click('.tray-item.like button'))).toEqual(first);
    await page.context().close();
  });

  it('is narrowed by a filter, removable as a chip', async () => {
    const page = await site.page('?q=learning');
    await page.click('.filter-panel > summary');
    const folds = () =>
      page.locator('.facet').evaluateAll((all) => all.map((facet) => facet.hasAttribute('open')));
    const before = await folds();
    // The first are the topics, which have a parameter of their own. Of the other two one is folded, the other unfolded.
    await page.click('.facet > summary >> nth=1');
    await page.click('.facet > summary >> nth=2');
    await page.click('.facet[open] .choice >> nth=0');
    await page.waitForSelector('.active-filters .removable');
    expect(page.url()).toMatch(/f\.\w+=/);
    // What was folded and unfolded stays so when the choice draws them anew.
    expect(await folds()).toEqual(before.map((open, i) => (i > 0 ? !open : open)));
    await page.click('.active-filters .removable');
    await page.waitForSelector('.active-filters', { state: 'detached' });
    await page.context().close();
  });

  it('can be a topic: opened from the tree, shown on the map, listed as a filter', async () => {
    const page = await site.page();
    const whole = await pictureOfMap(page);
    await page.click('[data-tab="topics"]');
    await page.click('.topic-button >> nth=0');
    await page.waitForSelector('.topic-card .paper-link');
    const size = await page.textContent('.topic-button >> nth=0 >> .number');
    await page.waitForURL(/at=/);
    expect(await pictureOfMap(page)).not.toBe(whole);
    await page.click('text=Only papers of this topic');
    await page.click('[data-tab="results"]');
    await page.waitForSelector('#hits .hit');
    expect(await page.textContent('#hits .result-heading')).toBe(
      `${size} papers within the filters, newest first`,
    );
    await page.context().close();
  });

  it('keeps the newest answer where an older one comes late', async () => {
    const page = await site.page('', {
      before: (opened) =>
        opened.route('**/api/search', async (route) => {
          const slow = route.request().postDataJSON().text === 'slow old question';
          if (slow) await new Promise((resolve) => setTimeout(resolve, 1500));
          // The page has aborted the slow one by then.
          await route.continue().catch(() => {});
        }),
    });
    await page.fill('#search-text', 'slow old question');
    await page.keyboard.press('Enter');
    await page.fill('#search-text', 'graph networks');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit');
    await page.waitForTimeout(2000);
    expect(await page.textContent('#hits .result-heading')).toContain('“graph networks”');
    await page.context().close();
  });

  it.each([
    [
      'a refusal',
      { status: 500, body: '{"error":{"code":"internal","message":"The cable is loose."}}' },
      'The cable is loose.',
    ],
    ['an answer without a reason', { status: 502, body: 'oops' }, 'The server answered with status 502'],
    ['no answer', null, 'The Nearby server does not answer.'],
  ])('is met by %s with words and a second try', async (_, answer, words) => {
    const page = await site.page();
    await page.route('**/api/search', (route) => (answer ? route.fulfill(answer) : route.abort()));
    await page.fill('#search-text', 'graphs');
    const failure = await page.waitForSelector('#hits .failure');
    expect(await failure.textContent()).toContain(words);
    await page.unroute('**/api/search');
    await page.click('#hits .failure button');
    await page.waitForSelector('.hit');
    await page.context().close();
  });

  it('keeps the rest of the page where the map cannot be fetched, and fetches it at a second try', async () => {
    const page = await site.page('?q=graphs', {
      before: (opened) => opened.route('**/api/map', (route) => route.fulfill({ body: 'NBY0 not a map' })),
    });
    await page.waitForSelector('.hit');
    expect(await page.textContent('#map-message')).toContain('The map could not be fetched.');
    await page.unroute('**/api/map');
    await page.click('#map-message button');
    await page.waitForSelector('.legend-entry');
    await page.context().close();
  });
});
