import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { middleOfMap, pictureOfMap } from './map-places.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const title = (page: Page) => page.locator('#area-menu .area-title');
const choice = (page: Page, name: string) => page.locator('#area-menu').getByRole('button', { name });
const cornersIn = (page: Page, name: string) =>
  (new URL(page.url()).searchParams.get(name) ?? '').split(',').length / 2;

/** Around the middle of the map, at a distance, with the mouse. */
async function drawAround(page: Page, radiusPx: number): Promise<void> {
  const { x, y } = await middleOfMap(page);
  const at = (turn: number) =>
    [x + radiusPx * Math.cos(2 * Math.PI * turn), y + radiusPx * Math.sin(2 * Math.PI * turn)] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= 40; step++) await page.mouse.move(...at(step / 40));
  await page.mouse.up();
}

describe('an area of the map', () => {
  it('is drawn around papers with the mouse, and holds the answer within it', async () => {
    const page = await site.page('?q=learning');
    const before = await pictureOfMap(page);
    const { xData } = await viewOf(page);
    await page.click('#select-area');
    await choice(page, 'Draw around it').click();
    await drawAround(page, 120);
    const papers = Number((await title(page).textContent())?.split(' ')[0]);
    expect(papers).toBeGreaterThan(0);
    expect(papers).toBeLessThan(601);
    await choice(page, 'Only papers in it').click();
    await page.waitForURL(/[?&]region=/);
    expect(cornersIn(page, 'region')).toBeGreaterThan(5);
    expect(cornersIn(page, 'region')).toBeLessThanOrEqual(60);
    await page.getByRole('button', { name: /An area of the map/ }).waitFor();
    expect(await pictureOfMap(page)).not.toBe(before);
    // Drawing is not dragging: the map has not moved.
    expect((await viewOf(page)).xData).toBe(xData);
    await page.context().close();
  });

  it('is a box with Shift, and the answer is like the papers in it', async () => {
    const page = await site.page();
    const { x, y } = await middleOfMap(page);
    await page.keyboard.down('Shift');
    await page.mouse.move(x - 60, y - 60);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 60, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await choice(page, 'Papers like those in it').click();
    await page.waitForURL(/near\.region=/);
    expect(cornersIn(page, 'near.region')).toBe(4);
    await page.waitForSelector('#hits .hit');
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('near.region'));
    await page.context().close();
  });

  it('is what is seen, by keys alone, and goes with Esc', async () => {
    const page = await site.page();
    await page.keyboard.press('s');
    await page.keyboard.press('Escape');
    expect(await page.locator('#area-menu').isHidden()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('select-area');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await title(page).textContent()).toBe('601 papers in this area');
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]region=/);
    // Without a question too, they are listed.
    await page.waitForSelector('#hits .hit');
    expect(await page.textContent('#hits .result-heading')).toBe(
      '601 papers within the filters, newest first',
    );
    await page.context().close();
  });

  it('ends where nothing was drawn, and says where no papers are', async () => {
    const page = await site.page();
    await page.click('#select-area');
    await choice(page, 'Draw a box').click();
    const { x, y } = await middleOfMap(page);
    await page.mouse.click(x, y);
    expect(await page.locator('#area-menu').isHidden()).toBe(true);
    expect(new URL(page.url()).search).toBe('');
    await page.click('#select-area');
    await choice(page, 'Draw a box').click();
    const map = (await page.locator('#map').boundingBox())!;
    await page.mouse.move(map.x + 2, map.y + 2);
    await page.mouse.down();
    await page.mouse.move(map.x + 12, map.y + 12, { steps: 3 });
    await page.mouse.up();
    expect(await title(page).textContent()).toBe('No papers in this area.');
    await page.context().close();
  });

  it('is drawn with a finger on a narrow screen', async () => {
    const page = await site.page('', { viewport: narrow, hasTouch: true, isMobile: true });
    await page.tap('#select-area');
    await choice(page, 'Draw around it').tap();
    const { x, y } = await middleOfMap(page);
    const touch = await page.context().newCDPSession(page);
    const finger = (step: number) => [{ x: x + 60 * Math.cos(step), y: y + 60 * Math.sin(step), id: 1 }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: finger(0) });
    for (let step = 0.3; step < 6; step += 0.3)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: finger(step) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await choice(page, 'Only papers in it').tap();
    await page.waitForURL(/[?&]region=/);
    await page.context().close();
  });
});

/** The middle of the map in data space, as the address says it; the whole map without one. */
async function viewOf(page: Page): Promise<{ xData: number | null }> {
  const at = new URL(page.url()).searchParams.get('at');
  return { xData: at === null ? null : Number(at.split(',')[0]) };
}
