import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { embed } from '../../src/cli/commands/embed.ts';
import { samplePapers } from '../../src/cli/sample.ts';
import { openEmbedder, type TextKind } from '../../src/embed/embedder.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { readPapersFromText } from '../../src/papers/read-papers.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { paperText } from '../../src/tables/paper.ts';
import { tinyModel } from '../embed/tiny-model.ts';
import { refusalOf } from '../refusal.ts';
import { sampleCorpus } from '../sample-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readNpy } from './read-npy.ts';
import { nearbyEntry, runNearby } from './run-nearby.ts';

const cwd = temporaryFolder();
const nearby = (...args: string[]) => runNearby(args, { cwd });

/** A file of one JSON value a line, in the folder where the commands run. */
function lines(name: string, values: readonly unknown[]): string {
  writeFileSync(join(cwd, name), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  return name;
}

interface Line {
  text?: string;
  title?: string;
  abstract?: string;
  year?: string;
}

const written = (name: string) => readNpy(readFileSync(join(cwd, name)));

async function embedded(model: string, texts: readonly string[], kind: TextKind): Promise<Float32Array> {
  const embedder = await openEmbedder(await resolveModel(model));
  const { vectors } = await embedder.embed(texts, kind);
  await embedder.close();
  return vectors.data;
}

/** A model that puts a word of its own before questions, another before papers, and reads 16 tokens. */
const prefixed = tinyModel({
  'nearby.json': {
    dimensions: 4,
    maxTokens: 16,
    pooling: 'mean',
    queryPrefix: 'cat ',
    documentPrefix: 'dog ',
    dtype: 'q8',
    onnxFile: 'onnx/model_quantized.onnx',
    files: {},
  },
});

describe('nearby embed', () => {
  it('gives every line its row, in order: long and short texts, copies and empty ones, over two processes', async () => {
    const papers = readFileSync(samplePapers, 'utf8').split('\n').slice(0, 30);
    const records = papers.flatMap((line, i): Line[] => {
      const { title, abstract }: { title: string; abstract: string } = JSON.parse(line);
      const others: Line[] = [
        { text: `${i} bees` },
        { title },
        { abstract },
        { text: '' },
        { text: `${title}\n` },
        { title, text: abstract },
      ];
      return [{ title, abstract, year: 'unknown' }, others[i % others.length], { text: 'The same.' }];
    });
    const texts = records.map(({ text = '', title, abstract = text }) =>
      title === undefined ? abstract : paperText({ title, abstract }),
    );
    const file = lines('mixed.jsonl', records);
    const { code, stdout, stderr } = await nearby('embed', file, '--out', 'mixed.npy', '--processes', '2');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(
      '90 rows of 256 dimensions, as documents, by nearby-fast; written to mixed.npy.',
    );
    const { shape, data } = written('mixed.npy');
    expect(shape).toEqual([90, 256]);
    expect(data).toEqual(await embedded(defaultModel, texts, 'document'));
  });

  it('gives papers the vectors of a build', async () => {
    await nearby('embed', samplePapers, '--out', 'sample.npy', '--processes', '2');
    const corpus = Corpus.open(await sampleCorpus());
    expect(written('sample.npy').data).toEqual(corpus.vectors().data);
    corpus.close();
  });

  it('cleans papers as a build does, and leaves plain texts as they are', async () => {
    const title = 'Learning $\\alpha$-{Graphs} with <i>bees</i>';
    const file = lines('tex.jsonl', [{ title, abstract: 'ABSTRACT: 50\\% more.' }, { text: title }]);
    await nearby('embed', file, '--out', 'tex.npy');
    const [line] = readFileSync(join(cwd, file), 'utf8').split('\n');
    const read: string[] = [];
    for await (const entry of readPapersFromText(line, file)) {
      if ('paper' in entry) read.push(paperText(entry.paper));
    }
    expect(read).toEqual(['Learning α-Graphs with bees\n50% more.']);
    expect(written('tex.npy').data).toEqual(await embedded(defaultModel, [...read, title], 'document'));
  });

  it('says which line was not embedded as it stands', async () => {
    const file = lines('broken.jsonl', [{ title: 'Bees' }, { title: 'bees '.repeat(300) }]);
    const { code, stderr } = await nearby('embed', file, '--out', 'broken.npy');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'Warning: broken.jsonl, line 2: The title has 1,500 characters; it was cut to the first 1,000',
    );
    expect(written('broken.npy').shape).toEqual([2, 256]);
  });

  it('embeds questions with --query, and counts texts that are cut', async () => {
    const texts = ['star', 'dog cats', 'star '.repeat(30), 'star'];
    const file = lines(
      'questions.jsonl',
      texts.map((text) => ({ text })),
    );
    const asked = await nearby('embed', file, '--model', prefixed, '--query', '--out', 'query.npy');
    expect(asked.stderr).toContain(
      `4 rows of 4 dimensions, as queries, by ${prefixed}; 1 text cut at the most that it reads; written to query.npy.`,
    );
    await nearby('embed', file, '--model', prefixed, '--out', 'document.npy');
    expect(written('query.npy').data).toEqual(await embedded(prefixed, texts, 'query'));
    expect(written('document.npy').data).toEqual(await embedded(prefixed, texts, 'document'));
    expect(written('query.npy').data).not.toEqual(written('document.npy').data);
  });

  it('reads standard input, gzipped too, and writes to a pipe where no file is named', async () => {
    const input = gzipSync('{"text": "bees"}\r\n{"text": "stars"}');
    expect((await runNearby(['embed', '-', '--out', 'stdin.npy'], { cwd, input })).code).toBe(0);
    const file = lines('two.jsonl', [{ text: 'bees' }, { text: 'stars' }]);
    const piped = await promisify(execFile)(process.execPath, [nearbyEntry, 'embed', file], {
      cwd,
      encoding: 'buffer',
    });
    expect(readNpy(piped.stdout)).toEqual(written('stdin.npy'));
    expect(written('stdin.npy').data).toEqual(await embedded(defaultModel, ['bees', 'stars'], 'document'));
    expect(piped.stderr.toString()).toContain('2 rows of 256 dimensions, as documents, by nearby-fast.\n');
  });

  it('makes an array without rows of a file without lines', async () => {
    expect((await nearby('embed', lines('none.jsonl', []), '--out', 'none.npy')).code).toBe(0);
    expect(written('none.npy')).toEqual({ shape: [0, 256], data: new Float32Array(0) });
  });
});

describe('nearby embed that cannot be done', () => {
  it('names every bad line with its reason and writes nothing', async () => {
    const bad = [
      ['{"text": "good"}', null],
      ['{"text": "cut', 'The line is not valid JSON ('],
      ['[{"text": "in a list"}]', 'The line is [{"text":"in a list"}], not an object.'],
      ['', 'The line is empty.'],
      ['{"id": "a"}', 'It has neither a "text" nor a "title" or an "abstract" (it has "id").'],
      ['{"title": 5}', '"title" is 5, not a text.'],
      ['{"abstract": "A", "text": "B"}', 'It has a "text" beside an "abstract"'],
      ['{"title": null, "abstract": "A"}', null],
    ] as const;
    writeFileSync(join(cwd, 'bad.jsonl'), bad.map(([line]) => `${line}\n`).join(''));
    writeFileSync(join(cwd, 'old.npy'), 'what was there');
    const { code, stderr } = await nearby('embed', 'bad.jsonl', '--out', 'old.npy');
    expect(code).toBe(1);
    const said = stderr.split('\n');
    const expected = bad.flatMap(([, reason], i) =>
      reason === null ? [] : [expect.stringContaining(`bad.jsonl, line ${i + 1}: ${reason}`)],
    );
    expect(said.slice(0, -2)).toEqual(expected);
    expect(said.at(-2)).toBe(
      'Nothing was written: "bad.jsonl" must give one row for every line; why it does not is said above. A line needs ' +
        'a "text", or a "title", an "abstract" or both.',
    );
    expect(readFileSync(join(cwd, 'old.npy'), 'utf8')).toBe('what was there');
    expect(readdirSync(cwd).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('names the first twenty of many bad lines', async () => {
    const file = lines('many.jsonl', Array(50).fill(7));
    const { code, stdout, stderr } = await nearby('embed', file);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.match(/^many\.jsonl, line \d+: The line is 7, not an object\.$/gm)).toHaveLength(20);
    expect(stderr).toContain('said above, for the first 20 of 50 problems.');
  });

  it('takes no file that is damaged for a shorter one', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => `{"text": "bee ${i * 7919}"}\n`).join(''));
    writeFileSync(join(cwd, 'cut.jsonl.gz'), packed.subarray(0, packed.length / 2));
    const { code, stdout, stderr } = await nearby('embed', 'cut.jsonl.gz');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('cut.jsonl.gz: The gzip data is cut off or damaged');
  });

  const cases: [string, string[], number, string][] = [
    ['a file that is not there', ['nowhere.jsonl'], 1, 'There is no file or folder "nowhere.jsonl".'],
    ['a folder', ['.'], 1, '"." cannot be read: it is a folder; give one JSON Lines file.'],
    ['no name', ['-', '--out', ''], 2, '--out is "". Expected: a file.'],
    ['no place', ['two.jsonl', '--out', 'no/where.npy'], 1, '"no/where.npy" cannot be written: ENOENT'],
    [
      'its input',
      ['two.jsonl', '--out', './two.jsonl'],
      2,
      'Expected: another file than the one that is read.',
    ],
    ['an unknown model', ['two.jsonl', '--model', 'x'], 1, 'There is no model "x".'],
  ];
  it.each(cases)('is refused: %s', async (_, args, exitCode, sentence) => {
    lines('two.jsonl', [{ text: 'bees' }, { text: 'stars' }]);
    const { code, stdout, stderr } = await nearby('embed', ...args);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toContain(sentence);
    expect(readFileSync(join(cwd, 'two.jsonl'), 'utf8')).toContain('stars');
  });

  it('does not write numbers to a terminal', async () => {
    const before = process.stdout.isTTY;
    process.stdout.isTTY = true;
    try {
      const { message, exitCode } = await refusalOf(embed(['-'], {}));
      expect(message).toContain('--out is missing. Expected: a file for the array');
      expect(exitCode).toBe(2);
    } finally {
      process.stdout.isTTY = before;
    }
  });

  it('leaves what was there, and nothing half, when it is stopped', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'x.npy');
    writeFileSync(out, 'what was there');
    const text = 'A long text about bees and stars. '.repeat(200);
    const file = lines('long.jsonl', Array(20_000).fill({ text }));
    const child = spawn(process.execPath, [nearbyEntry, 'embed', file, '--out', out, '--processes', '1'], {
      cwd,
    });
    const ended = once(child, 'exit');
    while (readdirSync(folder).length < 2 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(readdirSync(folder)).toContain(`x.npy.${child.pid}.partial`);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(folder)).toEqual(['x.npy']);
    expect(readFileSync(out, 'utf8')).toBe('what was there');
  });
});
