import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { narrow, OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
const announced = (page: Page, text: string) => page.waitForSelector(`#announcement:has-text("${text}")`);
const box = '#search-text';

async function ask(page: Page, question: string): Promise<void> {
  await page.fill(box, question);
  await page.press(box, 'Enter');
  await page.waitForSelector(`.result-heading:has-text("${question}")`);
}

describe('earlier questions', () => {
  it('are offered in the empty box, chosen and forgotten by the keyboard, and outlive the page', async () => {
    const page = await site.page();
    for (const question of ['pruning layers', 'graph networks', 'attention']) await ask(page, question);
    await page.goto(site.url);
    await page.focus(box);
    const offered = () => page.locator('#earlier-questions .earlier-text').allTextContents();
    await page.waitForSelector('#earlier-questions [role="option"]');
    expect(await offered()).toEqual(['attention', 'graph networks', 'pruning layers']);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    expect(await offered()).toEqual(['graph networks', 'pruning layers']);
    await page.keyboard.press('ArrowDown');
    expect(await page.getAttribute(box, 'aria-activedescendant')).toBe('earlier-1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.result-heading:has-text("pruning layers")');
    expect(await page.isVisible('#earlier-questions')).toBe(false);

    await page.fill(box, 'gr');
    expect(await offered()).toEqual(['graph networks']);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#earlier-questions')).toBe(false);
    await page.fill(box, '');
    await page.click('.earlier-forget >> nth=0');
    expect(await offered()).toEqual(['graph networks']);
    await page.click('.earlier-clear');
    expect(await page.isVisible('#earlier-questions')).toBe(false);
    await page.click('#map', { position: { x: 300, y: 10 } });
    await page.reload();
    await page.focus(box);
    expect(await page.isVisible('#earlier-questions')).toBe(false);
    await page.context().close();
  });

  it('are none where the browser holds something else', async () => {
    const page = await site.page('', {
      before: (opened) => opened.addInitScript(() => localStorage.setItem('nearby-questions', '{"a":1}')),
    });
    await page.focus(box);
    expect(await page.isVisible('#earlier-questions')).toBe(false);
    await ask(page, 'vision');
    await page.context().close();
  });
});

describe('undo and redo', () => {
  it('take back tray, filter, question and colours one by one, and say what', async () => {
    const page = await site.page();
    await ask(page, 'vision');
    await page.click('.hit .mark-like >> nth=0');
    await page.selectOption('#color-by', 'none');
    await page.press('#color-by', 'Control+z');
    await announced(page, 'Undone: colouring.');
    expect(await page.inputValue('#color-by')).toBe('topic');
    await page.locator('#hits .paper-link').first().focus();
    await page.keyboard.press('Control+z');
    await announced(page, 'Undone: liked papers.');
    expect(await page.locator('.tray-item').count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await announced(page, 'Done again: liked papers.');
    expect(new URL(page.url()).searchParams.getAll('like')).toHaveLength(1);
    await page.click('#redo');
    await announced(page, 'Done again: colouring.');
    // It says that it does nothing, and says so again when it is pressed.
    await page.click('#redo', { force: true });
    await announced(page, 'There is nothing to do again.');
    expect(await page.getAttribute('#redo', 'aria-disabled')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('redo');
    for (let i = 0; i < 3; i++) await page.click('#undo');
    await page.waitForSelector('.welcome');
    expect(await page.inputValue(box)).toBe('');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('leave fields to themselves, and have keys where their buttons find no room', async () => {
    const page = await site.page('', { viewport: narrow });
    expect(await page.isVisible('#undo')).toBe(false);
    await ask(page, 'vision');
    await page.click('.hit .mark-like >> nth=0');
    await page.focus(box);
    await page.keyboard.press('Control+z');
    expect(new URL(page.url()).searchParams.getAll('like')).toHaveLength(1);
    await page.locator('#tabs .tab').first().focus();
    await page.keyboard.press('Control+z');
    await announced(page, 'Undone: liked papers.');
    await page.context().close();
  });
});
