import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/build-corpus.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import type { PaperDetail } from '../../src/server/api-types.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { middleOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  const lines = readFileSync(samplePapers, 'utf8').trimEnd().split('\n').slice(0, 80);
  const [first, second] = lines.map((line) => JSON.parse(line));
  const versions = [
    // The fullest record, which stands for the paper.
    { ...first, id: 'first-published', year: 2024, venue: 'Journal', doi: '10.1/x', keywords: ['a'] },
    { ...first, id: 'first-longer', title: `${first.title}: an extended study of it`, year: 2025 },
    { ...second, id: 'second-published', year: 2024, venue: 'Workshop', doi: '10.1/y', keywords: ['a'] },
  ].map(({ abstract, ...rest }) => JSON.stringify({ ...rest, abstract: `Revised. ${abstract}` }));
  const folder = temporaryFolder();
  const file = join(folder, 'papers.jsonl');
  writeFileSync(file, [...lines, ...versions].join('\n'));
  const report = await buildCorpus(join(folder, 'corpus'), [file]);
  expect(report).toMatchObject({ papers: 83, groups: 2 });
  site = await OpenedSite.open(join(folder, 'corpus'));
  title = first.title;
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

/** Of the paper that is there three times. */
let title: string;
const question = () => `?${new URLSearchParams({ q: title })}`;
const disclosure = (page: Page) => page.locator('.hit summary', { hasText: 'more version' }).first();
const idsOf = (page: Page) =>
  page.locator('.hit').evaluateAll((hits) => hits.map((hit) => (hit as HTMLElement).dataset.id ?? ''));
const ofFirst = (ids: string[], all: readonly string[]) => ids.filter((id) => all.includes(id));

describe('versions of a paper', () => {
  it('are one hit, which lists the others; each opens, and the list stays open', async () => {
    const page = await site.page(question());
    await page.waitForSelector('.hit');
    const { versions, id } = await site.ask<PaperDetail>('api/papers/first-longer');
    const all = [id, ...versions.map((version) => version.id)];
    expect(all).toHaveLength(3);
    const [shown, ...more] = ofFirst(await idsOf(page), all);
    expect(more).toEqual([]);
    expect(await disclosure(page).textContent()).toContain('2 more versions');

    await disclosure(page).focus();
    await page.keyboard.press('Enter');
    const links = page.locator('.hit details[open] .version-list .paper-link');
    expect(await links.count()).toBe(2);
    await page.keyboard.press('Tab');
    const key = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key);
    const opened = key!.replace('version:', '');
    expect(all.filter((other) => other !== shown)).toContain(opened);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#paper .paper-title');
    expect(new URL(page.url()).searchParams.get('paper')).toBe(opened);
    expect(await links.first().isVisible()).toBe(true);

    // The open paper lists the others, and its neighbours are none of them.
    await page.waitForSelector('#paper .neighbor');
    const keysIn = (selector: string) =>
      page.locator(selector).evaluateAll((some) => some.map((one) => (one as HTMLElement).dataset.key ?? ''));
    expect((await keysIn('#paper .version-list .paper-link')).sort()).toEqual(
      all
        .filter((other) => other !== opened)
        .map((other) => `version:${other}`)
        .sort(),
    );
    const near = (await keysIn('#paper .neighbor .paper-link')).map((other) =>
      other.replace('neighbor:', ''),
    );
    expect(ofFirst(near, all)).toEqual([]);

    // Closing leads back to the link that opened it.
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe(key);
    await page.context().close();
  });

  it('are passed over by the keys that go from hit to hit', async () => {
    const page = await site.page(question());
    await page.waitForSelector('.hit');
    const ids = await idsOf(page);
    await page.focus('.hit .paper-link >> nth=0');
    for (const id of ids.slice(1, 4)) {
      await page.keyboard.press('j');
      expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe(
        `hit:${id}`,
      );
    }
    await page.context().close();
  });

  it('are hits of their own on request, which is kept in the address', async () => {
    const page = await site.page(question());
    await page.waitForSelector('.hit');
    await page.click('.search-mode summary');
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/search'));
    await page.getByLabel('Show each version by itself').check();
    expect((await answered).request().postDataJSON()).toMatchObject({ duplicates: 'listed' });
    await page.waitForSelector('[data-id="first-longer"]');
    expect(new URL(page.url()).searchParams.get('duplicates')).toBe('listed');
    expect(ofFirst(await idsOf(page), ['first-published', 'first-longer'])).toHaveLength(2);
    expect(await page.locator('.hit summary', { hasText: 'more version' }).count()).toBe(0);
    await page.goBack();
    await disclosure(page).waitFor();
    expect(await page.getByLabel('Show each version by itself').isChecked()).toBe(false);
    await page.context().close();
  });

  it('are one point: under the pointer and at a click is what stands for them', async () => {
    const { xData, yData } = await site.ask<PaperDetail>('api/papers/first-longer');
    const page = await site.page(`?at=${xData},${yData},2000`);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    await page.waitForSelector('#hover-card .hover-about >> text=2 more versions');
    expect(await page.textContent('#hover-card .hover-about')).toContain('2024');
    await page.mouse.click(x, y);
    await page.waitForURL(/paper=first-published/);
    await page.context().close();
  });

  it('are counted in what the page says of the corpus', async () => {
    const page = await site.page();
    await page.click('#open-info');
    await page.waitForSelector('#info-dialog >> text=2 papers in 5 versions or copies');
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`have no axe violation and fit a window of 320 pixels, ${colorScheme}`, async () => {
      const page = await site.page(question(), { viewport: { width: 320, height: 640 }, colorScheme });
      await page.click('.search-mode summary');
      await disclosure(page).click();
      const violations = async () =>
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
      const fits = async () => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        const boxes = await page
          .locator('.version-list .paper-link')
          .evaluateAll((links) =>
            links.filter((link) => link.checkVisibility()).map((link) => link.getBoundingClientRect()),
          );
        expect(boxes).toHaveLength(2);
        for (const { right, height } of boxes) {
          expect(right).toBeLessThanOrEqual(320);
          expect(height).toBeGreaterThanOrEqual(24);
        }
      };
      expect(await violations()).toEqual([]);
      await fits();
      await page.locator('.hit .version-list .paper-link').first().click();
      await page.waitForSelector('#paper .neighbor');
      expect(await violations()).toEqual([]);
      await fits();
      await page.context().close();
    });
  }
});
