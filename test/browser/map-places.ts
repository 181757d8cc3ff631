/** Where things are on the map, worked out from the API, so that tests can click them. */
import type { Page } from 'playwright-core';
import type { PaperHead, Topics } from '../../src/server/api-types.ts';
import type { OpenedSite } from './open-page.ts';

/** The paper farthest from all other papers and topic names, and an address whose map has it in the middle. */
export async function lonelyPaper(site: OpenedSite): Promise<{ paper: PaperHead; address: string }> {
  const rows = Array.from({ length: 200 }, (_, row) => row);
  const pages = await Promise.all(
    [0, 200, 400].map((start) =>
      site.ask<{ papers: PaperHead[] }>(`api/papers?rows=${rows.map((row) => row + start).join(',')}`),
    ),
  );
  const papers = pages.flatMap((page) => page.papers);
  const { topics } = await site.ask<Topics>('api/topics');
  const gapOf = (paper: PaperHead) =>
    Math.min(
      ...[...papers, ...topics]
        .filter((other) => other !== paper)
        .map((other) => Math.hypot(other.xData - paper.xData, other.yData - paper.yData)),
    );
  const [paper] = papers
    .map((candidate) => ({ candidate, gap: gapOf(candidate) }))
    .sort((a, b) => b.gap - a.gap)
    .map(({ candidate }) => candidate);
  const xs = papers.map(({ xData }) => xData);
  const extent = Math.max(...xs) - Math.min(...xs);
  return { paper, address: `at=${paper.xData},${paper.yData},${5000 / extent}` };
}

/** The middle of the map, in pixels of the page. */
export async function middleOfMap(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('#map').boundingBox();
  if (!box) throw new Error('The map is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until what was asked for is drawn: two frames, the picture of the points that they ask for, and all names. */
export async function mapDrawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  );
  await page.waitForSelector('#map canvas[data-settled=true]', { state: 'attached' });
  await page.waitForSelector('#map canvas[data-named=true]', { state: 'attached' });
}

/** A picture of the middle of the map, where neither legend nor pane lies over it. */
export async function pictureOfMap(page: Page): Promise<string> {
  const { x, y } = await middleOfMap(page);
  await mapDrawn(page);
  const picture = await page.screenshot({ clip: { x: x - 150, y: y - 250, width: 350, height: 420 } });
  return picture.toString('base64');
}

/** How strongly the middle of the map is coloured: the sum over its ground of max − min of red, green and blue. */
export async function colourOfMap(page: Page): Promise<number> {
  await mapDrawn(page);
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('#map canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const [red, green, blue] = [pixels[i], pixels[i + 1], pixels[i + 2]];
      sum += Math.max(red, green, blue) - Math.min(red, green, blue);
    }
    return sum;
  });
}
