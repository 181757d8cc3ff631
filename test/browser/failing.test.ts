/** What goes wrong around the page: hostile addresses, a server that fails in every way, another corpus, odd things dropped. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  site = await OpenedSite.open();
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

const parameters = [
  ...[
    'q',
    'mode',
    'like',
    'unlike',
    'examples',
    'near',
    'near.region',
    'w.text',
    'w.near',
    'diversity',
    'duplicates',
  ],
  ...[
    'k',
    'paper',
    'from',
    'to',
    'topic',
    'region',
    'new',
    'f.list',
    'f.__proto__',
    'f.constructor',
    'color',
    'hide',
    'at',
  ],
];
const values = [
  ...['', '-1', '1e9', 'NaN', '\u0000', '%', '../..', '__proto__', '1,2,3', '9'.repeat(400), '𝕏'.repeat(50)],
  ...['<img src=x onerror=alert(1)>', '{{7*7}}', "';DROP TABLE papers;--", '\u202Etxt', ','.repeat(300)],
];

describe('any address', () => {
  it('shows the page, the map in it, and says what was left out; whatever its parts hold', async () => {
    const page = await site.page();
    const asked: string[] = [];
    for (const [i, name] of parameters.entries()) {
      for (let j = 0; j < 3; j++)
        asked.push(`${name}=${encodeURIComponent(values[(3 * i + j) % values.length])}`);
    }
    asked.push(
      parameters.map((name, i) => `${name}=${encodeURIComponent(values[i % values.length])}`).join('&'),
    );
    for (const address of asked) {
      await page.evaluate((query) => {
        history.pushState(null, '', `?${query}`);
        dispatchEvent(new PopStateEvent('popstate'));
      }, address);
      expect(site.complaints).toEqual([]);
    }
    await page.goto(`${site.url}?${asked.at(-1)}`);
    await page.waitForSelector('.legend-entry', { state: 'attached' });
    expect(await page.locator('#notes li').count()).toBe(5);
    expect(await page.isVisible('#map-message')).toBe(false);
    await page.context().close();
  });

  it('of a broken map view shows the whole map', async () => {
    const [plain, broken] = [await site.page(), await site.page('?at=1e300,NaN,0')];
    expect(await broken.textContent('#notes')).toContain('The address says at=1e300,NaN,0');
    await broken.click('#notes button');
    const areAlike = async () => (await pictureOfMap(broken)) === (await pictureOfMap(plain));
    await expect.poll(areAlike, { timeout: 8000 }).toBe(true);
    await plain.context().close();
    await broken.context().close();
  });
});

/** Of one address of the API only, from now on. */
async function answer(page: Page, path: string, does: (route: Route) => Promise<void> | void): Promise<void> {
  await page.unroute(`**/api/${path}`);
  await page.route(`**/api/${path}`, does);
}

async function ask(page: Page, text: string): Promise<void> {
  await page.fill('#search-text', text);
  await page.keyboard.press('Enter');
}

describe('a server that fails', () => {
  it.each([
    ['answers 500 without a word', (route: Route) => route.fulfill({ status: 500, body: '' }), 'status 500'],
    [
      'answers 404, as another program would',
      (route: Route) => route.fulfill({ status: 404, body: '<h1>Not here</h1>' }),
      'status 404',
    ],
    ['answers 410', (route: Route) => route.fulfill({ status: 410, json: {} }), 'status 410'],
    [
      'answers with a page',
      (route: Route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html>' }),
      'could not be read',
    ],
    [
      'answers with half a body',
      (route: Route) =>
        route.fulfill({ status: 200, contentType: 'application/json', body: '{"hits":[{"id":"a"' }),
      'could not be read',
    ],
    [
      'answers with other JSON',
      (route: Route) => route.fulfill({ status: 200, json: { hits: [null, 3], notes: 'no' } }),
      'could not be read',
    ],
    ['breaks the connection', (route: Route) => route.abort('connectionreset'), 'does not answer'],
  ])('and %s is named in the list, the map stays, and a second try goes on', async (_, fails, sentence) => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    await answer(page, 'search', fails);
    await ask(page, 'pruning');
    const failure = page.locator('#hits .failure');
    await failure.waitFor();
    expect(await failure.textContent()).toContain(sentence);
    expect(new URL(page.url()).searchParams.get('q')).toBe('pruning');
    expect(await page.isVisible('#map-message')).toBe(false);
    await page.unroute('**/api/search');
    await failure.locator('button').click();
    await page.waitForSelector('.hit');
    await page.context().close();
  });

  it.each(['info', 'topics', 'facets', 'map'])(
    'at %s leaves the rest of the page to be used',
    async (path) => {
      for (const body of ['null', '{"topics":7}', '']) {
        const page = await site.page('', {
          before: (opened) => opened.route(`**/api/${path}`, (route) => route.fulfill({ status: 200, body })),
        });
        await ask(page, 'attention');
        await page.waitForSelector('.hit');
        await page.click('#hits .paper-link >> nth=0');
        await page.waitForSelector('#paper .neighbor');
        await page.click('[data-tab="topics"]');
        await page.context().close();
      }
    },
  );

  it('slowly has its late answer thrown away, and shows that it is waited for', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    let release = () => {};
    const held = new Promise<void>((open) => {
      release = open;
    });
    await answer(page, 'search', async (route) => {
      if (route.request().postDataJSON().text === 'slow') await held;
      await route.continue().catch(() => {});
    });
    await ask(page, 'slow');
    await expect.poll(() => page.getAttribute('#hits', 'aria-busy')).toBe('true');
    expect(await page.locator('.hit').count()).toBe(30);
    await ask(page, 'pruning');
    await expect.poll(() => page.getAttribute('#hits', 'aria-busy')).toBe('false');
    expect(await page.textContent('#hits .result-heading')).toContain('“pruning”');
    const shown = await page.locator('#hits .paper-link').allTextContents();
    release();
    await page.waitForTimeout(500);
    expect(await page.locator('#hits .paper-link').allTextContents()).toEqual(shown);
    await page.context().close();
  });

  it('altogether leaves the map to be moved, and the papers that were open to be opened', async () => {
    const page = await site.page('?q=attention');
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    const title = await page.textContent('#paper h2');
    await page.keyboard.press('Escape');
    await page.context().setOffline(true);
    const before = await pictureOfMap(page);
    await page.click('#zoom-in');
    await expect.poll(() => pictureOfMap(page), { timeout: 5000 }).not.toBe(before);
    await page.locator('#map [role="application"]').focus();
    const zoomed = await pictureOfMap(page);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => pictureOfMap(page), { timeout: 5000 }).not.toBe(zoomed);
    await page.click('#hits .paper-link >> nth=0');
    await page.waitForSelector('#paper .neighbor');
    expect(await page.textContent('#paper h2')).toBe(title);
    await page.context().close();
  });
});

describe('another corpus at the same address', () => {
  it('is named, none of its answers is shown, and a reload shows it with the same view', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    await page.route('**/api/**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'x-nearby-corpus': 'another' } });
    });
    await ask(page, 'pruning');
    const note = page.locator('#notes .outdated');
    await note.waitFor();
    expect(await note.textContent()).toContain('The server shows another corpus now');
    expect(await page.locator('#hits .failure').textContent()).toContain('reload the page');
    expect(await page.locator('.hit').count()).toBe(0);
    expect(await page.isVisible('#map-message')).toBe(false);
    await note.getByRole('button', { name: 'Reload' }).click();
    await page.waitForSelector('.hit');
    expect(new URL(page.url()).searchParams.get('q')).toBe('pruning');
    expect(await page.locator('#notes .outdated').count()).toBe(0);
    await page.context().close();
  });

  it('has a mark of its own in every answer, the same as long as it is the same', async () => {
    const marks = await Promise.all(
      ['api/info', 'api/map', 'api/search?q=a', 'api/nothing'].map(async (path) => {
        const { headers } = await fetch(`${site.url}${path}`);
        return headers.get('x-nearby-corpus');
      }),
    );
    expect(marks[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(marks).size).toBe(1);
  });
});

/** Drops what `fill` puts into a DataTransfer on the map. */
async function drop(
  page: Page,
  what: { files?: number; bytes?: number; name?: string; text?: string; isFolder?: boolean },
) {
  await page.evaluate(({ files = 0, bytes = 1, name = 'a.bib', text, isFolder }) => {
    const data = new DataTransfer();
    for (let i = 0; i < files; i++) data.items.add(new File([new Uint8Array(bytes)], name));
    if (text) data.setData('text/plain', text);
    if (isFolder) {
      DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true }) as FileSystemEntry;
    }
    const target = document.querySelector('#map canvas')!;
    for (const type of ['dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
  }, what);
}

describe('what is dropped on the page', () => {
  it.each([
    ['several files', { files: 3 }, '3 files were dropped. Drop one'],
    ['a folder', { files: 1, isFolder: true }, 'A folder was dropped.'],
    ['text', { text: 'attention' }, 'Text was dropped.'],
  ])('is refused in words: %s', async (_, what, sentence) => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    await drop(page, what);
    await expect.poll(() => page.textContent('#notes')).toContain(sentence);
    expect(await page.isVisible('#drop-target')).toBe(false);
    expect(await page.locator('.hit').count()).toBe(30);
    await page.context().close();
  });

  it('is not sent where it has 200 MB, and is refused by the server where it is no bibliography', async () => {
    const page = await site.page('?q=attention');
    await page.waitForSelector('.hit');
    let sent = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/match')) sent++;
    });
    await drop(page, { files: 1, bytes: 200 * 2 ** 20, name: 'huge.bib' });
    const dialog = page.locator('#bibliography-dialog');
    await expect.poll(() => dialog.textContent()).toContain('"huge.bib" has 200 MB, more than the 20 MB');
    expect(sent).toBe(0);
    await page.keyboard.press('Escape');
    await drop(page, { files: 1, bytes: 5000, name: 'photo.jpg' });
    await expect.poll(() => dialog.textContent()).toContain('"photo.jpg" could not be matched.');
    expect(sent).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.hit').count()).toBe(30);
    await page.context().close();
  });
});
