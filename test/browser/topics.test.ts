import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TopicComparison, Topics } from '../../src/server/api-types.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { colourOfMap } from './map-places.ts';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
// Its topics are named here.
const corpus = join(temporaryFolder(), 'sample');
beforeAll(async () => {
  cpSync(await sampleCorpus(), corpus, { recursive: true });
  site = await OpenedSite.open(corpus);
});
afterAll(async () => {
  expect(site.complaints).toEqual([]);
  await site.close();
});

const focusedTopic = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.topic ?? null);

async function openTree(page: Page): Promise<void> {
  await page.click('[data-tab="topics"].tab');
  await page.waitForSelector('[role="treeitem"]');
}

describe('the tree of topics', () => {
  it('is walked, unfolded and chosen from by keys', async () => {
    const page = await site.page();
    await openTree(page);
    const { topics } = await site.ask<Topics>('api/topics');
    await page.focus('[role="treeitem"][tabindex="0"]');
    expect(await focusedTopic(page)).toBe('0');
    await page.keyboard.press('ArrowDown');
    expect(await focusedTopic(page)).toBe('1');
    await page.keyboard.press('ArrowRight');
    expect(await page.getAttribute('[data-topic="1"]', 'aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowRight');
    const child = await focusedTopic(page);
    expect(topics[Number(child)].parent).toBe(1);
    expect(await page.getAttribute(`[data-topic="${child}"]`, 'aria-level')).toBe('2');
    await page.keyboard.press('Enter');
    expect(await page.textContent('.topic-card h3')).toBe(topics[Number(child)].name);
    expect(await focusedTopic(page)).toBe(child);
    await page.waitForURL(/at=/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getAttribute('[data-topic="1"]', 'aria-expanded')).toBe('false');
    await page.keyboard.press('End');
    const last = await focusedTopic(page);
    await page.keyboard.press('Home');
    const coarse = topics.filter(({ level }) => level === 0).length;
    expect([await focusedTopic(page), last]).toEqual(['0', String(coarse - 1)]);
    const begin = topics[3].name.slice(0, 6);
    await page.keyboard.type(begin);
    expect(topics[Number(await focusedTopic(page))].name.startsWith(begin)).toBe(true);
    // Tab leaves the tree in one step.
    await page.keyboard.press('Tab');
    expect(await focusedTopic(page)).toBeNull();
    await page.context().close();
  });

  it('finds topics by their words, and unfolds by the arrow alone', async () => {
    const page = await site.page();
    await openTree(page);
    await page.click('[data-topic="0"] .topic-fold');
    expect(await page.getAttribute('[data-topic="0"]', 'aria-expanded')).toBe('true');
    expect(await page.locator('.topic-card').isVisible()).toBe(false);
    await page.fill('.topic-find', 'lottery');
    await page.waitForSelector('#topics [role="status"]:has-text("these words.")');
    const found = page.locator('[role="treeitem"]');
    expect(await found.count()).toBeLessThan(10);
    await page.keyboard.press('ArrowDown');
    expect(await focusedTopic(page)).toBe(await found.first().getAttribute('data-topic'));
    await page.fill('.topic-find', 'nothing of the kind');
    expect(await page.textContent('#topics [role="status"]')).toBe('No topic has these words.');
    await page.keyboard.press('Escape');
    expect(await page.locator('[role="treeitem"]').count()).toBeGreaterThan(10);
    await page.context().close();
  });

  it('takes a name by key and by pencil, shows it everywhere, keeps it, and gives the found one back', async () => {
    const page = await site.page();
    await openTree(page);
    const found = await page.textContent('[data-topic="0"] > .topic-button .topic-name');
    await page.focus('[data-topic="0"]');
    await page.keyboard.press('F2');
    await page.keyboard.type('Why it learns <b>');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Found as:');
    expect(await focusedTopic(page)).toBe('0');
    expect(await page.textContent('[data-topic="0"] > .topic-button .topic-name')).toBe('Why it learns <b>');
    await page.waitForSelector('.legend-entry:has-text("Why it learns <b>")');
    await page.reload();
    await openTree(page);
    await page.click('[data-topic="0"] > .topic-button');
    expect(await page.textContent('.topic-card h3')).toBe('Why it learns <b>');
    await page.click('.topic-card [aria-label^="Rename"]');
    await page.keyboard.press('Escape');
    expect(await page.textContent('.topic-card h3')).toBe('Why it learns <b>');
    await page.click('.topic-card [aria-label^="Rename"]');
    await page.getByRole('button', { name: 'Use the name that was found' }).click();
    await page.waitForSelector('text=Found as:', { state: 'detached' });
    expect(await page.textContent('.topic-card h3')).toBe(found);
    await page.context().close();
  });

  it('says why a name was not kept, and keeps what was typed', async () => {
    const page = await site.page('', {
      before: (opened) =>
        opened.route('**/api/topics/0/name', (route) =>
          route.fulfill({
            status: 409,
            json: {
              error: { code: 'corpus-busy', message: 'The corpus is being written by another process.' },
            },
          }),
        ),
    });
    await openTree(page);
    await page.focus('[data-topic="0"]');
    await page.keyboard.press('F2');
    await page.keyboard.type('A name');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.topic-name-failure:has-text("being written by another process")');
    expect(await page.inputValue('.topic-name-input')).toBe('A name');
    await page.context().close();
  });

  it('says which name fits no topic any more, and forgets it', async () => {
    const { topics } = await site.ask<Topics>('api/topics');
    const odd = { ...topics[0], id: 0, centralRows: [] };
    const writer = Corpus.open(corpus);
    const level = Int32Array.from({ length: writer.rows }, (_, row) => (row % 7 === 0 ? 0 : -1));
    writer.topicNames.give({ rows: writer.rows, topics: [odd], topicOfRow: [level] }, 0, 'Every seventh');
    writer.close();
    const page = await site.page();
    await openTree(page);
    await page.getByRole('button', { name: 'Forget the name Every seventh' }).click();
    await page.waitForSelector('#announcement:has-text("The name “Every seventh” is forgotten.")');
    expect(await page.locator('#topics', { hasText: 'No topic fits' }).count()).toBe(0);
    expect((await site.ask<Topics>('api/topics')).namesWithoutTopic).toEqual([]);
    await page.context().close();
  });

  it('compares two topics, lights both on the map, and the address keeps it', async () => {
    const page = await site.page();
    await openTree(page);
    const whole = await colourOfMap(page);
    await page.click('[data-topic="0"] > .topic-button');
    await page.getByRole('button', { name: 'Compare with …' }).click();
    await page.waitForSelector('text=Choose the other topic');
    await page.click('#zoom-fit');
    await page.focus('[data-topic="0"]');
    for (const key of ['ArrowLeft', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/compare=0,1/);
    await page.waitForSelector('.telling');
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.key);
    expect(await focused()).toBe('end-comparison');
    const { a, b, between } = await site.ask<TopicComparison>('api/topics/compare?a=0&b=1');
    expect(await page.locator('.compared').allTextContents()).toEqual(
      expect.arrayContaining([a.name, b.name, 'Between the two']),
    );
    expect(await page.locator('.telling li').count()).toBe(a.phrases.length + b.phrases.length);
    expect(await page.locator('[data-key^="between:"]').first().textContent()).toBe(between[0].title);
    expect(await page.locator('[role="tree"]').isVisible()).toBe(false);
    // What belongs to neither is pale.
    expect(await colourOfMap(page)).not.toBe(whole);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);

    await page.reload();
    await page.waitForSelector('.telling');
    await page.click('[aria-label="End the comparison"]');
    await page.waitForSelector('[role="tree"]');
    expect(await focused()).toMatch(/^topic:/);
    expect(page.url()).not.toContain('compare');
    await page.goBack();
    await page.waitForSelector('.telling');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.textContent('#announcement')).toBe('Undone: comparison of topics.');
    await page.context().close();
  });

  it.each([
    ['3,3', 'text=compare'],
    ['0,9999', 'text=There is no topic 9999'],
  ])('says what is wrong with compare=%s in an address', async (pair, said) => {
    const page = await site.page(`?compare=${pair}`);
    await page.waitForSelector(said);
    await page.context().close();
  });

  it.each([
    ['wide', undefined],
    ['narrow', narrow],
  ])('has no violations in a %s window, with a topic open and being named', async (_, viewport) => {
    const page = await site.page('', viewport ? { viewport } : {});
    await openTree(page);
    await page.click('[data-topic="0"] > .topic-button');
    for (const step of [async () => {}, () => page.click('.topic-card [aria-label^="Rename"]')]) {
      await step();
      const { violations } = await new AxeBuilder({ page }).include('#topics').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
    }
    await page.context().close();
  });
});
