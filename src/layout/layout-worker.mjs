// A worker thread starts before any loader: this file, plain JavaScript, brings in the one that reads TypeScript.
import { tsImport } from 'tsx/esm/api';

await tsImport('./layout-worker.ts', import.meta.url);
