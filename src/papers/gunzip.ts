import { createGunzip } from 'node:zlib';

/** Where the data is damaged, zlib keeps back what it made of the bytes it was given last: at most so many are lost. */
const sliceLength = 2048;

/**
 * Unpacks gzip as it comes, also several packed parts in a row. Unlike a pipe it gives what could be unpacked before the
 * data broke off: a stream that fails drops what it still holds, so each slice is taken out before the next goes in.
 *
 * @param report called at most once, with a sentence, when the data is cut off or damaged
 */
export async function* gunzip(
  bytes: AsyncIterable<Uint8Array>,
  report: (reason: string) => void,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  const unpacked: Uint8Array[] = [];
  let failure: Error | null = null;
  let ended = false;
  let wake = () => {};
  stream.on('data', (chunk: Buffer) => unpacked.push(chunk));
  stream.on('error', (error) => {
    failure = error;
    wake();
  });
  stream.on('end', () => {
    ended = true;
    wake();
  });

  try {
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length && !failure && !ended; start += sliceLength) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          stream.write(chunk.subarray(start, start + sliceLength), () => resolve());
        });
        yield* unpacked.splice(0);
      }
      // Zeros after the last part are padding: the stream then ends by itself and answers no further writes.
      if (failure || ended) break;
    }
    if (!failure && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        stream.end();
      });
      yield* unpacked.splice(0);
    }
    if (failure)
      report(
        `The gzip data is cut off or damaged (${(failure as Error).message}); what came before was read. ` +
          'Get the file again to have the rest.',
      );
  } finally {
    stream.destroy();
  }
}
