import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../src/build-corpus.ts';
import { samplePapers } from '../src/cli/sample.ts';
import { Corpus } from '../src/store/corpus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const lines = readFileSync(samplePapers, 'utf8').trim().split('\n');
const folder = temporaryFolder();
const first = join(folder, 'first.jsonl');
writeFileSync(first, lines.slice(0, 500).join('\n'));

function pointsOf(path: string): Float32Array {
  const corpus = Corpus.open(path, { readOnly: true });
  try {
    return corpus.layout()!.points;
  } finally {
    corpus.close();
  }
}

/** Mean distance of the first rows of two maps. */
function moved(a: Float32Array, b: Float32Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++)
    sum += Math.hypot(a[2 * row] - b[2 * row], a[2 * row + 1] - b[2 * row + 1]);
  return sum / rows;
}

describe('a new layout of a corpus that grew', () => {
  it('comes when it is asked for, lies on the old one, and says how far papers have moved', async () => {
    const path = join(folder, 'grown');
    await buildCorpus(path, [first]);
    const before = pointsOf(path);
    const said: string[] = [];
    await buildCorpus(path, [samplePapers], { keepMap: true, say: (line) => said.push(line) });
    const kept = pointsOf(path);
    expect(kept.subarray(0, 1000)).toEqual(before);
    expect(said.join('\n')).toMatch(
      /Of 101 new papers on the map \d+ stands? far from most of what is nearest/,
    );

    await buildCorpus(path, [], { relayout: true, say: (line) => said.push(line) });
    const anew = pointsOf(path);
    expect(anew.subarray(0, 1000)).not.toEqual(before);
    expect(said.at(-1)).toMatch(/turned to lie on the old one; papers moved by \d+ %/);
    const mirrored = anew.map((value, i) => (i % 2 === 0 ? -value : value));
    const turned = anew.map((_, i) => (i % 2 === 0 ? -anew[i + 1] : anew[i - 1]));
    for (const other of [mirrored, turned])
      expect(moved(anew, before, 500)).toBeLessThan(moved(other, before, 500));
  });

  it('is the same whether the run was interrupted after it or not', async () => {
    const [halted, alone] = ['halted', 'alone'].map((name) => join(folder, name));
    for (const path of [halted, alone]) await buildCorpus(path, [first]);
    await buildCorpus(alone, [samplePapers]);
    const stopped = buildCorpus(halted, [samplePapers], {
      onProgress: ({ stage }) => {
        if (stage === 'topics') throw new Error('halted');
      },
    });
    await expect(stopped).rejects.toThrow('halted');
    await buildCorpus(halted, []);
    expect(pointsOf(halted)).toEqual(pointsOf(alone));
  });
});
