/** The points on the map, by the worker and without one: the same pixels, where the map says they are, at every moment. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lonelyPaper, mapDrawn, middleOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const painters = ['a worker', 'the page itself'] as const;

/** Without `Worker` the page paints the ground itself. */
function openWith(
  painter: (typeof painters)[number],
  address: string,
  deviceScaleFactor = 1,
  script = () => {},
): Promise<Page> {
  const without = { content: 'delete window.Worker' };
  return site.page(address, {
    deviceScaleFactor,
    before: async (page) => {
      if (painter === 'the page itself') await page.addInitScript(without);
      await page.addInitScript(script);
    },
  });
}

/** The ground around a place of the page as it is seen, CSS pixels: how many different colours it has. */
async function coloursAround(page: Page, { x, y }: { x: number; y: number }, sidePx = 30): Promise<number> {
  return page.evaluate(
    ({ x, y, sidePx }) => {
      const canvas = document.querySelector<HTMLCanvasElement>('#map canvas')!;
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const side = Math.round(sidePx * ratio);
      const left = Math.round((x - box.left - sidePx / 2) * ratio);
      const top = Math.round((y - box.top - sidePx / 2) * ratio);
      const pixels = new Uint32Array(
        canvas.getContext('2d')!.getImageData(left, top, side, side).data.buffer,
      );
      return new Set(pixels).size;
    },
    { x, y, sidePx },
  );
}

describe.each(painters)('the points, painted by %s', (painter) => {
  it('are shown before the names of topics are made, and these come of themselves', async () => {
    /** Whether the points were there at the first name that was drawn. */
    const atFirstName = () => {
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (...given) {
        const { dataset } = document.documentElement;
        dataset.first ??= document.querySelector<HTMLCanvasElement>('#map canvas')?.dataset.settled;
        fillText.apply(this, given);
      };
    };
    const page = await openWith(painter, '', 1, atFirstName);
    await page.waitForSelector('#map canvas[data-named=true]', { state: 'attached' });
    await expect.poll(() => page.getAttribute('html', 'data-first')).toBe('true');
    await page.context().close();
  });

  it('lie where the map says they are after it was dragged and zoomed, and while it moves', async () => {
    // Near by there is no shading, so around a lonely paper there is paper only.
    const { address } = await lonelyPaper(site);
    const page = await openWith(painter, `?${address}&color=none`);
    await mapDrawn(page);
    const { x, y } = await middleOfMap(page);
    expect(await coloursAround(page, { x, y })).toBeGreaterThan(3);
    await page.mouse.move(x + 100, y + 100);
    await page.mouse.down();
    for (let step = 1; step <= 8; step++) {
      await page.mouse.move(x + 100 + 25 * step, y + 100 - 15 * step);
      const at = { x: x + 25 * step, y: y - 15 * step };
      expect(await coloursAround(page, at)).toBeGreaterThan(3);
    }
    await page.mouse.up();
    await mapDrawn(page);
    expect(await coloursAround(page, { x: x + 200, y: y - 120 })).toBeGreaterThan(3);
    // Zooming about the paper leaves it in its place.
    await page.mouse.move(x + 200, y - 120);
    await page.mouse.wheel(0, -200);
    await mapDrawn(page);
    expect(await coloursAround(page, { x: x + 200, y: y - 120 })).toBeGreaterThan(3);
    await page.context().close();
  });

  it('fill the map at its edges when it has come to rest far from where it was', async () => {
    const page = await openWith(painter, '?color=none');
    await mapDrawn(page);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -1500);
    await page.mouse.down();
    await page.mouse.move(x + 300, y + 250, { steps: 4 });
    await page.mouse.up();
    await mapDrawn(page);
    const [stage, ground] = await Promise.all([
      page.locator('#map').boundingBox(),
      page.locator('#map canvas').first().boundingBox(),
    ]);
    expect(ground!.x).toBeLessThanOrEqual(stage!.x);
    expect(ground!.y).toBeLessThanOrEqual(stage!.y);
    expect(ground!.x + ground!.width).toBeGreaterThanOrEqual(stage!.x + stage!.width);
    expect(ground!.y + ground!.height).toBeGreaterThanOrEqual(stage!.y + stage!.height);
    await page.context().close();
  });
});

/** Lets the worker's pictures wait while `window.held` is true, as those of a large map do. */
const heldPictures = `
  const Real = Worker;
  window.Worker = class extends Real {
    addEventListener(kind, listener) {
      const later = (event) => (window.held ? setTimeout(() => later(event), 50) : listener(event));
      super.addEventListener(kind, kind === 'message' ? later : listener);
    }
  };`;

describe('the points', () => {
  it('are shown less sharp where the map has left its last picture behind, until the next one comes', async () => {
    const { address } = await lonelyPaper(site);
    const page = await site.page(`?${address}`, {
      before: (opened) => opened.addInitScript({ content: heldPictures }),
    });
    await mapDrawn(page);
    const whole = page.locator('#map canvas').nth(1);
    const visibility = () => whole.evaluate((canvas) => getComputedStyle(canvas).visibility);
    // Painted when the map rests, and not seen then.
    await expect
      .poll(() => whole.evaluate((canvas: HTMLCanvasElement) => canvas.width))
      .toBeGreaterThan(1000);
    expect(await visibility()).toBe('hidden');
    await page.evaluate('window.held = true');
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 600);
    await expect.poll(visibility).toBe('visible');
    const seen = await page.screenshot();
    await whole.evaluate((canvas) => {
      canvas.style.opacity = '0';
    });
    expect((await page.screenshot()).equals(seen)).toBe(false);
    await page.evaluate('window.held = false');
    await mapDrawn(page);
    expect(await visibility()).toBe('hidden');
    await page.context().close();
  });

  it.each([1, 2])('have the same pixels with and without a worker, at %s device pixels', async (ratio) => {
    const { address } = await lonelyPaper(site);
    const pixelsOf = async (painter: (typeof painters)[number], view: string) => {
      const page = await openWith(painter, view, ratio);
      await mapDrawn(page);
      const data = await page.evaluate(() =>
        document.querySelector<HTMLCanvasElement>('#map canvas')!.toDataURL(),
      );
      await page.context().close();
      return data;
    };
    for (const view of ['', `?${address}`]) {
      const byWorker = await pixelsOf('a worker', view);
      expect(byWorker.length).toBeGreaterThan(10_000);
      expect((await pixelsOf('the page itself', view)) === byWorker).toBe(true);
    }
  });

  it('are painted by the page when the worker cannot be loaded', async () => {
    const page = await site.page('', {
      before: (opened) => opened.route('**/ground-worker*', (route) => route.abort()),
    });
    await mapDrawn(page);
    expect(await coloursAround(page, await middleOfMap(page), 200)).toBeGreaterThan(20);
    await page.context().close();
  });
});
