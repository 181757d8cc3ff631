/** One map in a real Chromium, moved by real events: what each frame costs, how far apart frames are, and the rest. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../../browser/chromium-options.ts';
import { type TracedFrame, traceFrames } from './trace-frames.ts';

export interface PageFigures {
  /** From asking for the page to the frame that shows the points, one a load. */
  firstPictureMs: number[];
  /** The same to the frame that shows the first names of topics, which come after the points. */
  firstNamesMs: number[];
  phases: PhaseFigures[];
  /** From the pointer's event to the point under it, one a move. */
  hoverMs: number[];
  /** Of the page's process; null where the system does not tell. */
  memoryMiB: number | null;
}

export interface PhaseFigures {
  name: string;
  /** What a frame costs the page's main thread, and how much of that the processor worked for it. */
  workMs: number[];
  processorMs: number[];
  /** From the beginning of the frame before, moved or not: 16.7 where none is left out. */
  intervalMs: number[];
  /** From one picture of the points to the next; between them the last one is moved. */
  pictureMs: number[];
}

/** What `record-frames.js` notes. */
interface Recorded {
  frames: { startMs: number; ranMs: number; intervalMs: number }[];
  pictures: number[];
  hovers: number[];
  firstPictureMs: number;
  firstNamesMs: number;
}

const recorder = fileURLToPath(new URL('record-frames.js', import.meta.url));
const viewport = { width: 1440, height: 900 };
/** After one that is not counted. */
const loads = 5;
/** Events of each kind of movement: two seconds of them. */
const steps = 120;
const frameMs = 1000 / 60;

export async function measurePage(url: string, ratio: number): Promise<PageFigures> {
  const browser = await chromium.launch(launchOptions());
  try {
    const firstPictureMs: number[] = [];
    const firstNamesMs: number[] = [];
    for (let load = 0; load < loads; load++) {
      const page = await open(browser, url, ratio);
      const recorded = await takeRecorded(page);
      firstPictureMs.push(recorded.firstPictureMs);
      firstNamesMs.push(recorded.firstNamesMs);
      await page.context().close();
    }
    const page = await open(browser, url, ratio);
    const stage = await page.locator('#map').boundingBox();
    if (!stage) throw new Error('The page shows no map.');
    const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
    const phases: PhaseFigures[] = [];
    for (const [name, move] of Object.entries(movements)) {
      await takeRecorded(page);
      await page.mouse.move(middle.x, middle.y);
      const traced = await traceFrames(browser, page, () => move(page, middle));
      phases.push(phaseOf(name, await takeRecorded(page), traced));
      // A flight or a last picture is not the next movement's.
      await page.waitForTimeout(500);
    }
    const hoverMs = await hover(page, middle);
    // A first load finds a cold server and browser.
    const [firstPictures, firstNames] = [firstPictureMs.slice(1), firstNamesMs.slice(1)];
    const memoryMiB = await memory(browser);
    return { firstPictureMs: firstPictures, firstNamesMs: firstNames, phases, hoverMs, memoryMiB };
  } finally {
    await browser.close();
  }
}

type Move = (page: Page, middle: { x: number; y: number }) => Promise<void>;

const pan: Move = async (page, { x, y }) => {
  await page.mouse.down();
  for (let step = 1; step <= steps; step++)
    await page.mouse.move(x + 220 * Math.sin(step / 12), y + 160 * Math.sin(step / 9));
  await page.mouse.up();
};

/** @param notchPx of the wheel, positive: away. */
const zoom =
  (notchPx: number): Move =>
  async (page) => {
    // Not one after the other's answer, which takes a wheel several frames: a wheel that turns does not wait either.
    const turned: Promise<void>[] = [];
    for (let step = 0; step < steps; step++) {
      turned.push(page.mouse.wheel(0, notchPx));
      await page.waitForTimeout(frameMs);
    }
    await Promise.all(turned);
  };

/** In this order; zooming in goes to some fifteen times, zooming out back to the whole map. */
const movements: Record<string, Move> = {
  'panning the whole map': pan,
  'zooming in': zoom(-16),
  'panning near by': pan,
  'zooming out': zoom(16),
};

async function hover(page: Page, { x, y }: { x: number; y: number }): Promise<number[]> {
  await takeRecorded(page);
  for (let step = 0; step < steps; step++)
    await page.mouse.move(x + 200 * Math.sin(step / 7), y + 150 * Math.sin(step / 5));
  return (await takeRecorded(page)).hovers;
}

async function open(browser: Browser, url: string, ratio: number): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: ratio });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.addInitScript({ path: recorder });
  await page.goto(url);
  await page.waitForSelector('#map canvas[data-settled=true]', { state: 'attached' });
  // For the frame that shows it; and what the page does after it is not a movement's.
  await page.waitForTimeout(500);
  return page;
}

/** What was noted since the last call. */
async function takeRecorded(page: Page): Promise<Recorded> {
  return page.evaluate(() => {
    const { recorded } = window as unknown as { recorded: Recorded };
    const { firstPictureMs, firstNamesMs } = recorded;
    return {
      frames: recorded.frames.splice(0),
      pictures: recorded.pictures.splice(0),
      hovers: recorded.hovers.splice(0),
      firstPictureMs,
      firstNamesMs,
    };
  });
}

function phaseOf(name: string, { frames, pictures }: Recorded, traced: TracedFrame[]): PhaseFigures {
  const costs = frames.flatMap(
    ({ ranMs }) => traced.find(({ startMs, endMs }) => startMs <= ranMs && ranMs <= endMs) ?? [],
  );
  if (costs.length < steps / 4)
    throw new Error(
      `Only ${costs.length} frames moved the map while ${name}: the figure would be of nothing.`,
    );
  return {
    name,
    workMs: costs.map(({ startMs, endMs }) => endMs - startMs),
    processorMs: costs.map(({ processorMs }) => processorMs),
    intervalMs: frames.map(({ intervalMs }) => intervalMs),
    pictureMs: pictures.slice(1).map((at, i) => at - pictures[i]),
  };
}

/** Resident memory of the largest renderer: the page's. */
async function memory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/status`)
    .filter((path) => existsSync(path))
    .map((path) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) / 1024);
  return sizes.length > 0 ? Math.max(...sizes) : null;
}
