import { beforeAll, describe, expect, it } from 'vitest';
import { hitsSchema } from '../../src/server/api-schemas.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
let corpus: string;
beforeAll(async () => {
  corpus = await sampleCorpus();
});

const nearby = (...args: string[]) => runNearby([...args, '--corpus', corpus, '--explain'], { cwd });

describe('--explain', () => {
  it('prints the nearest sentence and the parts under each paper', async () => {
    const { code, stdout } = await nearby(
      ...['search', 'fewer layers in vision transformers', '--like', 'deep-model-assembling'],
      ...['--unlike', 'internlm-xcomposer2-4khd', '-k', '3'],
    );
    expect(code).toBe(0);
    expect(stdout.match(/^ {5}nearest sentence: “.+”$/gm)).toHaveLength(3);
    const part = String.raw`0\.\d{3} `;
    const sum = `similarity: ${part}= ${part}text \\+ ${part}deep-model-assembling [−+] ${part}internlm-xcomposer2-4khd`;
    expect(stdout.match(new RegExp(`^ {5}${sum}$`, 'gm'))).toHaveLength(3);
    expect(stdout).toMatch(/^ {5}shared with Deep Model Assembling: .*vision transformers/im);
  });

  it('gives both as JSON, for papers like one too', async () => {
    const { stdout } = await nearby('similar', 'deep-model-assembling', '-k', '4', '--json');
    const { hits } = hitsSchema.parse(JSON.parse(stdout));
    expect(hits).toHaveLength(4);
    for (const { similarity, why } of hits) {
      expect(why.parts!.like).toEqual([{ id: 'deep-model-assembling', part: expect.closeTo(similarity, 5) }]);
      expect(why.sentence!.end - why.sentence!.start).toBe(why.sentence!.text.length);
    }
  });
});

describe('the words of the question', () => {
  const titles = async (env: NodeJS.ProcessEnv) => {
    const args = ['search', 'vision transformers', '-k', '3', '--corpus', corpus];
    return (await runNearby(args, { cwd, env })).stdout;
  };
  const bold = '\u001b[1m';
  const normal = '\u001b[22m';

  it('are bold in titles on a terminal, and plain in a pipe and under NO_COLOR', async () => {
    const forced = await titles({ FORCE_COLOR: '1' });
    const marked = forced.split(bold).slice(1);
    expect(marked.length).toBeGreaterThan(2);
    for (const word of marked) expect(word.split(normal)[0]).toMatch(/^(vision|transformers?)$/i);
    for (const plain of [await titles({}), await titles({ NO_COLOR: '1' })]) {
      expect(plain).toBe(forced.replaceAll(bold, '').replaceAll(normal, ''));
    }
  });
});
