/** The year brush by mouse, touch, keyboard and play: what it does to the map, the question, the address and the history. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { datedCorpus } from './dated-corpus.ts';
import { pictureOfMap } from './map-places.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open(await datedCorpus());
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const first = 2001;
const years = 24;

/** Opens the filters, and counts what is asked of the server from then on. */
async function opened(page: Page): Promise<{ searches: () => number }> {
  await page.click('.filter-panel > summary');
  await page.waitForSelector('.year-all');
  await page.waitForSelector('.facets[aria-busy="false"]');
  let searches = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/search')) searches++;
  });
  return { searches: () => searches };
}

/** The middle of a year's bar, in pixels of the page. */
async function placeOf(page: Page, year: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('.year-bars').boundingBox())!;
  return { x: box.x + ((year - first + 0.5) / years) * box.width, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: number, to: number, whileDown?: () => Promise<void>): Promise<void> {
  const [start, end] = [await placeOf(page, from), await placeOf(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, start.y, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await whileDown?.();
  await page.mouse.up();
}

const inAddress = (page: Page) => {
  const { searchParams } = new URL(page.url());
  return [searchParams.get('from'), searchParams.get('to')];
};
const caption = (page: Page) => page.textContent('.year-caption');
const entries = (page: Page) => page.evaluate(() => history.length);

describe('the year brush', () => {
  it('is drawn with the mouse: the map follows at once, the question is asked when it rests, as one step', async () => {
    const page = await site.page();
    const { searches } = await opened(page);
    const before = await pictureOfMap(page);
    const steps = await entries(page);
    await drag(page, 2005, 2010, async () => {
      // Points are painted in a worker: they follow a few frames later.
      await expect.poll(() => pictureOfMap(page), { timeout: 5000 }).not.toBe(before);
      expect(await caption(page)).toMatch(/^2005 to 2010: \d+ papers$/);
      expect(searches()).toBe(0);
      expect(inAddress(page)).toEqual([null, null]);
    });
    await expect.poll(() => inAddress(page)).toEqual(['2005', '2010']);
    await page.waitForSelector('.hit');
    expect(searches()).toBe(1);
    expect(await entries(page)).toBe(steps + 1);
    const papers = Number((await caption(page))!.match(/: (\d+)/)![1]);
    expect(await page.textContent('#hits .result-heading')).toContain(`${papers} papers within the filters`);
    await page.goBack();
    await expect.poll(() => caption(page)).toMatch(/^All years/);
    await page.context().close();
  });

  it('is moved by its middle and resized by its ends', async () => {
    const page = await site.page('?from=2005&to=2010');
    await opened(page);
    await drag(page, 2007, 2010);
    await expect.poll(() => inAddress(page)).toEqual(['2008', '2013']);
    const end = await placeOf(page, 2013);
    const { width } = (await page.locator('.year-bars').boundingBox())!;
    await page.mouse.move(end.x + width / years / 2, end.y);
    await page.mouse.down();
    const { x, y } = await placeOf(page, 2016);
    await page.mouse.move(x, y, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => inAddress(page)).toEqual(['2008', '2016']);
    await page.context().close();
  });

  it('moves by the keys of its sliders, which say their years and ask when they rest', async () => {
    const page = await site.page();
    const { searches } = await opened(page);
    const low = page.getByRole('slider', { name: 'Earliest year' });
    await low.focus();
    expect(await low.getAttribute('aria-valuetext')).toBe('2001, no limit');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    expect(await low.getAttribute('aria-valuetext')).toBe('2005');
    expect(searches()).toBe(0);
    await expect.poll(() => inAddress(page)).toEqual(['2005', null]);
    await expect.poll(searches).toBe(1);
    // The redraw that the answer brought left the focus where it was.
    await page.keyboard.press('Home');
    await expect.poll(() => inAddress(page)).toEqual([null, null]);
    await page.getByRole('slider', { name: 'Latest year' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => inAddress(page)).toEqual([null, '2001']);
    await page.context().close();
  });

  it('takes typed years, also those beyond its bars, of which the outer ones count all', async () => {
    const page = await site.page();
    await opened(page);
    expect(await page.textContent('.year-scale')).toBe('≤ 20012024');
    await page.locator('.year-field input').first().fill('1400');
    // Leaving the first field asks; what is typed meanwhile into the second stays when the answer comes.
    await page.locator('.year-field input').last().focus();
    await page.keyboard.type('16');
    await page.waitForSelector('.hit');
    await page.waitForSelector('.facets[aria-busy="false"]');
    await page.keyboard.type('00');
    await page.keyboard.press('Enter');
    await expect.poll(() => inAddress(page)).toEqual(['1400', '1600']);
    await expect.poll(() => caption(page)).toBe('1400 to 1600: 1 paper');
    await page.context().close();
  });

  it('is drawn by a finger', async () => {
    const page = await site.page('', { viewport: narrow, hasTouch: true, isMobile: true });
    await opened(page);
    await page.locator('.year-stage').scrollIntoViewIfNeeded();
    const [start, end] = [await placeOf(page, 2006), await placeOf(page, 2012)];
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await send('touchStart', [start]);
    for (let i = 1; i <= 6; i++)
      await send('touchMove', [{ x: start.x + (i / 6) * (end.x - start.x), y: start.y }]);
    await send('touchEnd', []);
    await expect.poll(() => inAddress(page)).toEqual(['2006', '2012']);
    await page.context().close();
  });
});

describe('playing the years', () => {
  it('moves a window over the map, writes nothing into the history, and asks when it is paused', async () => {
    const page = await site.page('', { reducedMotion: 'no-preference' });
    const { searches } = await opened(page);
    const steps = await entries(page);
    await page.getByRole('button', { name: 'Play the years' }).click();
    await expect.poll(() => caption(page)).toMatch(/^2001 to 2003/);
    expect(await page.textContent('.years [role="status"]')).toMatch(/^2001 to 2003: \d+ papers$/);
    const before = await pictureOfMap(page);
    await expect.poll(() => caption(page), { timeout: 5000 }).not.toMatch(/^2001 to 2003/);
    await expect.poll(() => pictureOfMap(page), { timeout: 5000 }).not.toBe(before);
    expect({ searches: searches(), steps: await entries(page) }).toEqual({ searches: 0, steps });
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => inAddress(page)).not.toEqual([null, null]);
    await page.waitForSelector('.hit');
    expect({ searches: searches(), steps: await entries(page) }).toEqual({ searches: 1, steps: steps + 1 });
    const shown = await caption(page);
    await page.waitForTimeout(1300);
    expect(await caption(page)).toBe(shown);
    await page.context().close();
  });

  it('stops by itself at the last years, and when somebody asks for others', async () => {
    const page = await site.page('?from=2021&to=2023', { reducedMotion: 'no-preference' });
    await opened(page);
    await page.getByRole('button', { name: 'Play the years' }).click();
    await expect.poll(() => inAddress(page), { timeout: 5000 }).toEqual(['2022', '2024']);
    await page.getByRole('button', { name: 'Play the years' }).click();
    await expect.poll(() => caption(page)).toMatch(/^2001 to 2003/);
    await page.click('.active-filters .link-button');
    await expect.poll(() => caption(page)).toMatch(/^All years/);
    await page.waitForTimeout(1300);
    expect(await caption(page)).toMatch(/^All years/);
    await page.context().close();
  });

  it('goes by steps only where the person wants little motion', async () => {
    const page = await site.page();
    await opened(page);
    expect(await page.getByRole('button', { name: 'Play the years' }).count()).toBe(0);
    const later = page.getByRole('button', { name: 'Later years' });
    for (let i = 0; i < 3; i++) await later.click();
    await expect.poll(() => inAddress(page)).toEqual(['2003', '2005']);
    await page.getByRole('button', { name: 'Earlier years' }).click();
    await expect.poll(() => inAddress(page)).toEqual(['2002', '2004']);
    await page.context().close();
  });
});
