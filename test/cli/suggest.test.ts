import { describe, expect, it } from 'vitest';
import { hitsSchema } from '../../src/server/api-schemas.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const nearby = (...args: string[]) => runNearby(args, { cwd });
const ids = ['deep-model-assembling', 'internlm-xcomposer2-4khd'];

describe('nearby suggest', () => {
  it('names five papers to rate, and others once these are rated', async () => {
    const asked = ['suggest', '--corpus', await sampleCorpus(), '--json', '--like', ids[0]];
    const suggested = async (...options: string[]) => {
      const { code, stdout } = await nearby(...asked, ...options);
      expect(code).toBe(0);
      return hitsSchema.parse(JSON.parse(stdout)).hits.map(({ id }) => id);
    };
    const first = await suggested('--unlike', ids[1]);
    expect(first).toHaveLength(5);
    expect(first).not.toContain(ids[0]);
    const rated = first.flatMap((id, i) => [i < 3 ? '--like' : '--unlike', id]);
    const next = await suggested('--unlike', ids[1], ...rated, '-k', '3');
    expect(next).toHaveLength(3);
    expect(next.filter((id) => first.includes(id))).toEqual([]);
  });

  it('prints them for people, takes a text, and refuses what cannot be answered', async () => {
    const corpus = ['--corpus', await sampleCorpus()];
    const { code, stdout } = await nearby('suggest', 'model', 'pruning', ...corpus, '--filter', 'list=3');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}\d\. /gm)).toHaveLength(5);
    const refusals: [string[], string][] = [
      [['--unlike', ids[0]], 'The question says nothing that papers could be like.'],
      [['--like', ids[0], '-k', '51'], '-k is 51. Expected: a whole number from 1 to 50 for "suggest".'],
    ];
    for (const [options, sentence] of refusals) {
      const refused = await nearby('suggest', ...corpus, ...options);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(sentence);
    }
  });
});
