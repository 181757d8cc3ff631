/**
 * What frames cost the page's main thread, from the browser's own trace: a task posted after a frame would say too much,
 * since the browser lets such tasks wait while a person moves something.
 */
import type { Browser, Page } from 'playwright-core';

export interface TracedFrame {
  /** As `performance.now` of the page. */
  startMs: number;
  endMs: number;
  /** Of the processor; less where others had it meanwhile. */
  processorMs: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  tdur?: number;
}

/** From input and script by style, layout and paint to the compositor. */
const frameEvent = 'ProxyMain::BeginMainFrame';
const syncMark = 'bench-sync';

/** The frames of the page while `move` runs. */
export async function traceFrames(
  browser: Browser,
  page: Page,
  move: () => Promise<void>,
): Promise<TracedFrame[]> {
  await browser.startTracing(page, { categories: ['cc', 'benchmark', 'blink.user_timing'] });
  // Ties the trace's clock to the page's.
  const markMs = await page.evaluate((name) => performance.mark(name).startTime, syncMark);
  await move();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const mark = traceEvents.find(({ name }) => name === syncMark);
  if (!mark) throw new Error(`The trace lacks the mark "${syncMark}": this Chromium traces otherwise.`);
  return traceEvents
    .filter(({ name, ph, pid }) => name === frameEvent && ph === 'X' && pid === mark.pid)
    .map(({ ts, dur = 0, tdur = 0 }) => {
      const startMs = (ts - mark.ts) / 1000 + markMs;
      return { startMs, endMs: startMs + dur / 1000, processorMs: tdur / 1000 };
    });
}
