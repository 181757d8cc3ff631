/**
 * Makes the README's pictures from the bundled sample, in web/screenshots: `npm run screenshots`. Run it after a change
 * of the page, and look at what it made.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { buildCorpus } from '../../src/build-corpus.ts';
import { ensurePage, pageFolder } from '../../src/cli/ensure-page.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { alreadyOpen, openSearcher } from '../../src/search/open-searcher.ts';
import { createApp } from '../../src/server/create-app.ts';
import { listen } from '../../src/server/listen.ts';
import { launchOptions } from './chromium-options.ts';

interface Shot {
  name: string;
  /** What follows the address: a view of the page is a URL. */
  view: string;
  width: number;
  height: number;
  dark?: boolean;
  before?: (page: Page) => Promise<void>;
}

const question = '?q=which%20layers%20of%20a%20vision%20transformer%20can%20be%20dropped';

const shots: Shot[] = [
  { name: 'wide-light', view: '?paper=deep-model-assembling', width: 1440, height: 900 },
  { name: 'wide-dark', view: question, width: 1440, height: 900, dark: true },
  { name: 'narrow', view: question, width: 360, height: 740 },
];

const folder = fileURLToPath(new URL('../../web/screenshots', import.meta.url));
// Built anew each time: one that stayed from an earlier run would be shown as it was.
const built = await mkdtemp(join(tmpdir(), 'nearby-screenshots-'));
const corpus = process.argv[2] ?? join(built, 'sample');

await mkdir(folder, { recursive: true });
await ensurePage(console.log);
await buildCorpus(corpus, [samplePapers]);
const searcher = await openSearcher(corpus);
const server = await listen(createApp({ opening: alreadyOpen(searcher), pageFolder, version: '' }), {
  port: 0,
});
const browser = await chromium.launch(launchOptions());
try {
  for (const { name, view, width, height, dark, before } of shots) {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(`${server.url}/${view}`, { waitUntil: 'networkidle' });
    await before?.(page);
    // Fonts, labels and the last frame.
    await page.waitForTimeout(500);
    // A palette of 256 colours is all that the page needs, at a third of the size. sharp comes with the model's library.
    const picture = sharp(await page.screenshot()).png({ palette: true, effort: 10 });
    const { size } = await picture.toFile(join(folder, `${name}.png`));
    await page.close();
    console.log(`${name}.png, ${width} × ${height}, ${Math.round(size / 1024)} KiB`);
  }
} finally {
  await browser.close();
  await server.close();
  await searcher.close();
  await rm(built, { recursive: true });
}
