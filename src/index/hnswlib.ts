import { createRequire } from 'node:module';
import { reasonOf } from '../errors.ts';

/**
 * What we use of hnswlib-node's `HierarchicalNSW`, written down here because the package may not be installed. All of it
 * but `readIndex` is synchronous, and it trusts its caller: what it does with wrong input is said where we keep such input from it.
 */
export interface NativeHnsw {
  initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
  resizeIndex(maxElements: number): void;
  addPoint(point: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(query: number[], k: number): { neighbors: number[]; distances: number[] };
  /** In a thread of Node's own; nothing may be asked of the index until it has ended. */
  readIndex(path: string): Promise<boolean>;
  readIndexSync(path: string): void;
  writeIndexSync(path: string): void;
}

export type NativeHnswConstructor = new (space: 'ip', dimensions: number) => NativeHnsw;

/** The constructor, or why there is none: one line, no full stop. */
export type Hnswlib = { native: NativeHnswConstructor; reason: '' } | { native: null; reason: string };

/**
 * Tries to load hnswlib-node, an optional dependency that compiles at install: without a C++ compiler npm leaves it out,
 * and without leave to run install scripts it comes without its binary. Neither may be noticed before it is needed.
 */
export function loadHnswlib(require: (name: string) => unknown = createRequire(import.meta.url)): Hnswlib {
  try {
    const { HierarchicalNSW } = require('hnswlib-node') as { HierarchicalNSW?: NativeHnswConstructor };
    if (typeof HierarchicalNSW !== 'function') {
      return { native: null, reason: 'hnswlib-node has no HierarchicalNSW' };
    }
    return { native: HierarchicalNSW, reason: '' };
  } catch (thrown) {
    // The first line says it; the rest of such a message is a list of every place that was tried.
    return {
      native: null,
      reason: reasonOf(thrown)
        .split('\n')[0]
        .replace(/[.:\s]+$/, ''),
    };
  }
}
