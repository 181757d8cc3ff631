import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/build-corpus.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { pictureOfMap } from './map-places.ts';
import { OpenedSite } from './open-page.ts';

let site: OpenedSite;
beforeAll(async () => {
  const folder = temporaryFolder();
  const lines = readFileSync(samplePapers, 'utf8').trim().split('\n').slice(0, 120);
  // As OpenAlex has it, heavy at the low end.
  const cited = lines.map((line, i) => ({ ...JSON.parse(line), 'cited by': (i % 11) ** 3 }));
  const file = join(folder, 'cited.jsonl');
  writeFileSync(file, cited.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
  const corpus = join(folder, 'cited');
  await buildCorpus(corpus, [file]);
  site = await OpenedSite.open(corpus);
});
afterEach(() => expect(site.complaints).toEqual([]));
afterAll(() => site?.close());

describe('sizes of points', () => {
  it('follow a number that the papers came with, in the address too, and say what they mean', async () => {
    const page = await site.page();
    await page.waitForSelector('#size-by');
    await expect
      .poll(() => page.locator('#size-by option').allTextContents())
      .toEqual(['Nothing', 'cited by']);
    const alike = await pictureOfMap(page);
    await page.selectOption('#size-by', 'cited by');
    await page.locator('.size-examples li').nth(2).waitFor();
    expect(await page.locator('.size-examples li').allTextContents()).toEqual(['1,000', '200', '60']);
    await expect.poll(() => pictureOfMap(page)).not.toBe(alike);
    const sized = await pictureOfMap(page);
    expect(new URL(page.url()).searchParams.get('size')).toBe('f.cited by');

    await page.reload();
    await page.locator('.size-examples li').nth(2).waitFor();
    await expect.poll(() => pictureOfMap(page)).toBe(sized);
    await page.selectOption('#size-by', 'none');
    await expect.poll(() => pictureOfMap(page)).toBe(alike);
    await page.context().close();
  });

  it('follow the similarity to the question', async () => {
    const page = await site.page('?q=vision+transformers&color=none');
    await page.waitForSelector('.hit');
    const alike = await pictureOfMap(page);
    await page.selectOption('#size-by', 'similarity');
    await page.locator('.size-examples li').first().waitFor();
    await expect.poll(() => pictureOfMap(page)).not.toBe(alike);
    await page.fill('#search-text', '');
    await page.locator('.size-examples', { hasText: 'Ask something' }).waitFor();
    await page.context().close();
  });

  it('say why they are not known: a field that the corpus has not', async () => {
    const page = await site.page('?size=f.downloads');
    await page.locator('.size-examples', { hasText: 'no paper has such a field' }).waitFor();
    await page.goto(`${site.url}?size=7`);
    await page.locator('#notes', { hasText: 'The address says size=7' }).waitFor();
    await page.context().close();
  });
});
