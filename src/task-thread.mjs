// A worker thread starts before any loader: this file, plain JavaScript, brings in the one that reads TypeScript.
import { workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

await tsImport(workerData.module, import.meta.url);
