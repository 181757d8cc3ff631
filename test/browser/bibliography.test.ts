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

const bibtex = `@article{a, title={{Deep} Model Asembling}}
@article{b, title={Deep Model Assembling, part 2}}
@article{c, title={<b>A history of lamps</b>}}
@article{d, year=2001}`;

const file = (text: string, name = 'refs.bib') => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** As a person drops it: a file from outside, over the window and let go. */
const drop = (page: Page, text: string, name: string) =>
  page.evaluate(
    ([content, fileName]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      for (const kind of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    },
    [text, name],
  );

describe('my bibliography', () => {
  it('is matched from the keyboard, marked on the map, listed, and removed', async () => {
    const page = await site.page();
    await page.focus('#open-bibliography');
    await page.keyboard.press('Enter');
    await page.setInputFiles('#bibliography-file', file(bibtex));
    await page.waitForSelector('.bibliography-counts');
    expect(await page.textContent('.bibliography-counts')).toMatch(
      /^refs\.bib: 1 found \(1 on the map\), 1 ambiguous, 1 absent, 1 notes/,
    );
    expect(
      await new AxeBuilder({ page }).analyze().then(({ violations }) => violations.map(({ id }) => id)),
    ).toEqual([]);

    await page.click('.bibliography-results li .link-button >> nth=0');
    await page.waitForSelector('.bibliography-counts:has-text("2 found")');
    await page.click('text=What is near them and not among them?');
    await page.waitForSelector('.bibliography-gaps li');
    expect(await page.textContent('.bibliography-gaps li')).toMatch(/near(est)? .*yours/);

    await page.keyboard.press('Escape');
    const own = page.locator('.legend-library button');
    expect(await own.getAttribute('aria-pressed')).toBe('true');
    await own.click();
    expect(await own.getAttribute('aria-pressed')).toBe('false');
    await page.click('#open-bibliography');
    await page.click('text=Remove');
    expect(await own.count()).toBe(0);
  });

  it('may be dropped on the window; a wrong or too large file leaves all as it is', async () => {
    const page = await site.page('?q=vision', { viewport: narrow });
    await drop(page, bibtex, 'dropped.bib');
    await page.waitForSelector('.bibliography-counts');
    expect(await page.isVisible('#drop-target')).toBe(false);
    await drop(page, '%PDF-1.7 a thesis of many pages', 'thesis.pdf');
    await page.waitForSelector('.bibliography-said:has-text("thesis.pdf")');
    expect(await page.textContent('.bibliography-said')).toMatch(/could not be matched\. .*a PDF/);
    await page.setInputFiles('#bibliography-file', file('x'.repeat(21 * 2 ** 20), 'huge.bib'));
    await page.waitForSelector('.bibliography-said:has-text("huge.bib")');
    expect(await page.textContent('.bibliography-said')).toMatch(/has 21 MB, more than the 20 MB/);
    expect(await page.textContent('.bibliography-counts')).toContain('dropped.bib');
    expect(new URL(page.url()).searchParams.get('q')).toBe('vision');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
  });
});
