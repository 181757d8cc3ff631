import { describe, expect, it } from 'vitest';
import { checkMemory, estimateBuildBytes } from '../src/build-memory.ts';
import { expectRefusal } from './refusal.ts';

describe('the memory of a build', () => {
  it('grows with papers and dimensions', () => {
    expect(estimateBuildBytes(1000, 256)).toBeLessThan(estimateBuildBytes(2000, 256));
    expect(estimateBuildBytes(1000, 256)).toBeLessThan(estimateBuildBytes(1000, 384));
  });

  it('is refused above the limit, with the estimate and what would fit', () => {
    const refused = expectRefusal(
      () => checkMemory(100_000, 256, 700e6),
      'memory-limit',
      /^A build of 100000 papers takes about 1\.\d GB of memory; 0\.7 GB may be taken, enough for about \d+\./,
    );
    const { fitting } = refused.values as { fitting: number };
    expect(() => checkMemory(fitting, 256, 700e6)).not.toThrow();
    expect(() => checkMemory(fitting + 1, 256, 700e6)).toThrow();
  });

  it('is what the machine has where nobody says otherwise', () => {
    expect(() => checkMemory(600, 256, null)).not.toThrow();
    expect(() => checkMemory(1e9, 256, null)).toThrow();
  });
});
