/** What axe does not see: sizes of targets, a focus that nothing hides, wide-set text, the system's own colours (WCAG 2.2 AA). */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { narrow, OpenedSite, wide } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const full = '?q=attention&like=deep-model-assembling&near=0&paper=internlm-xcomposer2-4khd&k=2';
const small = { ...narrow, width: 320 };

async function answered(page: Page): Promise<void> {
  await page.waitForSelector('#hits[aria-busy="false"] .hit', { state: 'attached' });
  await page.waitForSelector('#paper .neighbor', { state: 'attached' });
}

async function eachTab(page: Page, look: (tab: string) => Promise<void>): Promise<void> {
  for (const tab of ['results', 'topics', 'tray', 'paper']) {
    const button = page.locator(`[data-tab="${tab}"].tab`);
    if (!(await button.isVisible())) continue;
    await button.click();
    await look(tab);
  }
}

describe('the page for hands, eyes and keys of every kind', () => {
  it.each([
    ['wide', wide],
    ['narrow', small],
  ])('has no target below 24 pixels in a %s window', async (_, viewport) => {
    const page = await site.page(full, { viewport });
    await answered(page);
    await eachTab(page, async (tab) => {
      const low = await page.evaluate(() =>
        [...document.querySelectorAll('button, a, input, select, summary, .topic-button')]
          .filter((target) => target.checkVisibility({ visibilityProperty: true }))
          .filter((target) => !target.matches('.skip-link'))
          .filter((target) => {
            const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
            return width < 24 || height < 24;
          })
          .map((target) => target.outerHTML.slice(0, 120)),
      );
      expect([tab, low]).toEqual([tab, []]);
    });
    await page.context().close();
  });

  it.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('hides nothing that has the focus, in a %s window', async (_, viewport) => {
    const page = await site.page(full, { viewport });
    await answered(page);
    await eachTab(page, async (tab) => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.evaluate(() => document.body.focus());
      const hidden: string[] = [];
      for (let i = 0; i < 45; i++) {
        await page.keyboard.press('Tab');
        const said = await page.evaluate(() => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return null;
          const { left, top, width, height } = focused.getBoundingClientRect();
          for (const x of [0.1, 0.5, 0.9]) {
            for (const y of [0.1, 0.5, 0.9]) {
              const at = document.elementFromPoint(left + width * x, top + height * y);
              if (at && (focused.contains(at) || at.contains(focused))) return null;
            }
          }
          return focused.outerHTML.slice(0, 120);
        });
        if (said) hidden.push(said);
      }
      expect([tab, hidden]).toEqual([tab, []]);
    });
    await page.context().close();
  });

  it('cuts no text that is set wider, and needs no scrolling sideways', async () => {
    const page = await site.page(full, { viewport: small, bypassCSP: true });
    await answered(page);
    // The measures of WCAG 1.4.12.
    await page.addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } ' +
        'p { margin-bottom: 2em !important }',
    });
    await eachTab(page, async (tab) => {
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.top-bar *, .panel *')]
          .filter(
            (part) => part.checkVisibility() && !part.matches('svg, svg *, input, select, .visually-hidden'),
          )
          .filter((part) => {
            const { display, textOverflow, webkitLineClamp } = getComputedStyle(part);
            // Whole titles are in the pane that they lead to.
            if (display === 'inline' || textOverflow === 'ellipsis' || webkitLineClamp !== 'none')
              return false;
            return part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1;
          })
          .map((part) => part.outerHTML.slice(0, 120)),
      );
      expect([tab, cut]).toEqual([tab, []]);
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.context().close();
  });

  it('says with the system’s own colours what it says with its own', async () => {
    const page = await site.page(`${full}&hide=1`, { forcedColors: 'active' });
    await answered(page);
    const style = (selector: string, name: string) =>
      page.$$eval(
        selector,
        (parts, property) => parts.map((part) => getComputedStyle(part).getPropertyValue(property)),
        name,
      );
    const [results, topics] = await style('#tabs .tab', 'border-bottom-color');
    expect(results).not.toBe(topics);
    expect(
      await style('#paper [aria-pressed="true"].button, .mark-like[aria-pressed="true"]', 'outline-style'),
    ).not.toContain('none');
    const swatches = await style('.legend-entry[aria-pressed="true"] .swatch', 'background-color');
    expect(new Set(swatches).size).toBeGreaterThan(4);
    const [bar] = await style('.hit .bar', 'background-color');
    expect((await style('.hit .bar-fill', 'background-color'))[0]).not.toBe(bar);
    // A border of no colour is drawn in that of the system.
    expect(
      await style('.map-buttons .icon-button, .top-actions .icon-button', 'border-top-width'),
    ).not.toContain('0px');
    await page.context().close();
  });

  it('closes one thing at a time by Esc, a dialog before the area menu under it', async () => {
    const page = await site.page('?compare=0,1&paper=deep-model-assembling');
    await page.waitForSelector('#paper .neighbor');
    await page.click('#select-area');
    await page.click('#open-collections');
    await page.keyboard.press('Escape');
    await page.locator('#collections-dialog[open]').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('open-collections');
    expect(await page.isVisible('#area-menu')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#area-menu')).toBe(false);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.search.includes('paper='));
    expect(page.url()).toContain('compare=');
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.search.includes('compare='));
    await page.context().close();
  });
});
