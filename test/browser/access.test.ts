import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { colourOfMap } from './map-places.ts';
import { narrow, OpenedSite, wide } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

const states: [name: string, address: string, act: (page: Page) => Promise<unknown>][] = [
  ['first visit', '', (page) => page.waitForSelector('.welcome .chip')],
  [
    'results, open filters, tray and paper',
    '?q=attention+in+vision&f.list=1&hide=0',
    async (page) => {
      await page.click('.hit .mark-like >> nth=0');
      await page.waitForSelector('.tray-item');
      await page.click('#hits .paper-link >> nth=1');
      await page.waitForSelector('#paper .neighbor');
      await page.click('.filter-panel > summary');
      await page.click('.why summary >> nth=0');
      await page.click('.search-mode summary');
    },
  ],
  [
    'why of a hit, in full',
    '?q=attention+in+vision&like=deep-model-assembling&unlike=internlm-xcomposer2-4khd',
    async (page) => {
      await page.click('.why summary >> nth=0');
      await page.waitForSelector('.why[open] .parts');
      await page.click('#hits .paper-link >> nth=0');
      await page.waitForSelector('.abstract mark.nearest');
      await page.waitForSelector('.neighbor .chip');
    },
  ],
  [
    'topics',
    '?color=list&zzz=1',
    async (page) => {
      await page.click('[data-tab="topics"]');
      await page.click('.topic-button >> nth=0');
    },
  ],
  [
    'sliders of every part',
    '?q=attention&like=deep-model-assembling&unlike=internlm-xcomposer2-4khd&near=0&region=-99,-99,99,-99,0,99',
    async (page) => {
      await page.waitForSelector('#hits[aria-busy="false"]');
      await page.click('.weights-panel > summary');
      await page.waitForSelector('.slider >> nth=4');
    },
  ],
  ['about the corpus', '', (page) => page.click('#open-info')],
  ['keys', '', (page) => page.click('#open-help')],
];

describe('the page for everybody', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, address, act] of states) {
      it(`has no axe violation: ${name}, ${colorScheme}`, async () => {
        const page = await site.page(address, { colorScheme });
        await act(page);
        expect(await violations(page)).toEqual([]);
        await page.context().close();
      });
    }
  }

  it.each([
    [360, 'light'],
    [320, 'dark'],
    [768, 'dark'],
  ] as const)(
    'has no axe violation in a window of %i pixels, %s, in each of its tabs',
    async (width, colorScheme) => {
      const page = await site.page('?q=attention', { viewport: { ...narrow, width }, colorScheme });
      await page.click('.hit .mark-like >> nth=0');
      await page.waitForSelector('.hit');
      for (const tab of ['results', 'topics', 'tray', 'paper']) {
        await page.click(`[data-tab="${tab}"].tab`);
        expect(await violations(page)).toEqual([]);
      }
      await page.context().close();
    },
  );

  it.each([320, 360])(
    'fits a window of %i pixels: nothing to scroll sideways, all controls on it',
    async (width) => {
      const page = await site.page('?q=attention&paper=nowhere', { viewport: { ...narrow, width } });
      await page.waitForSelector('#paper .failure');
      await page.click('[data-tab="results"].tab');
      await page.click('#hits .paper-link >> nth=0');
      await page.waitForSelector('#paper .neighbor');
      for (const tab of ['paper', 'results', 'topics', 'tray']) {
        await page.click(`[data-tab="${tab}"].tab`);
        const outside = await page.evaluate((right) => {
          const controls = [...document.querySelectorAll<HTMLElement>('button, a, input, select, summary')];
          return controls
            .filter((control) => control.checkVisibility() && !control.matches('.skip-link'))
            .filter((control) => {
              const box = control.getBoundingClientRect();
              return box.width > 0 && (box.left < 0 || box.right > right);
            })
            .map((control) => control.outerHTML.slice(0, 100));
        }, width);
        expect(outside).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await page.context().close();
    },
  );

  it.each([
    ['a telephone with its sheet drawn high', narrow, true],
    ['a telephone on its side', { width: 740, height: 360 }, false],
  ])('keeps what floats over the map within it: %s', async (_, viewport, high) => {
    const page = await site.page('', { viewport, hasTouch: true, isMobile: true });
    if (high) await page.tap('.grow');
    await page.tap('.legend-panel summary');
    const outside = await page.evaluate(() => {
      const map = document.getElementById('stage')?.getBoundingClientRect();
      return ['zoom-in', 'zoom-out', 'zoom-fit', 'legend'].filter((id) => {
        const box = document.getElementById(id)?.getBoundingClientRect();
        return !map || !box || box.top < map.top || box.bottom > map.bottom || box.width < 24;
      });
    });
    expect(outside).toEqual([]);
    await page.context().close();
  });

  it('keeps the button that closes a dialog in sight while the dialog scrolls', async () => {
    const page = await site.page('', { viewport: narrow });
    await page.click('#open-info');
    await page.evaluate(() => document.getElementById('info-dialog')?.scrollTo(0, 10_000));
    await expect.poll(() => page.locator('#info-dialog .close').boundingBox()).toMatchObject({ width: 36 });
    const box = await page.locator('#info-dialog .close').boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    await page.click('#info-dialog .close');
    await page.locator('#info-dialog[open]').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('gives the keyboard to the map at the link that skips to it', async () => {
    const page = await site.page();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.waitForURL(/at=/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('application');
    await page.context().close();
  });

  it('lets each title run in its own direction', async () => {
    const page = await site.page('?q=attention', {
      before: (opened) =>
        opened.route('**/api/search', async (route) => {
          const response = await route.fetch();
          const answer = await response.json();
          answer.hits[0].title = 'التعلم العميق (BERT)';
          await route.fulfill({ response, json: answer });
        }),
    });
    await page.waitForSelector('.hit');
    const directions = await page.$$eval('#hits .paper-link', (links) =>
      links.slice(0, 2).map((link) => getComputedStyle(link).direction),
    );
    expect(directions).toEqual(['rtl', 'ltr']);
    await page.context().close();
  });

  it('grows its sheet over the map on demand', async () => {
    const page = await site.page('', { viewport: narrow });
    const height = async () => (await page.locator('#panel').boundingBox())?.height ?? 0;
    const before = await height();
    await page.click('.grow');
    expect(await height()).toBeGreaterThan(before * 1.3);
    await page.context().close();
  });

  it('opens a paper by a tap, in the sheet, and goes back to the list by button and browser', async () => {
    const page = await site.page('?q=attention', { viewport: narrow, hasTouch: true, isMobile: true });
    await page.tap('#hits .paper-link >> nth=0');
    await page.locator('#paper h2').waitFor();
    expect(await page.isVisible('#results')).toBe(false);
    await page.tap('#paper .close');
    await page.locator('#results').waitFor();
    await page.goBack();
    await page.locator('#paper h2').waitFor();
    await page.goBack();
    await page.locator('#results').waitFor();
    await page.context().close();
  });

  it('is dark by the system, and otherwise by its switch, which it remembers', async () => {
    const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await site.page('', { viewport: wide, colorScheme: 'light' });
    const dark = await site.page('', { viewport: wide, colorScheme: 'dark' });
    const [lightGround, darkGround] = [await ground(light), await ground(dark)];
    expect(lightGround).not.toBe(darkGround);
    const colours = await colourOfMap(light);
    await light.click('#theme-switch');
    expect(await ground(light)).toBe(lightGround);
    await light.click('#theme-switch');
    expect(await ground(light)).toBe(darkGround);
    await expect.poll(() => colourOfMap(light)).not.toBe(colours);
    await light.reload();
    expect(await ground(light)).toBe(darkGround);
    await light.context().close();
    await dark.context().close();
  });

  it('does not move what is on it while it loads, answers and opens a paper', async () => {
    const page = await site.page('?q=attention', {
      before: (opened) =>
        opened.addInitScript(() => {
          const shifts: number[] = [];
          Object.assign(window, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
          }).observe({ type: 'layout-shift', buffered: true });
        }),
    });
    await page.waitForSelector('.hit');
    await page.waitForTimeout(500);
    await page.fill('#search-text', 'pruning');
    await page.waitForSelector('#hits[aria-busy="false"] .hit');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    await page.waitForTimeout(500);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    // Chrome calls 0.1 good.
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThanOrEqual(0.02);
    await page.context().close();
  });
});
