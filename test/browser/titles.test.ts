/** Titles of papers on the map: their texts and places are read from the picture that one saves of it. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { titleStyle } from '../../web/map/set-title.ts';
import { mapDrawn, middleOfMap } from './map-places.ts';
import { OpenedSite, wide } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

/** The lines of titles that the saved picture shows, and where in the page they begin or end. */
async function titleLines(page: Page): Promise<{ text: string; x: number; y: number; anchor: string }[]> {
  await page.click('#save-picture');
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'SVG' }).click();
  const svg = await readFile(await (await coming).path(), 'utf8');
  const box = (await page.locator('#map').boundingBox())!;
  const texts = svg.matchAll(
    /<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)" style="([^"]*)" fill="#[^>]*>([^<]*)</g,
  );
  return [...texts]
    .filter(([, , , , font]) => font.includes(`${titleStyle.weight} ${titleStyle.sizePx}px`))
    .map(([, x, y, anchor, , text]) => ({ text, anchor, x: box.x + Number(x), y: box.y + Number(y) }));
}

describe('titles on the map', () => {
  it('come near by, asked for at rest only, and open their papers', async () => {
    const asked: string[] = [];
    const page = await site.page('', {
      before: async (opened) => {
        opened.on('request', (request) => {
          if (request.url().includes('api/papers?rows=')) asked.push(request.url());
        });
      },
    });
    expect(await titleLines(page)).toEqual([]);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x, y);
    for (let step = 0; step < 16; step++) await page.mouse.wheel(0, -100);
    const shown = () => titleLines(page).then(({ length }) => length);
    await expect.poll(shown, { timeout: 8000 }).toBeGreaterThan(2);
    // A busy machine may rest in between; no title is asked for twice even then.
    const rows = asked.flatMap((url) => new URL(url).searchParams.get('rows')?.split(','));
    expect(asked.length).toBeLessThan(8);
    expect(new Set(rows).size).toBe(rows.length);
    await mapDrawn(page);

    const lines = await titleLines(page);
    const isOnMap = (place: { x: number; y: number }) =>
      page.evaluate(
        ({ x, y }) => document.elementFromPoint(x, y)?.matches('#map [role="application"]') ?? false,
        place,
      );
    let opened = 0;
    for (const { text, anchor, ...line } of lines) {
      const place = { x: line.x + (anchor === 'end' ? -30 : 30), y: line.y - 4 };
      if (text.endsWith('…') || text.length < 12 || !(await isOnMap(place))) continue;
      await page.mouse.click(place.x, place.y);
      await page.waitForSelector('#paper h2');
      await expect.poll(() => page.textContent('#paper h2')).toContain(text);
      opened++;
      break;
    }
    expect(opened).toBe(1);
    await page.context().close();
  });

  it('that could not be fetched are said in a calm note, until they come or none are wanted', async () => {
    let isDown = true;
    const page = await site.page('', {
      before: (opened) =>
        opened.route('**/api/papers?rows=*', (route) => (isDown ? route.abort() : route.continue())),
    });
    const note = page.locator('#titles-note');
    const wheel = async (notchPx: number) => {
      const { x, y } = await middleOfMap(page);
      await page.mouse.move(x, y);
      for (let step = 0; step < 16; step++) await page.mouse.wheel(0, notchPx);
    };
    await wheel(-100);
    await expect.poll(() => note.textContent()).toMatch(/^Titles could not be fetched\./);
    expect(await page.locator('#notes').textContent()).toBe('');
    await page.setViewportSize({ width: 320, height: 700 });
    const [box, stage] = [(await note.boundingBox())!, (await page.locator('#stage').boundingBox())!];
    expect(box.x).toBeGreaterThanOrEqual(stage.x);
    expect(box.x + box.width).toBeLessThanOrEqual(stage.x + stage.width);
    await page.setViewportSize(wide);
    await expect.poll(() => note.textContent()).not.toBe('');
    // All of the map again: no title is wanted.
    await wheel(100);
    await expect.poll(() => note.textContent()).toBe('');
    await wheel(-100);
    await expect.poll(() => note.textContent()).not.toBe('');
    isDown = false;
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => note.textContent()).toBe('');
    await expect.poll(() => titleLines(page).then(({ length }) => length)).toBeGreaterThan(2);
    // The requests that this test cut off.
    site.complaints.length = 0;
    await page.context().close();
  });

  it('are of what is asked where something is', async () => {
    const page = await site.page('?q=backpropagation');
    await page.waitForSelector('.hit');
    for (let i = 0; i < 5; i++) await page.click('#zoom-in');
    await page.waitForURL(/at=/);
    await mapDrawn(page);
    await expect.poll(() => titleLines(page).then(({ length }) => length)).toBeGreaterThan(0);
    const hits = (await page.locator('.hit').allTextContents()).join('\n');
    for (const { text } of await titleLines(page)) expect(hits).toContain(text.replace(/…$/, ''));
    await page.context().close();
  });
});
