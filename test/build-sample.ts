/** Before the tests: the bundled sample, built once for all of them, in a folder that goes away with them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildCorpus } from '../src/build-corpus.ts';
import { samplePapers } from '../src/cli/sample.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sampleCorpus: string;
  }
}

export default async function buildSample(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nearby-sample-'));
  const sample = join(folder, 'sample');
  await buildCorpus(sample, [samplePapers]);
  project.provide('sampleCorpus', sample);
  return () => rm(folder, { recursive: true, force: true });
}
