import { reasonOf } from '../../errors.ts';
import { OpeningSearcher, type OpenSearcher } from '../../search/open-searcher.ts';
import { createApp } from '../../server/create-app.ts';
import { listen } from '../../server/listen.ts';
import { folderForFiles, folderToAsk, sampleFolder } from '../corpus-folder.ts';
import { counted } from '../counted.ts';
import { ensurePage, pageFolder } from '../ensure-page.ts';
import type { OptionValues } from '../options.ts';
import { printIssues, sumUp } from '../print-report.ts';
import { samplePapers } from '../sample.ts';
import { stopSignals } from '../stop-signals.ts';
import { version } from '../version.ts';

/** `npm start -- [FILE...]`: builds what is not built yet, the bundled sample without files, and serves it. */
export async function start(files: string[], options: OptionValues): Promise<void> {
  const inputs = files.length > 0 || options.corpus !== undefined ? files : [samplePapers];
  const folder = options.corpus ?? (files.length > 0 ? folderForFiles(files) : sampleFolder);
  const { buildWithProgress } = await import('./build.ts');
  const report = await buildWithProgress(folder, inputs, options, false);
  printIssues(report);
  if (!report.unchanged) process.stderr.write(`${sumUp(report)}\n`);
  await serveFolder(folder, options);
}

/** `nearby serve`: serves a corpus that is built, until Ctrl-C. */
export async function serve(_: string[], options: OptionValues): Promise<void> {
  await serveFolder(options.corpus ?? folderToAsk(), options);
}

async function serveFolder(folder: string, options: OptionValues): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await ensurePage(say);
  const opening = new OpeningSearcher(folder, { say });
  try {
    const app = createApp({ opening, pageFolder, version, readOnly: options.readOnly });
    const server = await listen(app, { port: options.port ?? null });
    try {
      // Before the address is out: whoever reads it may end us at once.
      const interrupted = untilInterrupted();
      process.stdout.write(
        `Nearby is at ${server.url} (${counted(opening.corpus.rows, 'paper')}). Ctrl-C ends it.\n`,
      );
      // The map is there; a corpus that turns out not to be one that can be searched is not served any longer.
      const isOpen = await Promise.race([opening.searcher, interrupted]);
      if (isOpen) warmUp(isOpen, say);
      await interrupted;
    } finally {
      await server.close();
    }
  } finally {
    await opening.close();
  }
}

function warmUp(searcher: OpenSearcher, say: (line: string) => void): void {
  searcher.warmUp().then(
    ({ words, tookMs }) => {
      if (words > 0)
        say(`Warm after ${(tookMs / 1000).toFixed(1)} s: ${counted(words, 'common word')} read.`);
    },
    (error) => say(reasonOf(error)),
  );
}

/** Resolves at Ctrl-C and its like. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of stopSignals) process.once(signal, () => resolve());
  });
}
