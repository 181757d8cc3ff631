import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hits } from '../../src/server/api-types.ts';
import { lonelyPaper, middleOfMap, pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

describe('a paper on the page', () => {
  it('opens at a click on its point, with its neighbours and lines to them', async () => {
    const { paper, address } = await lonelyPaper(site);
    const page = await site.page(`?${address}`);
    const before = await pictureOfMap(page);
    const { x, y } = await middleOfMap(page);
    await page.mouse.click(x, y);
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper h2')).toBe(paper.title);
    const { hits } = await site.ask<Hits>(`api/papers/${paper.id}/similar?k=10`);
    expect(await page.locator('#paper .neighbor a').allTextContents()).toEqual(hits.map((hit) => hit.title));
    expect(await pictureOfMap(page)).not.toBe(before);
    await page.context().close();
  });

  it('comes out from under its pane while the pane slides in', async () => {
    const { paper, address } = await lonelyPaper(site);
    const page = await site.page(`?${address}`, { reducedMotion: 'no-preference' });
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x - 300, y);
    await page.mouse.down();
    await page.mouse.move(x + 100, y, { steps: 4 });
    await page.mouse.up();
    const xOf = (url: URL) => Number(url.searchParams.get('at')?.split(',')[0]);
    await page.waitForURL((url) => xOf(url) < paper.xData);
    // The address follows the drag in steps: what counts is where it comes to rest.
    let moved = xOf(new URL(page.url()));
    for (let before = Number.NaN; before !== moved; moved = xOf(new URL(page.url()))) {
      before = moved;
      await page.waitForTimeout(400);
    }
    await page.mouse.click(x + 400, y);
    await page.locator('#paper h2').getByText(paper.title, { exact: true }).waitFor();
    await page.waitForURL((url) => xOf(url) > moved);
    await page.context().close();
  });

  it('shows a card with its title while the pointer rests on its point', async () => {
    const { paper, address } = await lonelyPaper(site);
    const page = await site.page(`?${address}`);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x - 40, y);
    await page.mouse.move(x, y);
    await page.locator('.hover-title', { hasText: paper.title }).waitFor();
    await page.mouse.move(x + 200, y + 200);
    expect(await page.isHidden('#hover-card')).toBe(true);
    await page.context().close();
  });

  it('shows the first authors of very many, and the rest on demand', async () => {
    const authors = Array.from({ length: 120 }, (_, i) => `Author ${i}`);
    const page = await site.page('', {
      before: (opened) =>
        opened.route(/\/api\/papers\/[^/]+$/, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: { ...(await response.json()), authors } });
        }),
    });
    await page.click('.welcome .paper-link >> nth=0');
    await page.locator('#paper summary', { hasText: 'and 110 more authors' }).click();
    await page.getByText('Author 119').waitFor();
    await page.context().close();
  });

  it('opens from a neighbour to the next paper, and goes back and forward by the browser', async () => {
    const page = await site.page('?q=vision');
    await page.click('#hits .paper-link >> nth=0');
    const first = await page.textContent('#paper h2');
    const neighbor = page.locator('#paper .neighbor a').first();
    const second = await neighbor.textContent();
    await neighbor.click();
    const title = (text: string | null) =>
      page
        .locator('#paper h2')
        .getByText(text ?? '', { exact: true })
        .waitFor();
    await title(second);
    await page.goBack();
    await title(first);
    await page.goBack();
    await page.waitForSelector('body:not(.paper-open)');
    await page.goForward();
    await title(first);
    await page.context().close();
  });

  it('is reached from the search box to an open neighbour by the keyboard alone', async () => {
    const page = await site.page();
    await page.keyboard.press('/');
    await page.keyboard.type('attention in vision');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = await page.textContent('#hits .paper-link >> nth=1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper h2')).toBe(second);
    const neighbor = await page.textContent('#paper .neighbor a >> nth=0');
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.closest('.neighbor') !== null)) break;
    }
    await page.keyboard.press('Enter');
    await page
      .locator('#paper h2')
      .getByText(neighbor ?? '', { exact: true })
      .waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('body:not(.paper-open)');
    await page.context().close();
  });

  it('gives the keyboard its place in the list back when it closes, and moves on by j and k', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const titles = await page.locator('#hits .paper-link').allTextContents();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#paper h2');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe(titles[1]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(titles[0]);
    await page.keyboard.press('l');
    await page.waitForSelector('.tray-item.like');
    expect(await page.textContent('.tray-title')).toBe(titles[0]);
    await page.context().close();
  });

  it('lists its keys at "?", and turns single letters off on demand', async () => {
    const page = await site.page();
    await page.keyboard.press('?');
    await page.waitForSelector('#help-dialog[open] kbd');
    await page.click('#help-dialog .choice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('search-text');
    await page.context().close();
  });

  it('says in words that a paper of the address is not in the corpus', async () => {
    const page = await site.page('?paper=nowhere');
    const failure = await page.waitForSelector('#paper .failure');
    expect(await failure.textContent()).toContain('There is no paper "nowhere"');
    await page.context().close();
  });
});
