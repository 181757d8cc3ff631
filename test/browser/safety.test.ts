import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hits, PaperDetail } from '../../src/server/api-types.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const attacks = [
  '<script>window.attacked = 1</script>',
  '<img src=x onerror="window.attacked = 1">',
  '"><svg onload=window.attacked=1>',
  "javascript:window.attacked=1//'",
  '<iframe srcdoc="<script>parent.attacked=1</script>"></iframe>',
  '{{constructor.constructor("window.attacked=1")()}}',
  '<a href="https://example.org/out">out</a><link rel=prefetch href=https://example.org/out>',
  '</title></textarea></style><style>@import "https://example.org/out"</style>',
];
const attack = attacks.join(' ');

/** Every answer about papers, with attacks for all of its words. */
async function poison(page: Page): Promise<void> {
  const poisoned = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return key === 'id' ? value : attack;
    if (Array.isArray(value)) return value.map((item) => poisoned(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, name)]));
  };
  const answer = async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: poisoned(await response.json()) });
  };
  for (const path of ['search', 'papers**', 'papers/**', 'topics', 'facets', 'info']) {
    await page.route(`**/api/${path}`, answer);
  }
}

const attacked = (page: Page) => page.evaluate(() => (window as unknown as { attacked?: number }).attacked);

describe('the text of papers', () => {
  it('is shown as text and runs nothing, in the list, the pane, the tray, the topics and the filters', async () => {
    const page = await site.page('?q=attention', { before: poison });
    await page.waitForSelector('.hit');
    expect(await page.textContent('#hits .paper-link >> nth=0')).toBe(attack);
    await page.click('.why summary >> nth=0');
    await page.click('.hit .mark-like >> nth=0');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper .abstract')).toBe(attack);
    expect(await page.textContent('#paper h2')).toBe(attack);
    await page.click('.filter-panel > summary');
    await page.click('[data-tab="topics"]');
    await page.click('.topic-button >> nth=0');
    await page.click('#open-info');
    await page.waitForTimeout(300);
    expect(await attacked(page)).toBeUndefined();
    expect(
      await page.locator('.panel script, .panel img, .panel iframe, .panel link, .panel style').count(),
    ).toBe(0);
    await page.context().close();
  });

  it('becomes a link only where it is an http or https address, without a referrer', async () => {
    const links = async (fields: Partial<PaperDetail>) => {
      const page = await site.page('', {
        before: (opened) =>
          opened.route(/\/api\/papers\/[^/]+$/, async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response, json: { ...(await response.json()), ...fields } });
          }),
      });
      await page.click('.welcome .paper-link');
      await page.waitForSelector('#paper h2');
      const found = await page.$$eval('#paper .links a', (all) =>
        all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]),
      );
      await page.context().close();
      return found;
    };
    expect(await links({ url: 'javascript:alert(1)', doi: '' })).toEqual([]);
    expect(await links({ url: 'https://example.org/p', doi: '10.1000/x y' })).toEqual([
      ['https://doi.org/10.1000/x%20y', 'noreferrer noopener'],
      ['https://example.org/p', 'noreferrer noopener'],
    ]);
  });
});

describe('the page', () => {
  it('asks no other host for anything in a whole visit, and breaks none of its own rules', async () => {
    const page = await site.page();
    await page.fill('#search-text', 'attention');
    await page.waitForSelector('.hit');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    await page.click('[data-tab="topics"]');
    await page.click('#open-info');
    await page.keyboard.press('Escape');
    expect(site.complaints).toEqual([]);
    await page.context().close();
  });

  it('is sent under a policy that allows nothing inline', async () => {
    const { headers } = await fetch(site.url);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('goes on showing what it has where the server is gone', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    await page.context().setOffline(true);
    await page.click('#hits .paper-link >> nth=0');
    const failure = await page.waitForSelector('#paper .failure');
    expect(await failure.textContent()).toContain('The Nearby server does not answer.');
    expect(await page.locator('.hit').count()).toBe(30);
    await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    await page.context().setOffline(false);
    await page.click('#paper .failure button');
    await page.waitForSelector('#paper h2');
    await page.context().close();
  });

  it('opens the paper that the list names', async () => {
    const { hits } = await site.ask<Hits>('api/search?q=attention&k=30');
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    expect(await page.locator('#hits .paper-link').allTextContents()).toEqual(hits.map((hit) => hit.title));
    await page.context().close();
  });
});
