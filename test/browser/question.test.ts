import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const spoken = '#map canvas[role="application"]';

describe('a question', () => {
  it('stands on the map among its results, also in words, until it is taken back', async () => {
    const page = await site.page('?color=none');
    await page.waitForSelector('.hits .welcome');
    const before = await pictureOfMap(page);
    expect(await page.getAttribute(spoken, 'aria-description')).toBe('');
    await page.fill('#search-text', 'federated learning');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit');
    await expect
      .poll(() => page.getAttribute(spoken, 'aria-description'))
      .toMatch(
        /^Your question stands on the map among \d+ of its first 12 results, in the topic federated learning/,
      );
    await page.fill('#search-text', '');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getAttribute(spoken, 'aria-description')).toBe('');
    await expect.poll(() => pictureOfMap(page)).toBe(before);
    await page.context().close();
  });

  it('of a filter alone has no place', async () => {
    const page = await site.page('?f.list=1');
    await page.waitForSelector('.hit');
    expect(await page.getAttribute(spoken, 'aria-description')).toBe('');
    await page.context().close();
  });
});
