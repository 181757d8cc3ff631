/**
 * The real page, built by vite, served by the real server from the real sample corpus or another, in a real Chromium. Whatever the
 * browser complains of (errors, CSP violations, requests to other hosts) is collected: tests expect it to be nothing.
 */
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ensurePage, pageFolder } from '../../src/cli/ensure-page.ts';
import { alreadyOpen, type OpenSearcher, openSearcher } from '../../src/search/open-searcher.ts';
import { createApp } from '../../src/server/create-app.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { launchOptions } from './chromium-options.ts';

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 360, height: 740 };

export class OpenedSite {
  readonly url: string;
  /** What the browser complained of so far; see `expectNoComplaints`. */
  readonly complaints: string[] = [];
  private readonly browser: Browser;
  private readonly searcher: OpenSearcher;
  private readonly listening: Listening;

  private constructor(browser: Browser, searcher: OpenSearcher, listening: Listening) {
    this.browser = browser;
    this.searcher = searcher;
    this.listening = listening;
    this.url = listening.url;
  }

  /**
   * @param corpus its folder; the sample where none is given.
   * @throws Error where the machine has no Chromium; `npm test` installs one.
   */
  static async open(corpus?: string): Promise<OpenedSite> {
    await buildPage();
    const searcher = await openSearcher(corpus ?? (await sampleCorpus()));
    const app = createApp({ opening: alreadyOpen(searcher), pageFolder, version: '0.0.0' });
    const listening = await listen(app, { port: 0 });
    const browser = await chromium.launch(launchOptions());
    return new OpenedSite(browser, searcher, listening);
  }

  /**
   * A page in a context of its own, with the map drawn.
   * @param address what follows the "/", e.g. "?q=graphs".
   * @param before called before anything is loaded: to route requests.
   */
  async page(
    address = '',
    { before, ...options }: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
  ): Promise<Page> {
    const context = await this.browser.newContext({ viewport: wide, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    watchPage(page, this.url, this.complaints);
    await before?.(page);
    await page.goto(`${this.url}${address}`);
    await page.waitForSelector('.legend-entry, #map-message .failure, #hits .empty', { state: 'attached' });
    // Panels come after the points.
    await page.waitForSelector('#panel:not([aria-busy])', { state: 'attached' });
    return page;
  }

  /** An answer of the API, asked from outside the browser. */
  async ask<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`);
    return (await response.json()) as Answer;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.listening.close();
    await this.searcher.close();
  }
}

/** Collects what a page complains of: errors, dialogs, and requests to another host than that of `url`. */
export function watchPage(page: Page, url: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // An answer of 404 or 500 that a test asked for is in the console too, and is no fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(url).origin) {
      complaints.push(`request to ${request.url()}`);
    }
  });
}

/** Test files run side by side; one of them builds, the others wait for it. */
export async function buildPage(): Promise<void> {
  const lock = join(tmpdir(), 'nearby-page-build');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      await pause(100);
      // Left behind by a run that was killed: a build takes seconds.
      const heldMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (heldMs > 60_000) rmdirSync(lock);
    }
  }
  try {
    await ensurePage(() => {});
  } finally {
    rmdirSync(lock);
  }
}
