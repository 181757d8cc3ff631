/** A site's other side, in a worker so that the page does not stand still: the engine of src/ over files that are fetched. */
import { SiteAnswers } from '../../src/site/site-answers.ts';
import type { FetchFile } from '../../src/site/site-files.ts';
import type { FromWorker, ToWorker } from './site-messages.ts';

/** Of a worker's global scope what is used here; the compiler knows the window's. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
let answers: SiteAnswers | null = null;

scope.addEventListener('message', ({ data: message }) => {
  if (message.kind === 'open') {
    const tell = (message: FromWorker) => scope.postMessage(message);
    answers = new SiteAnswers(fetchBelow(message.data), (progress) => tell({ kind: 'model', progress }));
    return;
  }
  const { number, request } = message;
  void answers?.answer(request).then((answer) => {
    const { body } = answer;
    scope.postMessage({ kind: 'answer', number, answer }, typeof body === 'string' ? [] : [body.buffer]);
  });
});

function fetchBelow(data: string): FetchFile {
  return async (path, onBytes) => {
    const response = await fetch(new URL(path, data));
    if (!response.ok) throw new Error(`the host answered with status ${response.status}`);
    if (!onBytes || !response.body) return new Uint8Array(await response.arrayBuffer());
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      onBytes(bytes);
    }
    return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
  };
}
