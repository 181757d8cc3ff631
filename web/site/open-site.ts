/**
 * The page without a server: an export to a site names its folder of data in the page, and questions then go to a worker that
 * answers out of these files. To the page it is another `fetch`.
 */
import type { SiteAnswer } from '../../src/site/site-answers.ts';
import type { FromWorker, ModelProgress, ToWorker } from './site-messages.ts';

export interface Site {
  fetcher: typeof fetch;
  /** Calls back at every step of the model's way here, once a text needs it. */
  onModel(listener: (progress: ModelProgress) => void): void;
}

/** @returns null where a server answers. */
export function openSite(): Site | null {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="nearby-site"]')?.content;
  if (folder === undefined) return null;
  const worker = new Worker(new URL('./site-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: SiteAnswer) => void>();
  const listeners: ((progress: ModelProgress) => void)[] = [];
  const tell = (message: ToWorker) => worker.postMessage(message);
  let broken = false;
  worker.addEventListener('message', ({ data: message }: MessageEvent<FromWorker>) => {
    if (message.kind === 'model') {
      for (const listener of listeners) listener(message.progress);
      return;
    }
    waiting.get(message.number)?.(message.answer);
    waiting.delete(message.number);
  });
  worker.addEventListener('error', () => {
    broken = true;
    for (const answer of waiting.values()) answer(brokenAnswer);
    waiting.clear();
  });
  tell({ kind: 'open', data: new URL(`${folder}/`, document.baseURI).href });

  let asked = 0;
  const fetcher: typeof fetch = async (input, init = {}) => {
    const number = asked++;
    const { method = 'GET', body, signal } = init;
    signal?.throwIfAborted();
    const request = { method, path: String(input), body: typeof body === 'string' ? body : null };
    const answer = await new Promise<SiteAnswer>((resolve, reject) => {
      if (broken) {
        resolve(brokenAnswer);
        return;
      }
      waiting.set(number, resolve);
      signal?.addEventListener('abort', () => {
        // The worker goes on, and nobody listens.
        waiting.delete(number);
        reject(signal.reason);
      });
      tell({ kind: 'ask', number, request });
    });
    return new Response(answer.body, { status: answer.status });
  };
  return { fetcher, onModel: (listener) => void listeners.push(listener) };
}

const brokenAnswer: SiteAnswer = {
  status: 500,
  body: JSON.stringify({
    error: {
      code: 'site-broken',
      message: 'The part of this page that answers could not be loaded, or stopped. Reload the page.',
    },
  }),
};
