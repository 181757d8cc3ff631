import { inject } from 'vitest';
import '../test/build-sample.ts';

/** The folder of the built sample corpus (601 papers). It is shared: tests only read it, and copy it to change it. */
export async function sampleCorpus(): Promise<string> {
  return inject('sampleCorpus');
}
