/** Builds a corpus in another process and watches it: seconds and peak memory of every stage. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Stage, stages } from '../../../src/progress.ts';
import type { Figures } from '../../../src/tables/figures.ts';
import type { BuildMessage } from './build-child.ts';

const everyMs = 100;

export interface MeasuredBuild {
  papers: number;
  figures: Figures;
  /** From the start of the process to its end. */
  seconds: number;
  /** From a stage's first sign to that of the next; 0 for one that did not run. */
  stageSeconds: Record<Stage, number>;
  /** Of the process and those that it started, in bytes; 0 where the system does not tell. */
  peakBytes: number;
  stagePeakBytes: Record<Stage, number>;
}

/** @param way "add": into a corpus that is there, whose map stays. */
export async function measuredBuild(
  folder: string,
  file: string,
  way: 'build' | 'add',
): Promise<MeasuredBuild> {
  const startMs = performance.now();
  const child = fork(fileURLToPath(new URL('./build-child.ts', import.meta.url)), [folder, file, way]);
  const none = () => Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
  const stageSeconds = none();
  const stagePeakBytes = none();
  let stage: Stage = 'import';
  let stageMs = startMs;
  let peakBytes = 0;
  let outcome: { figures: Figures; papers: number } | null = null;
  const endStage = () => {
    const now = performance.now();
    stageSeconds[stage] += (now - stageMs) / 1000;
    stageMs = now;
  };
  child.on('message', (message: BuildMessage) => {
    if ('figures' in message) outcome = message;
    else {
      endStage();
      stage = message.stage;
    }
  });
  const timer = setInterval(() => {
    const bytes = memoryOf(child);
    peakBytes = Math.max(peakBytes, bytes);
    stagePeakBytes[stage] = Math.max(stagePeakBytes[stage], bytes);
  }, everyMs);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  endStage();
  if (exitCode !== 0 || outcome === null) throw new Error(`The build of "${folder}" ended with ${exitCode}.`);
  const { figures, papers } = outcome as { figures: Figures; papers: number };
  const seconds = (performance.now() - startMs) / 1000;
  return { papers, figures, seconds, stageSeconds, peakBytes, stagePeakBytes };
}

/** Resident bytes of a process and its children, from Linux's /proc; 0 elsewhere. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
    );
    return [`${pid}`, ...children].reduce((sum, one) => sum + residentBytes(one), 0);
  } catch {
    // No such system, or the process has just ended: there is nothing to measure.
    return 0;
  }
}

function residentBytes(pid: string): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found ? Number(found[1]) * 1024 : 0;
}
