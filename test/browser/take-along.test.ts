import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hits, Topics } from '../../src/server/api-types.ts';
import { readText } from '../papers/collected.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

/** Chooses from the menu that is open, and gives the file that comes down. */
async function downloaded(page: Page, item: string): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

describe('taking papers along', () => {
  it('writes the results in each format, in their order, as our importers read them', async () => {
    const page = await site.page('?q=attention&k=5');
    await page.waitForSelector('.hit');
    const { hits } = await site.ask<Hits>('api/search?q=attention&k=5');
    for (const item of ['BibTeX', 'RIS', 'CSV', 'JSON']) {
      await page.getByRole('button', { name: 'Export', exact: true }).first().click();
      const { name, text } = await downloaded(page, item);
      expect(name).toMatch(/^[\p{L}\p{N}-]+-attention-5-papers\.(bib|ris|csv|json)$/u);
      const { papers, issues } = await readText(text, null, name);
      expect(issues).toEqual([]);
      expect(papers.map(({ title }) => title)).toEqual(hits.map(({ title }) => title));
      expect(papers.every(({ abstract }) => abstract.length > 100)).toBe(true);
    }
    await page.waitForSelector('#announcement:has-text("5 papers saved as")');
    await page.context().close();
  });

  it('writes all that filters let through, also what is not listed', async () => {
    const page = await site.page('?topic=0');
    await page.waitForSelector('.hit');
    const { total } = await site.ask<Hits>('api/search?topic=0&k=5');
    expect(total).toBeGreaterThan(30);
    await page.getByRole('button', { name: 'Export', exact: true }).first().click();
    const { text } = await downloaded(page, 'JSON');
    expect(JSON.parse(text)).toHaveLength(total ?? 0);
    await page.context().close();
  });

  it('writes liked papers, a topic, an area and the open paper', async () => {
    const page = await site.page('?q=vision');
    await page.click('.hit .mark-like >> nth=0');
    await page.click('.hit .mark-like >> nth=2');
    await page.getByRole('button', { name: 'Export liked' }).click();
    expect(JSON.parse((await downloaded(page, 'JSON')).text)).toHaveLength(2);

    const { topics } = await site.ask<Topics>('api/topics');
    await page.click('[data-tab="topics"].tab');
    await page.click('[data-topic="0"] .topic-button');
    await page.getByRole('button', { name: 'Export its papers' }).click();
    expect((await downloaded(page, 'RIS')).text.match(/^ER/gm)).toHaveLength(topics[0].size);

    await page.click('#select-area');
    await page.getByRole('button', { name: 'Take what is seen' }).click();
    const said = await page.textContent('.area-title');
    await page.getByRole('button', { name: 'Export them' }).click();
    const { text } = await downloaded(page, 'CSV');
    expect(text.trim().split('\r\n').length - 1).toBe(Number.parseInt(said ?? '', 10));
    await page.keyboard.press('Escape');

    await page.click('#tabs [data-tab="results"]');
    await page.click('#hits .paper-link >> nth=0');
    await page.locator('#paper').getByRole('button', { name: 'Export' }).click();
    const { text: entry } = await downloaded(page, 'BibTeX');
    const { papers } = await readText(entry, 'bibtex');
    expect(papers.map(({ title }) => title)).toEqual([await page.textContent('#paper h2')]);
    await page.context().close();
  });

  it('is a menu for the keyboard: arrows move, Esc closes it alone and gives the focus back', async () => {
    const page = await site.page('?q=vision&paper=deep-model-assembling');
    await page.focus('#paper [data-key="export-paper"]');
    await page.keyboard.press('Enter');
    await page.getByRole('menu', { name: 'Export 1 paper as' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toMatch(/^BibTeX/);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toMatch(/^JSON/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^RIS/);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('export-paper');
    expect(await page.isVisible('#paper h2')).toBe(true);
    await page.context().close();
  });

  it('copies the citation of the open paper, and says so', async () => {
    const page = await site.page('?paper=deep-model-assembling', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const cite = async (item: string) => {
      await page.getByRole('button', { name: 'Copy citation' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await cite('As text');
    await page.waitForSelector('#announcement:has-text("Citation copied (text).")');
    expect(await copied()).toMatch(/^(.+\. )?.*Deep Model Assembling/);
    await cite('BibTeX');
    await page.waitForSelector('#announcement:has-text("Citation copied (BibTeX).")');
    expect(await copied()).toMatch(/^@\w+\{deep-model-assembling,[\s\S]*\}$/);
    expect(await copied()).not.toContain('abstract');
    await page.context().close();
  });

  it('copies without the clipboard, and says in words when the server gives no papers', async () => {
    const page = await site.page('?paper=deep-model-assembling', {
      viewport: narrow,
      before: (opened) =>
        opened.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
    });
    await page.waitForSelector('#paper h2');
    await page.evaluate(() => {
      document.addEventListener('copy', () => {
        document.body.dataset.copied = (document.activeElement as HTMLTextAreaElement).value;
      });
    });
    await page.getByRole('button', { name: 'Copy citation' }).click();
    await page.getByRole('menuitem', { name: 'RIS' }).click();
    await page.waitForSelector('#announcement:has-text("Citation copied (RIS).")');
    expect(await page.getAttribute('body', 'data-copied')).toMatch(/^TY {2}- /);

    await page.route('**/api/papers', (route) => route.fulfill({ status: 500, body: 'no' }));
    await page.locator('#paper').getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    await page.waitForSelector('#announcement:has-text("could not be exported")');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
