/** The list twin of the map: by the keyboard alone, and as the accessibility tree has it. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

describe('the papers in view', () => {
  it('are a list that follows the map and what is asked, opened and left by keys', async () => {
    const page = await site.page();
    const fold = page.locator('.in-view-panel > summary');
    await fold.focus();
    await page.keyboard.press('Enter');
    const said = page.locator('.in-view-panel [role="status"]');
    await expect.poll(() => said.textContent()).toBe('601 papers in view; the 20 nearest to the middle');
    const titles = () => page.locator('.in-view-panel .paper-link').allTextContents();
    const whole = await titles();
    expect(whole).toHaveLength(20);
    await page.locator('#map [role="application"]').focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('+');
    await expect.poll(() => said.textContent(), { timeout: 5000 }).not.toContain('601');
    const near = Number((await said.textContent())?.match(/^\d+/)?.[0]);
    expect(near).toBeLessThan(601);
    await page.keyboard.press('0');
    await expect.poll(titles, { timeout: 5000 }).toEqual(whole);

    await page.fill('#search-text', 'attention');
    await expect
      .poll(() => said.textContent(), { timeout: 5000 })
      .toContain('30 papers of what is asked in view');
    const link = page.locator('.in-view-panel .paper-link').first();
    const title = await link.textContent();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper h2')).toBe(title);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('have no axe violation and fit 320 pixels, %s', async (colorScheme) => {
    const page = await site.page('', { colorScheme, viewport: { ...narrow, width: 320 } });
    await page.locator('.in-view-panel > summary').click();
    await page.waitForSelector('.in-view-panel .paper-link');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.context().close();
  });
});
