import { type BuildReport, buildCorpus } from '../../build-corpus.ts';
import { folderForFiles, folderToAsk } from '../corpus-folder.ts';
import type { OptionValues } from '../options.ts';
import { printReport } from '../print-report.ts';
import { ProgressBars } from '../progress-bars.ts';
import { dieOf, type StopSignal, stopSignals } from '../stop-signals.ts';

/** `nearby build FILE...`: import, embed, index, lay out, find topics. Without files it goes on with an unfinished build. */
export async function build(files: string[], options: OptionValues): Promise<void> {
  const folder = options.corpus ?? (files.length > 0 ? folderForFiles(files) : folderToAsk());
  const report = await buildWithProgress(folder, files, options, false);
  printReport(report, options.json ?? false);
}

/** `nearby add FILE...`: the same for a corpus that exists; what is on the map stays where it is. */
export async function add(files: string[], options: OptionValues): Promise<void> {
  const report = await buildWithProgress(options.corpus ?? folderToAsk(), files, options, true);
  printReport(report, options.json ?? false);
}

/** Builds with bars on standard error; used by `start` too. */
export async function buildWithProgress(
  folder: string,
  files: readonly string[],
  options: OptionValues,
  keepMap: boolean,
): Promise<BuildReport> {
  const bars = new ProgressBars();
  const stop = (signal: StopSignal) => {
    bars.say('Stopped. What is finished is stored; the same command goes on from there.');
    dieOf(signal);
  };
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    return await buildCorpus(folder, files, {
      ...(options.model === undefined ? {} : { model: options.model }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.processes === undefined ? {} : { processes: options.processes }),
      ...(options.maxMemory === undefined ? {} : { maxMemory: options.maxMemory }),
      relayout: options.relayout ?? false,
      ...(options.duplicates === undefined ? {} : { grouped: options.duplicates === 'grouped' }),
      format: options.format ?? null,
      keepMap,
      onProgress: bars.onProgress,
      say: (line) => bars.say(line),
    });
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
    bars.stop();
  }
}
