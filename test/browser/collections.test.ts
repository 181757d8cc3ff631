import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
/** What is drawn over the points, wherever on the map. */
const overlay = (page: Page) =>
  page.locator('#map canvas[role="application"]').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
const choose = (page: Page, role: 'menuitem' | 'menuitemcheckbox', name: string) =>
  page.getByRole(role, { name }).click();
const announced = (page: Page, text: string) => page.waitForSelector(`#announcement:has-text("${text}")`);
const dialogSays = (page: Page, text: string) =>
  page.waitForSelector(`.collections-said:has-text("${text}")`);
const openCollection = async (page: Page, name: string) => {
  await page.click('#open-collections');
  await page.click(`.collection-name:has-text("${name}")`);
};

/** A page with the first `papers` hits of a question in "Collection". */
async function withCollection(papers: number): Promise<Page> {
  const page = await site.page('?q=vision');
  await page.waitForSelector('.hit');
  for (let i = 0; i < papers; i++) {
    await page.click(`.hit >> nth=${i} >> [data-key^="collect:"]`);
    if (i === 0) await choose(page, 'menuitem', 'New collection');
    else await choose(page, 'menuitemcheckbox', 'Collection');
    await announced(page, 'Added to “Collection”');
  }
  return page;
}

describe('collections', () => {
  it('take papers from hits and from the open paper, give them back, and outlive the page', async () => {
    const page = await withCollection(2);
    expect(await page.locator('.hit .collected').count()).toBe(2);
    await page.click('#hits .paper-link >> nth=1');
    await page.locator('#paper').getByRole('button', { name: 'Collections' }).click();
    expect(
      await page.getByRole('menuitemcheckbox', { name: 'Collection' }).getAttribute('aria-checked'),
    ).toBe('true');
    await choose(page, 'menuitemcheckbox', 'Collection');
    await announced(page, 'Removed from “Collection”');
    await page.reload();
    await page.waitForSelector('.hit .collected');
    expect(await page.locator('.hit .collected').count()).toBe(1);
    await page.context().close();
  });

  it('are listed, opened, shown on the map, renamed, deleted and brought back', async () => {
    const page = await withCollection(3);
    const before = await overlay(page);
    await openCollection(page, 'Collection');
    expect(await page.locator('.collection-papers li').count()).toBe(3);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show on the map' }).click();
    const entry = page.locator('[data-key="legend:collection"]');
    await entry.waitFor();
    expect(await entry.textContent()).toContain('Collection3');
    await expect.poll(() => overlay(page)).not.toBe(before);
    await entry.click();
    expect(await entry.getAttribute('aria-pressed')).toBe('false');
    await page.mouse.move(700, 20);
    await expect.poll(() => overlay(page)).toBe(before);

    await openCollection(page, 'Collection');
    await page.fill('#collection-name', 'Reading list');
    await page.keyboard.press('Enter');
    await dialogSays(page, 'Renamed to “Reading list”');
    expect(await entry.textContent()).toContain('Reading list');
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialogSays(page, '“Reading list” deleted.');
    expect(await entry.count()).toBe(0);
    await page.click('.collections-said button');
    await dialogSays(page, '“Reading list” is back.');
    expect(await page.textContent('.collection-name')).toContain('Reading list3 papers');
    await page.context().close();
  });

  it('are questions by example, opened by the key c', async () => {
    const page = await withCollection(2);
    await page.keyboard.press('c');
    await page.waitForSelector('#collections-dialog[open]');
    await page.click('.collection-name');
    await page.getByRole('button', { name: 'Find papers like these' }).click();
    await page.waitForSelector('.tray-item.like >> nth=1');
    expect(new URL(page.url()).searchParams.getAll('like')).toHaveLength(2);
    await page.context().close();
  });

  it('take an area of the map, go out as a file and come back from it', async () => {
    const page = await site.page('?topic=1', { viewport: narrow });
    // A few papers are enough.
    for (let i = 0; i < 5; i++) await page.click('#zoom-in');
    await page.click('#select-area');
    await page.getByRole('button', { name: 'Take what is seen' }).click();
    const count = Number.parseInt((await page.textContent('.area-title')) ?? '', 10);
    await page.getByRole('button', { name: 'Collect them' }).click();
    await choose(page, 'menuitem', 'New collection');
    await announced(page, `${count} papers added to “Collection”`);
    await page.keyboard.press('Escape');

    await openCollection(page, 'Collection');
    await page.locator('#collections-dialog').getByRole('button', { name: 'Export', exact: true }).click();
    const coming = page.waitForEvent('download');
    await choose(page, 'menuitem', 'JSON');
    const text = await readFile(await (await coming).path(), 'utf8');
    expect(JSON.parse(text)).toHaveLength(count);
    await dialogSays(page, `${count} papers saved as sample`);
    expect(await violations(page)).toEqual([]);

    const file = (name: string, content: string) => ({
      ...{ name, mimeType: 'application/json' },
      buffer: Buffer.from(content),
    });
    await page.setInputFiles('#collection-file', file('again.json', text));
    await dialogSays(page, `${count} papers imported as “again”`);
    await page.setInputFiles('#collection-file', file('refs.bib', '@article{a, title={B}}'));
    await dialogSays(page, 'is not JSON');
    await page.context().close();
  });

  it('show a paper that the corpus has no more by its title', async () => {
    const page = await site.page();
    const gone = [{ id: 'gone-1', title: 'A <b>lost</b> paper', year: 1999 }];
    await page.click('#open-collections');
    await page.setInputFiles('#collection-file', {
      ...{ name: 'lost.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(gone)),
    });
    await page.waitForSelector('.collection-papers .absent');
    expect(await page.textContent('.collection-papers li')).toBe(
      'A <b>lost</b> paper (1999) not in this corpus any more',
    );
    await page.getByRole('button', { name: 'Find papers like these' }).click();
    await dialogSays(page, 'None of its papers is in this corpus.');
    await page.context().close();
  });

  it('stay in step in two tabs, and say that what is stored cannot be read', async () => {
    const page = await withCollection(1);
    const second = await page.context().newPage();
    await second.goto(`${site.url}?q=vision`);
    await second.waitForSelector('.hit .collected');
    await second.click('.hit >> nth=4 >> [data-key^="collect:"]');
    await choose(second, 'menuitemcheckbox', 'Collection');
    await page.waitForSelector('.hit .collected >> nth=1');

    await second.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('nearby-collections:'));
      localStorage.setItem(key ?? '', '{"version":1,"collections":[{}]}');
    });
    await page.click('#open-collections');
    await page.waitForSelector('.collections-problem:has-text("cannot be read")');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
