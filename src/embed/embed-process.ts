/**
 * A forked process that embeds: the other end of process-pool.ts. A refusal goes back as a message; anything else ends
 * the process with its stack on standard error, which the pool quotes.
 */
import { NearbyError } from '../errors.ts';
import type { FromProcess, ToProcess } from './embed-messages.ts';
import { TextModel } from './text-model.ts';

// Ctrl-C reaches the whole process group; the parent decides, and takes its processes with it.
process.on('SIGINT', () => {});
// The parent has gone, however it went.
process.on('disconnect', () => process.exit(0));

let model: TextModel | null = null;

process.on('message', async (message: ToProcess) => {
  try {
    answer(await handle(message));
  } catch (error) {
    if (!(error instanceof NearbyError)) throw error;
    answer({ type: 'refused', code: error.code, values: error.values });
  }
});

async function handle(message: ToProcess): Promise<FromProcess> {
  if (message.type === 'open') {
    model = await TextModel.open(message.model);
    return { type: 'opened' };
  }
  if (!model) throw new Error('asked to embed before a model was opened');
  const { vectors, cut } = await model.embed(message.texts, message.kind);
  return { type: 'embedded', data: vectors.data, cut };
}

/** Sending fails only where the parent has gone; "disconnect" ends this process then. */
function answer(message: FromProcess): void {
  process.send?.(message, () => {});
}
