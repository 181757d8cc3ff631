import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { middleOfMap, pictureOfMap } from './map-places.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const atOf = (url: string) => new URL(url).searchParams.get('at');
const isOff = '[aria-disabled="true"]';

describe('the views of the map', () => {
  it('are gone back through and forward again, by buttons and by keys, beside the history of the browser', async () => {
    const page = await site.page();
    await page.locator(`#view-back${isOff}`).waitFor();
    const whole = await pictureOfMap(page);
    const entries = await page.evaluate(() => history.length);
    await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    const near = atOf(page.url());
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 150, y - 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL((url) => atOf(url.href) !== near);
    const moved = atOf(page.url());

    await page.click('#view-back');
    await page.waitForURL((url) => atOf(url.href) === near);
    await page.keyboard.press('[');
    await page.waitForURL((url) => atOf(url.href) === null);
    await page.locator(`#view-back${isOff}`).waitFor();
    await page.mouse.move(5, 5);
    await expect.poll(() => pictureOfMap(page)).toBe(whole);
    await page.click('#view-forward');
    await page.waitForURL((url) => atOf(url.href) === near);
    await page.keyboard.press(']');
    await page.waitForURL((url) => atOf(url.href) === moved);
    await page.locator(`#view-forward${isOff}`).waitFor();
    await page.keyboard.press(']');
    await page.locator('#announcement', { hasText: 'There is no later view of the map.' }).waitFor();
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.context().close();
  });

  it('leave the map free in a narrow window', async () => {
    const page = await site.page('', { viewport: narrow });
    const buttons = await page.locator('.map-buttons').boundingBox();
    const map = await page.locator('#map').boundingBox();
    expect(buttons!.height).toBeLessThan(0.65 * map!.height);
    expect(buttons!.width).toBeLessThan(0.3 * map!.width);
    await page.context().close();
  });

  it('takes no room on a small map for views that there are not', async () => {
    const page = await site.page('', { viewport: narrow });
    expect(await page.isVisible('#view-back')).toBe(false);
    await page.click('#zoom-in');
    await page.locator('#view-back').click();
    expect(await page.isVisible('#view-forward')).toBe(true);
    await page.context().close();
  });
});

describe('the small map of the whole', () => {
  it('is there while one is near, in a wide window, and moves what is seen', async () => {
    const page = await site.page();
    expect(await page.isVisible('#minimap')).toBe(false);
    for (let i = 0; i < 5; i++) await page.click('#zoom-in');
    await page.locator('#minimap').waitFor();
    await page.waitForURL(/at=/);
    const frame = async () => (await page.locator('.minimap-frame').boundingBox())!;
    const before = await frame();
    const box = (await page.locator('#minimap').boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 30, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await frame()).x).toBeLessThan(before.x - 10);
    const after = await frame();
    expect(Math.abs(after.x + after.width / 2 - (box.x + 40))).toBeLessThan(4);
    expect(Math.abs(after.y + after.height / 2 - (box.y + 30))).toBeLessThan(4);
    await page.click('#zoom-fit');
    await expect.poll(() => page.isVisible('#minimap')).toBe(false);
    await page.setViewportSize(narrow);
    await page.click('#zoom-in');
    await page.click('#zoom-in');
    await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    expect(await page.isVisible('#minimap')).toBe(false);
    await page.context().close();
  });
});
