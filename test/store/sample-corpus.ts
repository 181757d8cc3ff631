/** What the tests of the store share: papers of our own wording, vectors, corpora in folders of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { type ErrorCode, NearbyError } from '../../src/errors.ts';
import { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { exampleSettings } from './generate-papers.ts';

export { examplePapers, exampleSettings, unitVectors } from './generate-papers.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nearby-store-'));
  folders.push(folder);
  return folder;
}

/** An open corpus in a folder of its own. */
export function newCorpus(papers: Iterable<Paper> = []): Corpus {
  const corpus = Corpus.create(temporaryFolder(), exampleSettings);
  corpus.addPapers(papers);
  return corpus;
}

/** A paper with nothing but what is given. */
export function paperOf(fields: Partial<Paper> & Pick<Paper, 'id' | 'title'>): Paper {
  return {
    abstract: '',
    authors: [],
    year: null,
    venue: '',
    url: '',
    doi: '',
    categories: [],
    keywords: [],
    source: 'test.jsonl',
    lists: [],
    facets: {},
    ...fields,
  };
}

/** Runs `work`, which must refuse with this code and a sentence that matches. */
export function expectRefusal(work: () => unknown, code: ErrorCode, sentence: RegExp): NearbyError {
  let thrown: unknown;
  try {
    work();
  } catch (caught) {
    thrown = caught;
  }
  expect(thrown).toBeInstanceOf(NearbyError);
  const refusal = thrown as NearbyError;
  expect({ code: refusal.code, message: refusal.message }).toEqual({
    code,
    message: expect.stringMatching(sentence),
  });
  return refusal;
}
