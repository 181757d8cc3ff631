import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { threeRows, writeMapBody } from '../web/map/map-body.ts';
import { colourOfMap, lonelyPaper, mapDrawn, middleOfMap, pictureOfMap } from './map-places.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const scaleOf = (url: string) => Number(new URL(url).searchParams.get('at')?.split(',')[2]);

describe('the map', () => {
  it('zooms by wheel, buttons and keys, and writes its view to the address when it rests', async () => {
    const page = await site.page();
    const whole = await pictureOfMap(page);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -600);
    await page.waitForURL(/at=/);
    const near = await pictureOfMap(page);
    expect(near).not.toBe(whole);
    const scale = scaleOf(page.url());
    await page.click('#zoom-in');
    await page.waitForURL((url) => scaleOf(url.href) > scale);
    await page.keyboard.press('m');
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await page.waitForURL((url) => scaleOf(url.href) < scale);
    await page.click('#zoom-fit');
    await page.waitForURL((url) => !url.search.includes('at='));
    await page.context().close();
  });

  it('zooms by pinching with two fingers', async () => {
    const page = await site.page('', { viewport: narrow, hasTouch: true, isMobile: true });
    const whole = await page.screenshot();
    const { x, y } = await middleOfMap(page);
    const touch = await page.context().newCDPSession(page);
    const fingers = (apart: number) => [
      { x: x - apart, y, id: 1 },
      { x: x + apart, y, id: 2 },
    ];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
    for (let apart = 30; apart <= 100; apart += 10) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForURL(/at=/);
    expect((await page.screenshot()).equals(whole)).toBe(false);
    await page.context().close();
  });

  it('opens the paper in its middle at Enter', async () => {
    const { paper, address } = await lonelyPaper(site);
    const page = await site.page(`?${address}`);
    await page.keyboard.press('m');
    await page.keyboard.press('Enter');
    await page.locator('#paper h2').getByText(paper.title, { exact: true }).waitFor();
    await page.context().close();
  });

  it('fades what the legend hides, and shows it again', async () => {
    const page = await site.page();
    const all = await colourOfMap(page);
    const first = page.locator('.legend-entry').first();
    await first.click();
    expect(await first.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => colourOfMap(page)).toBeLessThan(all * 0.99);
    expect(page.url()).toMatch(/hide=/);
    await page.click('text=Show all');
    await expect.poll(() => colourOfMap(page)).toBe(all);
    await page.context().close();
  });

  it('offers to colour by what the corpus has, and not by what it lacks', async () => {
    const page = await site.page();
    const offered = ['Topic', 'List', 'Trust in the place', 'One colour'];
    expect(await page.locator('#color-by option').allTextContents()).toEqual(offered);
    const byTopic = await pictureOfMap(page);
    await page.selectOption('#color-by', 'list');
    await page.locator('.legend-list[aria-label="List"]').waitFor();
    expect(await pictureOfMap(page)).not.toBe(byTopic);
    await page.context().close();
  });

  it('opens the same view from its address', async () => {
    const page = await site.page('?q=attention&color=list&f.list=1&hide=2');
    await page.waitForSelector('.hit');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    await page.mouse.move(5, 5);
    const titles = await page.locator('a.paper-link').allTextContents();
    const address = page.url();
    const colour = await colourOfMap(page);
    await page.reload();
    await page.waitForSelector('#paper .neighbor');
    await page.waitForSelector('.hit');
    expect(await page.locator('a.paper-link').allTextContents()).toEqual(titles);
    expect(page.url()).toBe(address);
    // The address keeps seven digits: a pixel at the rim of a point may be a shade off.
    await expect.poll(async () => Math.abs((await colourOfMap(page)) / colour - 1)).toBeLessThan(0.005);
    await page.context().close();
  });

  it('goes back to the whole when the browser goes back to an address without a view', async () => {
    const page = await site.page();
    const whole = await pictureOfMap(page);
    await page.fill('#search-text', 'graphs');
    await page.waitForSelector('.hit');
    await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    await page.goBack();
    await page.waitForSelector('.welcome');
    expect(await page.inputValue('#search-text')).toBe('');
    await page.mouse.move(5, 5);
    await expect.poll(() => pictureOfMap(page)).toBe(whole);
    await page.context().close();
  });

  it('shows the whole map beside its legend and an open paper', async () => {
    const page = await site.page('?paper=deep-model-assembling&color=none');
    await page.waitForSelector('#paper .neighbor');
    await page.click('#zoom-fit');
    await mapDrawn(page);
    const inked = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('#map canvas');
        const left = document.getElementById('paper')?.offsetLeft ?? 0;
        const start = Math.round(left - (canvas?.getBoundingClientRect().left ?? 0));
        const pixels = canvas?.getContext('2d')?.getImageData(start, 0, 400, canvas.height).data ?? [];
        const words = new Set<number>();
        for (let i = 0; i < pixels.length; i += 4) words.add((pixels[i] << 8) | pixels[i + 2]);
        return words.size;
      });
    // Under the pane there is nothing but paper.
    await expect.poll(inked).toBe(1);
    await page.context().close();
  });

  it('brings the open paper of an address into sight, whichever answer comes first', async () => {
    const { paper } = await lonelyPaper(site);
    const page = await site.page(`?paper=${paper.id}&at=${paper.xData - 0.01},${paper.yData},20000`, {
      before: (opened) =>
        opened.route('**/api/map', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 700));
          await route.continue();
        }),
    });
    await page.waitForSelector('#paper .neighbor');
    // 200 pixels right of the middle it would be under the pane.
    await page.waitForURL((url) => Number(url.searchParams.get('at')?.split(',')[0]) > paper.xData);
    await page.context().close();
  });

  it('says that there are no papers yet, and offers nothing to do with them', async () => {
    const page = await site.page('', {
      before: async (opened) => {
        const nothing = { papers: 0, papersWithoutTopic: 0, topics: [] };
        const columns = threeRows.map((column) => ({ ...column, values: [] }));
        const body = Buffer.from(writeMapBody(0, columns));
        await opened.route('**/api/map', (route) => route.fulfill({ body }));
        await opened.route('**/api/topics', (route) => route.fulfill({ json: nothing }));
      },
    });
    await page.locator('#hits .empty', { hasText: 'nearby add FILE' }).waitFor();
    expect(await page.isVisible('#map-message')).toBe(true);
    expect(await page.isVisible('.map-buttons')).toBe(false);
    expect(await page.isVisible('#legend')).toBe(false);
    await page.context().close();
  });

  it('names the parts of a hostile address that it left out, and shows the rest', async () => {
    const page = await site.page('?q=graphs&at=NaN,1,2&color=%3Cscript%3E&like=no-such-paper&x=1');
    await page.waitForSelector('.hit');
    const notes = await page.textContent('#notes');
    expect(notes).toContain('The address says at=NaN,1,2; expected is three numbers');
    expect(notes).toContain('color=<script>');
    expect(notes).toContain('"x"');
    expect(notes).toContain('There is no paper "no-such-paper" in this corpus; it was left out.');
    expect(page.url()).not.toContain('like=');
    await page.click('#notes button');
    expect(await page.textContent('#notes')).toBe('');
    await page.context().close();
  });
});
