import { resolve } from 'node:path';
import { buildDefaults } from '../../build-defaults.ts';
import { embedAll } from '../../embed/embed-all.ts';
import type { Embedder, TextKind } from '../../embed/embedder.ts';
import { openFittingEmbedder } from '../../embed/fitting-embedder.ts';
import { resolveModel } from '../../embed/resolve-model.ts';
import { NearbyError } from '../../errors.ts';
import type { OnProgress } from '../../progress.ts';
import { vectorAt } from '../../tables/vector-table.ts';
import { counted } from '../counted.ts';
import { npyBytes, npyHeader } from '../npy-file.ts';
import type { OptionValues } from '../options.ts';
import { ProgressBars } from '../progress-bars.ts';
import { readTexts } from '../read-texts.ts';
import { dieOf, type StopSignal, stopSignals } from '../stop-signals.ts';
import { WholeFile } from '../whole-file.ts';

/**
 * `nearby embed FILE`: every line of a JSON Lines file as a row of one float32 array, a NumPy file. Without `--out` it
 * goes to standard output, where that is no terminal.
 */
export async function embed([path]: string[], options: OptionValues): Promise<void> {
  const { out, query, model = buildDefaults.model, processes = buildDefaults.processes } = options;
  checkOut(path, out);
  const bars = new ProgressBars();
  let file: WholeFile | null = null;
  const stop = (signal: StopSignal) => {
    file?.discard();
    bars.say(out === undefined ? 'Stopped.' : `Stopped. Nothing was written to ${out}.`);
    dieOf(signal);
  };
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    const say = (line: string) => bars.say(line);
    const texts = await readTexts(path, say);
    const description = await resolveModel(model, { onProgress: bars.onProgress, say });
    const embedder = await openFittingEmbedder(description, texts, texts.length, processes);
    try {
      // Only now, so that nothing is touched where something was refused.
      file = out === undefined ? null : new WholeFile(out);
      const write = async (bytes: Uint8Array) => (file ? file.write(bytes) : print(bytes));
      const kind = query ? 'query' : 'document';
      const cut = await writeRows(embedder, texts, kind, write, bars.onProgress);
      file?.finish();
      const { name, dimensions } = description;
      const cutToo = cut > 0 ? `; ${counted(cut, 'text')} cut at the most that it reads` : '';
      const place = out === undefined ? '' : `; written to ${out}`;
      const as = query ? 'queries' : 'documents';
      bars.say(
        `${counted(texts.length, 'row')} of ${dimensions} dimensions, as ${as}, by ${name}${cutToo}${place}.`,
      );
    } finally {
      await embedder.close();
    }
  } finally {
    file?.discard();
    for (const signal of stopSignals) process.off(signal, stop);
    bars.stop();
  }
}

/** @throws NearbyError `bad-option` where the array would go to a terminal or over the file that it is made of */
function checkOut(path: string, out: string | undefined): void {
  const refuse = (expected: string) => new NearbyError('bad-option', { name: '--out', value: out, expected });
  if (out === undefined && process.stdout.isTTY) {
    throw refuse('a file for the array, such as vectors.npy, or standard output led to a file or a pipe');
  }
  if (out !== undefined && path !== '-' && resolve(out) === resolve(path)) {
    throw refuse('another file than the one that is read');
  }
}

/** Header and rows, part by part, so that few vectors are in memory. @returns how many texts were cut */
async function writeRows(
  embedder: Embedder,
  texts: readonly string[],
  kind: TextKind,
  write: (bytes: Uint8Array) => Promise<void>,
  onProgress: OnProgress,
): Promise<number> {
  const { dimensions } = embedder.model;
  const { embedChunk } = buildDefaults;
  let textsCut = 0;
  await write(npyHeader(texts.length, dimensions));
  for (let start = 0; start < texts.length; start += embedChunk) {
    const part = texts.slice(start, start + embedChunk);
    const data = new Float32Array(part.length * dimensions);
    await embedAll(embedder, part, {
      kind,
      onBatch: (positions, { vectors, cut }) => {
        for (const [i, position] of positions.entries()) {
          data.set(vectorAt(vectors, i), position * dimensions);
          textsCut += cut[i];
        }
      },
      onProgress: ({ done }) => onProgress({ stage: 'embed', done: start + done, total: texts.length }),
    });
    await write(npyBytes(data));
  }
  return textsCut;
}

/** To standard output; waits until it is taken. */
function print(bytes: Uint8Array): Promise<void> {
  return new Promise((taken, failed) => {
    process.stdout.write(bytes, (error) => (error ? failed(error) : taken()));
  });
}
