import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaperDetail, PaperHead } from '../../src/server/api-types.ts';
import { decodeMap } from '../../src/server/map-format.ts';
import { threeRows, writeMapBody } from '../web/map/map-body.ts';
import { colourOfMap, pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

describe('colours by similarity to the question', () => {
  it('are offered when something is asked, follow the question, and hide by bands', async () => {
    const page = await site.page();
    await page.waitForSelector('.hits .welcome');
    expect(await page.locator('#color-by option').allTextContents()).not.toContain('Similarity');
    await page.fill('#search-text', 'graph neural networks');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit');
    await page.selectOption('#color-by', 'similarity');
    const list = page.locator('.legend-list[aria-label="Similarity to the question"]');
    await list.locator('text=and more').waitFor();
    expect(page.url()).toContain('color=similarity');
    const graphs = await pictureOfMap(page);
    const ends = await page.textContent('.ramp-ends');

    await page.fill('#search-text', 'vision transformers');
    await expect.poll(() => page.textContent('.ramp-ends')).not.toBe(ends);
    expect(await pictureOfMap(page)).not.toBe(graphs);

    const all = await colourOfMap(page);
    await list.locator('.legend-entry').last().click();
    expect(page.url()).toMatch(/hide=\d+/);
    await expect.poll(() => colourOfMap(page)).toBeLessThan(all);

    await page.fill('#search-text', '');
    await page.locator('.legend-note', { hasText: 'Ask something' }).waitFor();
    await page.context().close();
  });

  it('say why there are none where they could not be fetched, and where nothing asked can be near', async () => {
    const page = await site.page('?q=graphs&color=similarity', {
      before: (opened) => opened.route('**/api/map/similarity', (route) => route.fulfill({ status: 500 })),
    });
    await page.locator('.legend-note', { hasText: 'The similarities are not known.' }).waitFor();
    await page.fill('#search-text', 'graph networks');
    await page.waitForSelector('.hit');
    await page.unroute('**/api/map/similarity');
    await page.fill('#search-text', 'year:2020..');
    await page.locator('.legend-note', { hasText: 'Add words or papers.' }).waitFor();
    await page.context().close();
  });
});

describe('trust in places on the map', () => {
  /** Rows by how few of their nearest are near them on the map. */
  async function places(): Promise<{ astray: PaperHead; trusted: PaperHead }> {
    const { columns } = decodeMap(await (await fetch(`${site.url}api/map`)).arrayBuffer());
    const kept = [...columns.find(({ name }) => name === 'kept')!.data];
    const rows = [kept.indexOf(Math.min(...kept)), kept.indexOf(100)];
    const { papers } = await site.ask<{ papers: PaperHead[] }>(`api/papers?rows=${rows.join(',')}`);
    return { astray: papers[0], trusted: papers[1] };
  }

  it('colour the map, and are said of the open paper in words', async () => {
    const { astray, trusted } = await places();
    const { place } = await site.ask<PaperDetail>(`api/papers/${astray.id}`);
    const page = await site.page(`?paper=${astray.id}`);
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('.place-doubt')).toContain(`of the ${place!.of} papers nearest to it`);
    const byTopic = await pictureOfMap(page);
    await page.selectOption('#color-by', 'trust');
    await page.locator('.legend-entry', { hasText: 'under a third' }).waitFor();
    expect(await pictureOfMap(page)).not.toBe(byTopic);
    expect(page.url()).toContain('color=trust');
    await page.goto(`${site.url}?paper=${trusted.id}`);
    await page.waitForSelector('#paper .neighbor');
    expect(await page.locator('.place-doubt').count()).toBe(0);
    await page.context().close();
  });

  it('are in doubt for neighbours far on the map too, which the list marks as the map does', async () => {
    const page = await site.page('?paper=deep-model-assembling');
    await page.waitForSelector('#paper .neighbor');
    const marked = page.locator('.neighbor', { hasText: 'far on the map' });
    expect(await marked.count()).toBeGreaterThan(0);
    expect(await marked.count()).toBeLessThan(await page.locator('.neighbor').count());
    await page.context().close();
  });

  it('are not there in a corpus from before they were counted, and the page says what to do', async () => {
    const page = await site.page('?color=trust', {
      before: async (opened) => {
        const body = Buffer.from(writeMapBody(3, threeRows));
        await opened.route('**/api/map', (route) => route.fulfill({ body }));
      },
    });
    await page.locator('.legend-note', { hasText: 'Run “nearby build” on it once more' }).waitFor();
    await page.selectOption('#color-by', 'none');
    await expect
      .poll(() => page.locator('#color-by option').allTextContents())
      .not.toContain('Trust in the place');
    await page.context().close();
  });

  it('are among the figures of the corpus', async () => {
    const page = await site.page();
    await page.click('#open-info');
    const figure = page.locator('#info-dialog .figures > div', { hasText: 'In doubt on the map' });
    expect(await figure.locator('strong').textContent()).toMatch(/^\d+ of 601$/);
    await page.context().close();
  });
});
