/** Questions of several parts in the page: topics, weights, areas of the map and varied results, by keyboard and mouse. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

/** The titles once the answer to what `act` does is there, and what was asked for it. */
async function answersTo(page: Page, act: () => Promise<unknown>) {
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.url().endsWith('/api/search')),
    act(),
  ]);
  await request.response();
  await page.waitForSelector('#hits[aria-busy="false"] .hit');
  return { asked: request.postDataJSON(), titles: await titlesOf(page) };
}

const titlesOf = (page: Page) => page.locator('#hits .paper-link').allTextContents();

describe('a question of several parts', () => {
  it('is about a topic that was put on the tray, until it is taken off', async () => {
    const page = await site.page();
    await page.click('[data-tab="topics"]');
    await page.click('.topic-button >> nth=0');
    const name = await page.textContent('.topic-button >> nth=0 >> .topic-name');
    const { asked } = await answersTo(page, () => page.click('text=More like this topic'));
    expect(asked.near).toEqual({ topics: [0] });
    expect(page.url()).toContain('near=0');
    expect(await page.textContent('.tray-title')).toBe(`Topic: ${name}`);
    expect(await page.textContent('#answer-count')).toBe('30 papers nearest to a topic');
    await page.reload();
    await page.waitForSelector('.tray-item');
    await page.click(`[aria-label="Remove from the tray: Topic: ${name}"]`);
    await page.waitForSelector('.welcome');
    expect(page.url()).not.toContain('near=');
    await page.context().close();
  });

  it('is weighed by sliders, with the keyboard, and the address keeps it', async () => {
    const page = await site.page('?q=attention&like=deep-model-assembling');
    await page.waitForSelector('.hit');
    const before = await titlesOf(page);
    await page.focus('.weights-panel > summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('.slider label').allTextContents()).toEqual([
      'Your text',
      'Liked papers',
      'Varied results',
    ]);
    expect(await page.getAttribute('#weight-like', 'aria-valuetext')).toBe('× 1');
    await page.focus('#weight-like');
    const { asked, titles } = await answersTo(page, () => page.keyboard.press('End'));
    expect(asked.weights).toEqual({ like: 10 });
    expect(titles).not.toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('weight-like');
    expect(await page.getAttribute('#weight-like', 'aria-valuetext')).toBe('× 10');
    expect(page.url()).toContain('w.like=10');
    expect(await page.textContent('.weights-panel > summary')).toBe('Weights and variety: changed');
    await page.reload();
    await page.waitForSelector('.hit');
    expect(await titlesOf(page)).toEqual(titles);
    await page.click('.weights-panel > summary');
    expect(await page.textContent('output[for="weight-like"]')).toBe('× 10');
    await page.focus('#weight-like');
    await answersTo(page, () => page.keyboard.press('Home'));
    expect(await page.textContent('output[for="weight-like"]')).toBe('left out');
    await page.context().close();
  });

  it('is answered with variety, for a text alone too', async () => {
    const page = await site.page('?q=language models');
    await page.waitForSelector('.hit');
    const before = await titlesOf(page);
    await page.click('.weights-panel > summary');
    expect(await page.locator('.slider').count()).toBe(1);
    const box = (await page.locator('#diversity').boundingBox())!;
    const { asked, titles } = await answersTo(page, () =>
      page.mouse.click(box.x + box.width * 0.7, box.y + box.height / 2),
    );
    expect(asked.diversity).toBeGreaterThan(0.5);
    expect(asked.diversity).toBeLessThan(0.9);
    expect(titles[0]).toBe(before[0]);
    expect(titles).not.toEqual(before);
    expect(page.url()).toContain(`diversity=${asked.diversity}`);
    await page.context().close();
  });

  it('may hold an area of the map, as a part and as a filter, each removable', async () => {
    const { points } = await areaOfAll();
    const page = await site.page(`?q=training&near.region=${points}&region=${points}`);
    await page.waitForSelector('.hit');
    expect(await page.textContent('.tray-title')).toBe('An area of the map');
    expect(await page.textContent('.active-filters .removable')).toContain('An area of the map');
    await answersTo(page, () => page.click('.active-filters .removable'));
    expect(new URL(page.url()).searchParams.has('region')).toBe(false);
    await answersTo(page, () => page.click('.tray-item button'));
    expect(page.url()).not.toContain('near.region');
    await page.context().close();
  });

  it('of disliked papers alone is answered, and says what it is', async () => {
    const page = await site.page('?unlike=deep-model-assembling');
    await page.waitForSelector('.hit');
    expect(await page.textContent('#answer-count')).toBe('30 papers least like 1 disliked');
    expect(await page.textContent('#hits .answer-note')).toContain('Only disliked papers are given');
    await page.context().close();
  });

  it('that leaves every part out is refused with a sentence', async () => {
    const page = await site.page('?q=training&like=deep-model-assembling&w.text=0&w.like=0');
    const failure = await page.waitForSelector('#hits .failure');
    expect(await failure.textContent()).toContain('for at least one part of the question');
    expect(await page.locator('.weights-panel').count()).toBe(1);
    await page.context().close();
  });
});

/** Corners around every paper of the sample. */
async function areaOfAll(): Promise<{ points: string }> {
  const { topics } = await site.ask<{ topics: { xData: number; yData: number }[] }>('api/topics');
  const far = 10 * Math.max(...topics.flatMap(({ xData, yData }) => [Math.abs(xData), Math.abs(yData)]), 1);
  return { points: [-far, -far, far, -far, far, far, -far, far].join(',') };
}
