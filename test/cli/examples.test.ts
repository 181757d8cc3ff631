import { describe, expect, it } from 'vitest';
import { exampleWays } from '../../src/search/search-types.ts';
import { hitsSchema } from '../../src/server/api-schemas.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const nearby = (...args: string[]) => runNearby(args, { cwd });
const ids = ['deep-model-assembling', 'internlm-xcomposer2-4khd'];

describe('--examples', () => {
  it('orders papers like two others in three ways, and by the mean where nothing is said', async () => {
    const asked = ['--corpus', await sampleCorpus(), '-k', '20', '--json'];
    const orderOf = async (...options: string[]) => {
      const { code, stdout } = await nearby('similar', ...ids, ...asked, ...options);
      expect(code).toBe(0);
      return hitsSchema.parse(JSON.parse(stdout)).hits.map(({ id }) => id);
    };
    const orders = new Map<string, string[]>();
    for (const way of exampleWays) orders.set(way, await orderOf('--examples', way));
    expect(new Set([...orders.values()].map(String)).size).toBe(3);
    expect(await orderOf()).toEqual(orders.get('all'));
  });

  it('is taken by search, and refused for a way that there is not', async () => {
    const asked = ['search', 'pruning', '--like', ids[0], '--corpus', await sampleCorpus()];
    const { code, stdout } = await nearby(...asked, '--examples', 'learned', '-k', '3');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}1\. /);
    const refused = await nearby(...asked, '--examples', 'some');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--examples is "some". Expected: all, any or learned.');
  });
});
