import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const rated = '?like=deep-model-assembling&unlike=internlm-xcomposer2-4khd';
const titlesOn = (page: Page) => page.locator('.suggestion .paper-link').allTextContents();
const settled = (page: Page) => page.waitForSelector('.suggestions > [aria-busy="false"] .suggestion-list');
const suggest = (page: Page) => page.click('text=What should I rate next?');

describe('papers to rate next', () => {
  it('are rated by keyboard where they stand, and others take their places', async () => {
    const page = await site.page(rated);
    await page.focus('[data-key="suggest"]');
    await page.keyboard.press('Enter');
    await settled(page);
    const before = await titlesOn(page);
    expect(before).toHaveLength(5);
    expect(await page.textContent('.suggestions [role="status"]')).toBe(
      '5 papers whose rating would tell most.',
    );
    await page.focus('.suggestion >> nth=1 >> .mark-unlike');
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/suggest'));
    await page.keyboard.press('Enter');
    await answered;
    await settled(page);
    const after = await titlesOn(page);
    expect(after).toHaveLength(5);
    expect(after).not.toContain(before[1]);
    // Whoever is still suggested is where it was.
    after.forEach((title, place) => {
      if (before.includes(title)) expect(before[place]).toBe(title);
    });
    expect(new URL(page.url()).searchParams.getAll('unlike')).toHaveLength(2);
    expect(await page.locator('.tray-item.unlike .tray-title').allTextContents()).toContain(before[1]);
    // The rated paper has left, and the keyboard goes on in the list.
    expect(await page.evaluate(() => document.activeElement?.closest('.suggestions') !== null)).toBe(true);
    await page.click('[data-key="suggest"]');
    expect(await page.locator('.suggestion').count()).toBe(0);
    await page.context().close();
  });

  it('are offered once a paper is liked, and not after the tray is cleared', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    expect(await page.locator('text=What should I rate next?').isVisible()).toBe(false);
    await page.click('.hit .mark-like >> nth=0');
    await suggest(page);
    await settled(page);
    await page.click('text=Clear >> nth=0');
    await page.waitForSelector('.suggestions', { state: 'hidden' });
    await page.context().close();
  });

  it('are those of the last question, whichever answer comes last', async () => {
    let late: (() => Promise<void>) | null = null;
    const page = await site.page(rated, {
      before: (opened) =>
        opened.route('**/api/suggest', async (route) => {
          if (late) return route.continue();
          const answer = JSON.stringify({ hits: [], notes: ['An answer of long ago.'], tookMs: 1 });
          await new Promise<void>((resolve) => {
            late = async () => {
              // The page has given up on it.
              await route.fulfill({ contentType: 'application/json', body: answer }).catch(() => {});
              resolve();
            };
          });
        }),
    });
    await suggest(page);
    await page.waitForSelector('.suggestions .placeholder');
    await page.click('[aria-label^="Remove from the tray"] >> nth=1');
    await settled(page);
    await late!();
    await page.waitForTimeout(100);
    expect(await titlesOn(page)).toHaveLength(5);
    await page.context().close();
  });

  it('say when there is none, and when they could not be asked for', async () => {
    const page = await site.page(`${rated}&f.list=no-such-list`);
    await suggest(page);
    await page.waitForSelector('.suggestions .answer-note');
    expect(await page.textContent('.suggestions .answer-note')).toContain('no paper has list "no-such-list"');
    expect(await page.textContent('.suggestions .empty')).toBe('No paper is left to rate.');
    await page.context().close();

    let fails = true;
    const failing = await site.page(rated, {
      before: (opened) =>
        opened.route('**/api/suggest', (route) => (fails ? route.abort() : route.continue())),
    });
    await suggest(failing);
    await failing.waitForSelector('.suggestions .failure');
    fails = false;
    await failing.click('.suggestions .failure button');
    await settled(failing);
    await failing.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`have no axe violation and fit a window of 320 pixels, ${colorScheme}`, async () => {
      const page = await site.page(rated, { viewport: { width: 320, height: 640 }, colorScheme });
      await page.click('[data-tab="tray"]');
      await suggest(page);
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      const boxes = await page
        .locator('.suggestion .mark-like')
        .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().right));
      expect(boxes).toHaveLength(5);
      for (const right of boxes) expect(right).toBeLessThanOrEqual(320);
      await page.context().close();
    });
  }
});
