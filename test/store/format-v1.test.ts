import { cpSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { exampleFigures, exampleGraph, exampleLayout, exampleTopics } from './example-derived.ts';
import { examplePapers, exampleSettings, unitVectors } from './new-corpus.ts';

const fixture = fileURLToPath(new URL('../fixtures/corpus-v1', import.meta.url));

describe('a corpus of format version 1', () => {
  it('opens with everything that was stored in it, and nothing is put beside it', () => {
    const corpus = Corpus.open(fixture, { readOnly: true });
    expect(corpus.settings).toEqual(exampleSettings);
    expect([...corpus.allPapers()]).toEqual(examplePapers(0, 5));
    expect(corpus.vectors()).toEqual(unitVectors(5));
    expect(corpus.textsCut()).toBe(1);
    expect(corpus.graph()).toEqual(exampleGraph(5));
    expect(corpus.layout()).toEqual(exampleLayout(5));
    expect(corpus.topics()).toEqual(exampleTopics(5));
    expect(corpus.duplicates()).toBeNull();
    expect(corpus.duplicateSettings).toEqual({ grouped: true, apart: [] });
    expect(corpus.figures()).toEqual(exampleFigures);
    expect(corpus.hnswFile()?.sha256).toBe('c'.repeat(64));
    expect([...corpus.rowsWithWords('"part" AND "4"')]).toEqual([4]);
    expect([...corpus.filterRows({ facets: { language: ['de'] } })!]).toEqual([0, 1, 0, 1, 0]);
    corpus.close();
    expect(readdirSync(fixture)).toEqual(['corpus.sqlite']);
  });

  it('can be added to', () => {
    const folder = temporaryFolder();
    cpSync(fixture, folder, { recursive: true });
    const corpus = Corpus.open(folder);
    expect(corpus.addPapers(examplePapers(3, 4))).toMatchObject({ added: [5, 6], known: 2 });
    expect([...corpus.rowsWithoutVector()]).toEqual([5, 6]);
    corpus.close();
  });
});
