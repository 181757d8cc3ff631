import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { XMLValidator } from 'fast-xml-parser';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Topics } from '../../src/server/api-types.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

async function saved(page: Page, kind: 'PNG' | 'SVG'): Promise<{ name: string; bytes: Buffer }> {
  await page.click('#save-picture');
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** How far the red of the pixels is spread: a blank picture has none. */
const spread = async (bytes: Buffer) => (await sharp(bytes).stats()).channels[0].stdev;

describe('a picture of the map', () => {
  it('is a PNG of twice the size with a footer under the map, in the theme of the page', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await site.page('?q=vision', { colorScheme });
      await page.waitForSelector('.hit');
      const { name, bytes } = await saved(page, 'PNG');
      expect(name).toMatch(/-map-vision-601-papers\.png$/);
      const { width, height, format } = await sharp(bytes).metadata();
      const box = (await page.locator('#map').boundingBox())!;
      expect({ width, format }).toEqual({ width: 2 * box.width, format: 'png' });
      expect(height).toBeGreaterThan(2 * box.height + 40);
      expect(await spread(bytes)).toBeGreaterThan(5);
      const footer = await sharp(bytes)
        .extract({ left: 0, top: 2 * box.height, width: width!, height: height! - 2 * box.height })
        .toBuffer();
      expect(await spread(footer)).toBeGreaterThan(5);
      const [{ dominant }] = [await sharp(bytes).stats()];
      expect(dominant.r > 128).toBe(colorScheme === 'light');
      await page.context().close();
    }
  });

  it('is an SVG with names and legend as texts that a browser draws, offline too', async () => {
    const page = await site.page();
    await page.context().setOffline(true);
    const { name, bytes } = await saved(page, 'SVG');
    await page.waitForSelector('#announcement:has-text("Picture saved as")');
    expect(name).toMatch(/-map-601-papers\.svg$/);
    const svg = bytes.toString();
    expect(XMLValidator.validate(svg)).toBe(true);
    await page.context().setOffline(false);
    const { topics } = await site.ask<Topics>('api/topics');
    const [word] = topics[0].name.split(/[ ,]/);
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts.filter((text) => text.includes(word)).length).toBeGreaterThan(1);
    expect(texts.at(-1)).toMatch(/ · 601 papers · .* · Nearby$/);
    expect(svg.match(/M[\d.-]+ [\d.-]+h0/g)).toHaveLength(601);
    const drawn = await page.evaluate(async (text) => {
      const image = new Image();
      image.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(text)))}`;
      await image.decode();
      return { width: image.naturalWidth, height: image.naturalHeight };
    }, svg);
    const box = (await page.locator('#map').boundingBox())!;
    expect(drawn.width).toBe(box.width);
    expect(drawn.height).toBeGreaterThan(box.height);
    await page.context().close();
  });

  it('is to be had on a telephone, from a menu that is named', async () => {
    const page = await site.page('', { viewport: narrow });
    await page.click('#save-picture');
    await page.getByRole('menu', { name: 'Save the map as' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Escape');
    const { bytes } = await saved(page, 'PNG');
    expect((await sharp(bytes).metadata()).width).toBe(720);
    await page.context().close();
  });
});
