import { describe, expect, it } from 'vitest';
import { RecentAnswers } from '../../web/recent-answers.ts';

describe('RecentAnswers', () => {
  it('asks once for what it was given, and again after a failure', async () => {
    const kept = new RecentAnswers<number>();
    let asked = 0;
    const ask = async () => ++asked;
    expect(await kept.of('a', ask)).toBe(1);
    expect(await kept.of('a', ask)).toBe(1);
    await expect(kept.of('b', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await kept.of('b', ask)).toBe(2);
  });

  it('forgets what was asked for longest ago', async () => {
    const kept = new RecentAnswers<number>();
    for (let i = 0; i < 200; i++) await kept.of(String(i), async () => i);
    await kept.of('0', async () => -1);
    await kept.of('new', async () => 7);
    expect(await kept.of('0', async () => -1)).toBe(0);
    expect(await kept.of('1', async () => -1)).toBe(-1);
  });
});
