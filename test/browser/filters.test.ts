/** The filters beside what is asked: counts of values, the box to find one, what is new since, and corpora without years. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FacetCounts, Info } from '../../src/server/api-types.ts';
import { datedCorpus, datedPapers, newcomers } from './dated-corpus.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open(await datedCorpus());
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

async function opened(page: Page): Promise<void> {
  await page.click('.filter-panel > summary');
  await settled(page);
}

const settled = (page: Page) => page.waitForSelector('.facets[aria-busy="false"]');

/** Value → number, of a facet's group as it is shown. */
const shownOf = (page: Page, name: string) =>
  page.$$eval(`[data-facet="${name}"] .choice`, (choices) =>
    choices.map((choice) => [
      choice.querySelector('.choice-name')?.textContent ?? '',
      Number(choice.querySelector('.number')?.textContent),
    ]),
  );

describe('the number beside a value', () => {
  it('is how many papers of the filter have it, a choice not counting against its own group', async () => {
    const page = await site.page();
    await opened(page);
    await page.locator('[data-facet="venue"] .choice', { hasText: 'Journal of Winter' }).click();
    const inVenue = datedPapers.filter(({ venue }) => venue === 'Journal of Winter');
    const ofKind = (some: typeof datedPapers, category: string) =>
      some.filter(({ categories }) => categories.includes(category)).length;
    await expect.poll(async () => (await shownOf(page, 'category'))[0]?.[1]).toBe(ofKind(inVenue, 'ice'));
    for (const [value, count] of await shownOf(page, 'category')) {
      expect(count).toBe(ofKind(inVenue, String(value)));
    }
    const venues = new Map((await shownOf(page, 'venue')) as [string, number][]);
    expect(venues.get('Workshop 1')).toBe(datedPapers.filter(({ venue }) => venue === 'Workshop 1').length);
    expect(await page.textContent('.facets')).toContain(
      `Numbers are of the ${inVenue.length} papers that pass the filters.`,
    );
    await page.context().close();
  });

  it('is of the nearest papers beside a question, and grey where it is 0', async () => {
    const page = await site.page('?q=melting+glaciers&mode=words');
    await opened(page);
    const response = await fetch(`${site.url}api/facets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'melting glaciers', mode: 'words', names: ['category'] }),
    });
    const { facets, counted, papers } = (await response.json()) as FacetCounts;
    expect(counted).toBe('nearest');
    await expect
      .poll(() => page.textContent('.facets'))
      .toContain(`the ${papers} papers nearest to the question`);
    const wanted = facets[0].values.slice(0, 8).map(({ value, count }) => [value, count]);
    expect(await shownOf(page, 'category')).toEqual(wanted);
    await page.click('[data-key="more:category"]');
    const zero = page.locator('[data-facet="category"] .choice.zero', { hasText: 'bees' });
    expect(await zero.locator('.number').textContent()).toBe('0');
    // It may still be chosen: there may be papers farther down.
    await zero.click();
    await page.waitForURL(/f\.category=bees/);
    await page.context().close();
  });

  it('does not move the page when it changes', async () => {
    const page = await site.page('?f.venue=Journal+of+Winter');
    await opened(page);
    await page.evaluate(() => {
      Object.assign(window, { shifts: [] });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
          if (!hadRecentInput) (window as unknown as { shifts: number[] }).shifts.push(value);
        }
      }).observe({ type: 'layout-shift' });
    });
    await page.fill('#search-text', 'ice');
    await page.waitForSelector('.hit');
    await settled(page);
    await page.waitForTimeout(700);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThanOrEqual(0.02);
    await page.context().close();
  });

  it('that could not be counted is said, with a way to try again, and the values stay', async () => {
    let fails = true;
    const page = await site.page('', {
      before: (opened) =>
        opened.route('**/api/facets', (route) =>
          fails && route.request().method() === 'POST'
            ? route.fulfill({ status: 500, body: 'no' })
            : route.continue(),
        ),
    });
    await page.click('.filter-panel > summary');
    const failure = page.locator('.facets .failure');
    await failure.waitFor();
    expect(await failure.textContent()).toContain('The papers could not be counted.');
    expect((await shownOf(page, 'category')).length).toBe(8);
    fails = false;
    await failure.locator('button').click();
    await failure.waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the box in a group', () => {
  it('finds a value among many, keeps what is typed and the focus, and the value filters', async () => {
    const page = await site.page();
    await opened(page);
    const box = page.locator('[data-facet="category"] .facet-find');
    await box.click();
    await page.keyboard.type('KIND 1', { delay: 40 });
    await expect
      .poll(async () =>
        (await shownOf(page, 'category')).every(([value]) => String(value).startsWith('kind 1')),
      )
      .toBe(true);
    expect(await shownOf(page, 'category')).toHaveLength(10);
    await page.keyboard.type('7');
    await expect.poll(() => shownOf(page, 'category')).toEqual([['kind 17', 6]]);
    expect(await box.inputValue()).toBe('KIND 17');
    await page.keyboard.type('7');
    await expect
      .poll(() => page.textContent('[data-facet="category"]'))
      .toContain('No value has this text in it.');
    await page.keyboard.press('Backspace');
    await page.locator('[data-facet="category"] .choice', { hasText: 'kind 17' }).click();
    await page.waitForURL(/f\.category=kind\+17/);
    expect(await page.textContent('#hits .result-heading')).toContain('6 papers within the filters');
    await page.context().close();
  });
});

describe('what is new since', () => {
  it('is offered to who was here before, is listed newest first, lit on the map, and in the address', async () => {
    const { arrivals, corpus } = await site.ask<Info>('api/info');
    const [first, second] = arrivals;
    const page = await site.page('', {
      before: (opened) =>
        opened.addInitScript(
          ([key, newest]) => {
            if (localStorage.getItem(key) !== null) return;
            localStorage.setItem(
              key,
              JSON.stringify({ at: '2026-01-05T10:00:00.000Z', newest, before: null }),
            );
          },
          [`nearby-visit:${corpus}:${first.addedAt}`, first.addedAt] as const,
        ),
    });
    const button = page.getByRole('button', { name: 'New since 5 Jan 2026 (2 papers)' });
    await button.click();
    await page.waitForURL((url) => url.searchParams.get('new') === second.addedAt);
    await page.waitForSelector('.hit');
    expect(await page.locator('#hits .paper-link').allTextContents()).toEqual([
      newcomers[1].title,
      newcomers[0].title,
    ]);
    expect(await button.count()).toBe(0);
    expect(await page.textContent('#legend')).toContain('△ New since');
    await page.reload();
    await page.waitForSelector('.hit');
    expect(await page.locator('.hit').count()).toBe(2);
    await page.locator('.active-filters .chip', { hasText: 'New since' }).click();
    // A reload does not make it old.
    await button.waitFor();
    await page.context().close();
  });

  it('is chosen by the run that brought it', async () => {
    const page = await site.page('?new=2090-01-01');
    await page.waitForSelector('#hits .empty');
    expect(await page.textContent('#hits')).toContain('no paper was added since 2090-01-01');
    await opened(page);
    const choice = page.getByLabel('Added');
    const options = await choice.locator('option').allTextContents();
    expect(options[0]).toBe('at any time');
    expect(options.some((text) => text.endsWith('UTC (2 papers)'))).toBe(true);
    expect(options.some((text) => text.endsWith('UTC (122 papers)'))).toBe(true);
    await choice.selectOption({ index: 1 });
    await page.waitForSelector('.hit');
    expect(await page.locator('.hit').count()).toBe(2);
    await choice.selectOption({ index: 0 });
    await page.waitForURL((url) => url.searchParams.get('new') === null);
    await page.context().close();
  });
});

describe('a corpus without years', () => {
  it('says so, and offers nothing to brush', async () => {
    const sample = await OpenedSite.open();
    const page = await sample.page();
    await page.click('.filter-panel > summary');
    await expect.poll(() => page.textContent('.years')).toContain('No paper of this corpus has a year.');
    expect(
      await page.locator('.year-stage:visible, .year-thumb:visible, .year-controls:visible').count(),
    ).toBe(0);
    expect(sample.complaints).toEqual([]);
    await sample.close();
  });
});

describe('the open filters', () => {
  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 1440, height: 900 }],
    ['light', narrow],
    ['dark', { ...narrow, width: 320 }],
  ] as const)(
    'have no axe violation, fit, and no target is too small: %s, %o',
    async (colorScheme, viewport) => {
      const page = await site.page('?q=ice&from=2005&to=2015&f.category=ice', {
        ...{ colorScheme, viewport, reducedMotion: 'no-preference' },
      });
      await opened(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
      ).toEqual([]);
      const off = await page.$$eval('#filters :is(button, input, select, summary, label)', (controls) =>
        controls
          .filter((control) => control.checkVisibility())
          .map((control) => ({ control, box: control.getBoundingClientRect() }))
          .filter(({ box }) => box.left < 0 || box.right > innerWidth)
          .map(({ control }) => control.outerHTML.slice(0, 80)),
      );
      expect(off).toEqual([]);
      const small = await page.$$eval(
        '#filters :is(button, select, summary, .choice, .year-thumb)',
        (controls) =>
          controls
            .filter((control) => control.checkVisibility())
            .map((control) => ({ control, box: control.getBoundingClientRect() }))
            .filter(({ box }) => box.height < 24 || box.width < 24)
            .map(({ control }) => control.outerHTML.slice(0, 80)),
      );
      expect(small).toEqual([]);
      await page.context().close();
    },
  );
});
