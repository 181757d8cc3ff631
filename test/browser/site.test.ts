/** The exported sample on the dumbest of hosts, below a path: everything that the page does without the program. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pageFolder } from '../../src/cli/ensure-page.ts';
import { wholeLayout } from '../../src/search/open-searcher.ts';
import { portableModelOf } from '../../src/site/portable-model-of.ts';
import { writeSite } from '../../src/site/write-site.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { launchOptions } from './chromium-options.ts';
import { middleOfMap, pictureOfMap } from './map-places.ts';
import { buildPage, narrow, watchPage, wide } from './open-page.ts';
import { StaticHost } from './static-host.ts';

const folder = temporaryFolder();
let browser: Browser;
let host: StaticHost;
let corpus: Corpus;
const complaints: string[] = [];

beforeAll(async () => {
  await buildPage();
  corpus = Corpus.open(await sampleCorpus(), { readOnly: true });
  const { model } = await portableModelOf(corpus);
  writeSite(folder, { corpus, layout: wholeLayout(corpus), model, pageFolder, version: '1.2.3' });
  host = await StaticHost.serve(folder, '/people/ada/papers/');
  browser = await chromium.launch(launchOptions());
});
afterEach(() => {
  host.before = async () => true;
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  corpus?.close();
});

/** @param address what follows the folder: "?q=graphs". */
async function open(address = '', viewport = wide): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  watchPage(page, host.url, complaints);
  await page.goto(`${host.url}${address}`);
  await page.waitForSelector('.legend-entry, #map-message .failure', { state: 'attached' });
  return page;
}

const titles = (page: Page) => page.locator('.hit .paper-link').allTextContents();

describe('a site of files', () => {
  it('shows the map, names a paper under the pointer and opens it at a click, with its neighbours', async () => {
    const layout = wholeLayout(corpus);
    const row = 0;
    const at = `at=${layout.points[2 * row]},${layout.points[2 * row + 1]},400`;
    const page = await open(`?${at}`);
    const { x, y } = await middleOfMap(page);
    await page.mouse.move(x - 40, y);
    await page.mouse.move(x, y);
    await page.locator('.hover-title').filter({ hasText: /\w/ }).first().waitFor();
    const before = await pictureOfMap(page);
    await page.mouse.click(x, y);
    await page.waitForSelector('#paper .neighbor >> nth=9');
    expect(await page.textContent('#paper h2')).toBe(corpus.paper(row).title);
    expect(await page.textContent('.abstract')).toBe(corpus.paper(row).abstract);
    expect(await pictureOfMap(page)).not.toBe(before);
    await page.click('#paper .neighbor a >> nth=0');
    await page.waitForURL((url) => url.searchParams.get('paper') !== corpus.idOf(row));
    await page.context().close();
  });

  it('answers a text by words at once and by meaning when the model has come, and then fetches none again', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    host.before = async (path) => {
      if (path.endsWith('.onnx')) await held;
      return true;
    };
    const page = await open();
    await page.fill('#search-text', 'pruning of vision transformers');
    await page.waitForSelector('.hit >> nth=9');
    await page.waitForSelector('#site-model progress');
    expect(await page.textContent('#results')).toContain('Found by words alone so far');
    release();
    await page.waitForSelector('#site-model', { state: 'hidden' });
    await page.locator('#results').getByText('Found by words alone so far').waitFor({ state: 'detached' });
    expect(await page.textContent('.hit .similarity >> nth=0')).toMatch(/0\.[1-9]/);

    await page.click('.hit .paper-link >> nth=0');
    await page.waitForSelector('.abstract mark.nearest');
    await page.fill('#search-text', 'graph neural networks with heterophily');
    await page
      .locator('.hit .paper-link')
      .filter({ hasText: /heterophil/i })
      .first()
      .waitFor();
    expect(host.sent.filter((path) => path.endsWith('.onnx'))).toHaveLength(1);
    await page.context().close();
  });

  it('finds words and phrases, filters, and opens the same view from its address', async () => {
    const page = await open('?q="state space"&mode=words');
    await page.waitForSelector('.hit mark.word');
    const found = await titles(page);
    expect(found.length).toBeGreaterThan(3);
    await page.context().close();
    const list = corpus.facetValues('list')[0];
    const narrowed = await open(`?q="state space"&mode=words&f.list=${encodeURIComponent(list)}`);
    await expect.poll(async () => (await titles(narrowed)).length).toBeGreaterThan(0);
    const filtered = await titles(narrowed);
    expect(filtered.length).toBeLessThan(found.length);
    expect(found).toEqual(expect.arrayContaining(filtered));
    await narrowed.context().close();
  });

  it('asks by liked papers and lists topics', async () => {
    const page = await open(`?like=${corpus.idOf(5)}&unlike=${corpus.idOf(300)}`);
    await page.waitForSelector('.hit >> nth=9');
    await page.click('#tabs button:has-text("Topics")');
    await page.waitForSelector('#topics [role="treeitem"]');
    expect(host.sent.filter((path) => path.startsWith('api'))).toEqual([]);
    await page.context().close();
  });

  it('does not offer what takes the program, says what it is, and is without fault for axe on a telephone', async () => {
    const page = await open('?q=attention&mode=words', narrow);
    await page.waitForSelector('.hit');
    expect(await page.isHidden('#open-bibliography')).toBe(true);
    await page.click('#open-info');
    expect(await page.isVisible('#site-about')).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await page.context().close();
  });

  it('says which file does not come, and goes on when it does', async () => {
    host.before = async (path) => !path.includes('/papers/');
    const page = await open(`?paper=${corpus.idOf(7)}`);
    const failure = page.locator('#paper .failure').first();
    await failure.waitFor();
    expect(await failure.textContent()).toContain(
      'of this site could not be fetched: the host answered with status 404',
    );
    host.before = async () => true;
    await failure.locator('button').click();
    await page.locator('#paper h2', { hasText: corpus.paper(7).title }).waitFor();
    await page.context().close();
  });

  it('says that the model does not come, answers by words, and fetches it when told to', async () => {
    host.before = async (path) => !path.endsWith('.onnx');
    const page = await open('?q=sparse attention');
    await page.waitForSelector('.hit >> nth=9');
    const failure = page.locator('#site-model');
    await failure.getByText('The model did not come').waitFor();
    host.before = async () => true;
    await failure.locator('button').click();
    await page.waitForSelector('#site-model', { state: 'hidden' });
    await page.locator('#results').getByText('Found by words alone').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('opened as a file says what to do', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`file://${folder}/index.html`);
    await page.locator('.needs-host', { hasText: 'python3 -m http.server' }).waitFor();
    await page.context().close();
  });
});
