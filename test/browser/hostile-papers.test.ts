/** A corpus that somebody made to attack whoever opens it: 200 attempts in every field, through every part of the page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/build-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { middleOfMap } from './map-places.ts';
import { OpenedSite, wide } from './open-page.ts';

const does = 'window.attacked=1';
const tags = [
  'script',
  'img',
  'svg',
  'iframe',
  'object',
  'embed',
  'video',
  'math',
  'style',
  'link',
  'base',
  'form',
];
const events = [
  'onerror',
  'onload',
  'onclick',
  'onfocus',
  'onmouseover',
  'onanimationstart',
  'onpointerenter',
  'ontoggle',
];

/** Two hundred, all different. */
const attacks = [
  ...tags.flatMap((tag) => events.map((event) => `<${tag} src=x ${event}="${does}" autofocus>`)),
  ...tags.map((tag) => `"><${tag}>${does}</${tag}>`),
  ...tags.map((tag) => `'--></${tag}><script>${does}</script>`),
  ...events.map((event) => `" ${event}="${does}" x="`),
  ...['javascript', 'JaVaScRiPt', 'java\tscript', 'data:text/html', 'vbscript'].map(
    (scheme) => `${scheme}:${does}`,
  ),
  ...['{{', '${', '<%=', '#{', '[['].map((open) => `${open}constructor.constructor("${does}")()}}`),
  ...Array.from({ length: 62 }, (_, i) => `<a id=x${i} href="javascript:${does}">${i}</a><!--`),
];

const hostile = (i: number) => {
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, j) => attacks[(from + j) % 200]);
  return {
    id: `<img src=x onerror="${does}">${i}`,
    title: `Attention ${some(i, 200).join(' ')}`,
    abstract: `Attention is studied. ${some(i + 3, 200).join('. ')}`,
    authors: some(i, 3),
    categories: [attacks[i], attacks[i + 40]],
    keywords: some(i + 9, 2),
    venue: attacks[i + 20],
    url: `javascript:${does}`,
    doi: `"><script>${does}</script>`,
    year: 2000 + i,
    [`<svg onload=${does}>`]: attacks[i + 7],
  };
};

let site: OpenedSite;
beforeAll(async () => {
  const folder = temporaryFolder();
  const file = join(folder, '<img src=x onerror=window.attacked=1>.jsonl');
  writeFileSync(file, Array.from({ length: 24 }, (_, i) => JSON.stringify(hostile(i))).join('\n'));
  await buildCorpus(join(folder, 'corpus'), [file], { grouped: false });
  site = await OpenedSite.open(join(folder, 'corpus'));
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

/** What ran, and what of the attacks became part of the page. */
async function harm(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    attacked: (window as unknown as { attacked?: number }).attacked,
    made: document.querySelectorAll(
      'body script, img, iframe, object, embed, video, math, body style, body link, base, [onerror], [onload], [onclick], a[href^="javascript" i]',
    ).length,
    named: document.querySelectorAll('[id^="x"]').length,
  }));
}
const none = { attacked: undefined, made: 0, named: 0 };

describe('papers made of 200 attacks', () => {
  it('are two hundred, all different', () => {
    expect(new Set(attacks).size).toBe(200);
  });

  it('are text in hits, marked words, reasons, the open paper, the tray, suggestions and menus', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit mark');
    expect(await page.textContent('#hits .paper-link >> nth=0')).toContain(
      '<iframe src=x onerror="window.attacked=1" autofocus>',
    );
    await page.click('.why summary >> nth=0');
    await page.click('.hit .mark-like >> nth=0');
    await page.click('.hit .mark-unlike >> nth=1');
    await page.getByRole('button', { name: 'What should I rate next?' }).click();
    await page.waitForSelector('.suggestion');
    await page.waitForSelector('.hit');
    await page.getByRole('button', { name: 'Export', exact: true }).first().click();
    await page.keyboard.press('Escape');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper .abstract')).toContain(attacks[10]);
    expect(await page.locator('#paper .links a').count()).toBeLessThanOrEqual(1);
    const { x, y } = await middleOfMap(page);
    for (const dx of [-200, 0, 200]) await page.mouse.move(x + dx, y);
    expect(await harm(page)).toEqual(none);
    await page.context().close();
  });

  it('are text in filters, legends, topics, names on the map and what is said of the corpus', async () => {
    const page = await site.page('?color=category', { viewport: wide });
    await page.waitForSelector('.legend-entry');
    await page.click('.filter-panel > summary');
    await page.waitForSelector('.facets .choice');
    const folded = page.locator('.facet:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
    await page.locator('[data-facet="category"] .choice').first().click();
    await page.waitForSelector('.active-filters .chip');
    await page.selectOption('#color-by', 'topic');
    await page.click('[data-tab="topics"]');
    await page.click('#open-info');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      history.pushState(
        null,
        '',
        '?q=<img src=x onerror="window.attacked=1">&like=<svg onload=window.attacked=1>&zz<b>=1',
      );
      dispatchEvent(new PopStateEvent('popstate'));
    });
    await page.waitForTimeout(500);
    expect(await harm(page)).toEqual(none);
    await page.context().close();
  });
});
