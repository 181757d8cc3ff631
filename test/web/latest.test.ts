import { describe, expect, it } from 'vitest';
import { Latest } from '../../web/latest.ts';

describe('Latest', () => {
  it('hands over the answer of the latest question only, whatever the order of answers', async () => {
    const latest = new Latest();
    const answer: ((text: string) => void)[] = [];
    const asked = () => new Promise<string>((resolve) => answer.push(resolve));
    const first = latest.run(asked);
    const second = latest.run(asked);
    answer[1]('new');
    answer[0]('old');
    expect(await first).toEqual({ current: false });
    expect(await second).toEqual({ current: true, answer: 'new' });
  });

  it('aborts the question before', async () => {
    const latest = new Latest();
    let aborted = false;
    const first = latest.run((signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await latest.run(async () => 'new');
    expect(aborted).toBe(true);
    expect(await first).toEqual({ current: false });
  });

  it('throws the failure of the latest question, and swallows those of overtaken ones', async () => {
    const latest = new Latest();
    const overtaken = latest.run(async () => {
      throw new Error('old');
    });
    const current = latest.run(async () => {
      throw new Error('new');
    });
    expect(await overtaken).toEqual({ current: false });
    await expect(current).rejects.toThrow('new');
  });

  it('hands over nothing after it was cancelled', async () => {
    const latest = new Latest();
    const asked = latest.run(async () => 'late');
    latest.cancel();
    expect(await asked).toEqual({ current: false });
  });
});
