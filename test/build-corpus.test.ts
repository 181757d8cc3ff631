import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../src/build-corpus.ts';
import { samplePapers } from '../src/cli/sample.ts';
import { openSearcher } from '../src/search/open-searcher.ts';
import { Corpus } from '../src/store/corpus.ts';
import { Database } from '../src/store/database.ts';
import { sampleCorpus } from './sample-corpus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const lines = readFileSync(samplePapers, 'utf8').trim().split('\n');

/** A file with these lines, and the path of a corpus beside it. */
function fileOf(name: string, content: readonly string[]): { file: string; corpus: string } {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, content.map((line) => `${line}\n`).join(''));
  return { file, corpus: join(folder, name) };
}

function read<Result>(corpusFolder: string, use: (corpus: Corpus) => Result): Result {
  const corpus = Corpus.open(corpusFolder, { readOnly: true });
  try {
    return use(corpus);
  } finally {
    corpus.close();
  }
}

const built = new Map<string, Promise<string>>();
/** A corpus of these lines, for tests that take copies of it. */
function builtOnce(name: string, content: readonly string[]): Promise<string> {
  const { file, corpus } = fileOf(name, content);
  const building = built.get(name) ?? buildCorpus(corpus, [file]).then(() => corpus);
  built.set(name, building);
  return building;
}

const search = async (corpus: string, text: string, k = 10) => {
  const searcher = await openSearcher(corpus);
  try {
    return await searcher.search({ text, k, mode: 'fused' });
  } finally {
    await searcher.close();
  }
};

describe('a build', () => {
  it.each([0, 1, 2, 10])(
    'makes a corpus of %i papers that opens, is laid out and answers',
    async (papers) => {
      const { file, corpus } = fileOf(`small-${papers}`, lines.slice(0, papers));
      const report = await buildCorpus(corpus, [file]);
      expect(report).toMatchObject({ papers, added: papers, known: 0, unchanged: false });
      expect(report.issues.map(({ reason }) => reason)).toEqual(papers === 0 ? ['The file is empty.'] : []);
      const points = read(corpus, (opened) => opened.layout()!.points);
      expect(points.length).toBe(2 * papers);
      expect(points.every(Number.isFinite)).toBe(true);
      const { hits, notes } = await search(corpus, 'vision transformers');
      expect(hits.length).toBe(papers);
      expect(notes.length).toBe(papers === 0 ? 1 : 0);
    },
  );

  it('gives the same vectors, points and topics again for the same papers and seed', async () => {
    const again = join(folder, 'again');
    await buildCorpus(again, [samplePapers]);
    const content = (path: string) =>
      read(path, (corpus) => ({
        vectors: Buffer.from(corpus.vectors().data.buffer).toString('base64'),
        points: [...corpus.layout()!.points],
        topics: corpus.topics(),
      }));
    expect(content(again)).toEqual(content(await sampleCorpus()));
  });

  it('does nothing when everything is there', async () => {
    const { file, corpus } = fileOf('twice', lines.slice(0, 30));
    await buildCorpus(corpus, [file]);
    const report = await buildCorpus(corpus, [file]);
    expect(report).toMatchObject({ papers: 30, added: 0, known: 30, unchanged: true });
  });

  it('takes duplicates once, reports bad records one by one, and keeps the good ones', async () => {
    const { file, corpus } = fileOf('mixed', [
      lines[0],
      '{"title": ""}',
      '{broken',
      lines[0],
      '{"title": "A title without an abstract"}',
      '{"title": "Same id", "id": "x"}',
      '{"title": "Another paper, same id", "id": "x"}',
    ]);
    const report = await buildCorpus(corpus, [file]);
    expect(report).toMatchObject({
      papers: 4,
      entries: 5,
      added: 4,
      known: 1,
      renamed: [{ asked: 'x', given: 'x-2' }],
    });
    expect(report.issues.map(({ entry, severity }) => [entry, severity])).toEqual([
      [2, 'skipped'],
      [3, 'skipped'],
    ]);
    expect(report.figures.papersWithoutAbstract).toBe(3);
  });

  it('refuses when no record could be read, and names each', async () => {
    const { file, corpus } = fileOf('bad', ['{"abstract": "no title"}', '[]']);
    await expect(buildCorpus(corpus, [file])).rejects.toMatchObject({
      code: 'nothing-imported',
      message: expect.stringMatching(/bad\.jsonl, entry 1: .*\n.*entry 2: /),
    });
  });

  it('refuses the same to a corpus that holds papers, and leaves these', async () => {
    const { file, corpus } = fileOf('good', ['{"title": "Good"}']);
    await buildCorpus(corpus, [file]);
    const { file: bad } = fileOf('bad-again', ['{"abstract": "no title"}']);
    await expect(buildCorpus(corpus, [bad], { keepMap: true })).rejects.toMatchObject({
      code: 'nothing-imported',
    });
    expect(Corpus.open(corpus, { readOnly: true }).rows).toBe(1);
  });

  it('leaves no corpus behind where it could not begin, but what was there before', async () => {
    const { file, corpus } = fileOf('vain', ['{"abstract": "no title"}']);
    await expect(buildCorpus(corpus, [file])).rejects.toMatchObject({ code: 'nothing-imported' });
    expect(Corpus.exists(corpus)).toBe(false);
    const mistyped = join(folder, 'mistyped');
    await expect(buildCorpus(mistyped, [join(folder, 'no-such.bib')])).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(existsSync(mistyped)).toBe(false);

    writeFileSync(file, `${lines[0]}\n`);
    await buildCorpus(corpus, [file]);
    await expect(buildCorpus(corpus, [join(folder, 'no-such.bib')])).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(read(corpus, (opened) => opened.rows)).toBe(1);
  });

  it('says that a corpus keeps its seed', async () => {
    const { file, corpus } = fileOf('seeded', lines.slice(0, 3));
    await buildCorpus(corpus, [file], { seed: 7 });
    const said: string[] = [];
    const { figures } = await buildCorpus(corpus, [file], { seed: 8, say: (line) => said.push(line) });
    expect(figures.seed).toBe(7);
    expect(said).toEqual(['The corpus keeps the seed that it was begun with, 7; 8 is for a new one.']);
  });

  it('refuses another model than the one of the corpus', async () => {
    const { file, corpus } = fileOf('modelled', lines.slice(0, 3));
    await buildCorpus(corpus, [file]);
    const other = join(folder, 'no-such-model');
    await expect(buildCorpus(corpus, [file], { model: other })).rejects.toMatchObject({
      code: 'model-not-found',
    });
    expect(read(corpus, (opened) => opened.rows)).toBe(3);
  });

  it('embeds huge texts, other languages and lone surrogates to finite vectors, and counts cut texts', async () => {
    const records = [
      { title: 'Huge', abstract: 'neural network '.repeat(20_000) },
      { title: 'グラフニューラルネットワークの概観', abstract: '本論文では…' },
      { title: 'Lone \ud800 surrogate', abstract: 'broken \udfff text' },
      { title: '🙂🙂🙂' },
    ];
    const { file, corpus } = fileOf(
      'odd',
      records.map((record) => JSON.stringify(record)),
    );
    const report = await buildCorpus(corpus, [file]);
    expect(report.papers).toBe(4);
    expect(report.figures.textsCut).toBe(1);
    expect(read(corpus, (opened) => opened.vectors().data.every(Number.isFinite))).toBe(true);
  });
});

describe('adding papers', () => {
  it('leaves every point and topic where it was and places the new ones', async () => {
    const { file, corpus } = fileOf('grown', lines.slice(0, 560));
    await buildCorpus(corpus, [file]);
    const before = read(corpus, (opened) => ({ points: opened.layout()!.points, topics: opened.topics()! }));
    const report = await buildCorpus(corpus, [samplePapers], { keepMap: true });
    expect(report).toMatchObject({ papers: 601, added: 41, known: 560 });
    const after = read(corpus, (opened) => ({ points: opened.layout()!.points, topics: opened.topics()! }));
    expect(after.points.length).toBe(1202);
    expect(after.points.subarray(0, 1120)).toEqual(before.points);
    expect(after.topics.topicOfRow[0].subarray(0, 560)).toEqual(before.topics.topicOfRow[0]);
    expect(after.topics.topics.map((topic) => topic.name)).toEqual(
      before.topics.topics.map((topic) => topic.name),
    );
  });

  it.each([
    ['named again', [samplePapers], true],
    ['finished by a build without files', [], false],
  ])('keeps map and topics of an addition that was interrupted and is %s', async (how, inputs, keepMap) => {
    const { file, corpus } = fileOf(`halted-${how}`, lines.slice(0, 300));
    await buildCorpus(corpus, [file]);
    const before = read(corpus, (opened) => ({ points: opened.layout()!.points, topics: opened.topics()! }));
    const halted = buildCorpus(corpus, [samplePapers], {
      keepMap: true,
      onProgress: ({ stage }) => {
        if (stage === 'index') throw new Error('halted');
      },
    });
    await expect(halted).rejects.toThrow('halted');
    expect(await buildCorpus(corpus, inputs, { keepMap })).toMatchObject({ papers: 601, unchanged: false });
    const after = read(corpus, (opened) => ({ points: opened.layout()!.points, topics: opened.topics()! }));
    expect(after.points.subarray(0, 600)).toEqual(before.points);
    expect(after.topics.topicOfRow[0].subarray(0, 300)).toEqual(before.topics.topicOfRow[0]);
    expect(after.topics.topics.map(({ name }) => name)).toEqual(before.topics.topics.map(({ name }) => name));
  });

  it.each(['import', 'embed', 'index', 'topics', 'measure'] as const)(
    'that are interrupted at "%s" and named again end as if they had been left alone',
    async (halted) => {
      const base = await builtOnce('base', lines.slice(0, 500));
      const [broken, alone] = ['broken', 'alone'].map((name) => join(folder, `${name}-${halted}`));
      for (const path of [broken, alone]) cpSync(base, path, { recursive: true });
      await buildCorpus(alone, [samplePapers], { keepMap: true });
      const stopped = buildCorpus(broken, [samplePapers], {
        keepMap: true,
        // What comes in before the stop is stored.
        importBatch: 10,
        onProgress: ({ stage, done }) => {
          if (stage === halted && done >= 40) throw new Error('halted');
        },
      });
      await expect(stopped).rejects.toThrow('halted');
      await buildCorpus(broken, [samplePapers], { keepMap: true });
      const content = (path: string) =>
        read(path, (opened) => ({
          ids: opened.ids(),
          vectors: Buffer.from(opened.vectors().data.buffer).toString('base64'),
          graph: opened.graph(),
          groups: opened.duplicates(),
          points: opened.layout(),
          topics: opened.topics(),
          kept: opened.keptNeighbors(),
        }));
      expect(content(broken)).toEqual(content(alone));
    },
  );

  it('counts how far each place is to be trusted: anew for added papers, and in a corpus from before', async () => {
    const { file, corpus } = fileOf('trust', lines.slice(0, 60));
    await buildCorpus(corpus, [file]);
    const first = read(corpus, (opened) => opened.keptNeighbors()!);
    expect([...first.of]).toEqual(new Array(60).fill(15));
    expect(first.kept.some((kept) => kept > 0)).toBe(true);

    const more = fileOf('trust-more', lines.slice(60, 80));
    await buildCorpus(corpus, [more.file], { keepMap: true });
    const second = read(corpus, (opened) => opened.keptNeighbors()!);
    expect(second.of.length).toBe(80);

    const database = new Database(corpus, join(corpus, 'corpus.sqlite'), 'rw');
    database.run("DELETE FROM derived WHERE name = 'kept'");
    database.close();
    expect(read(corpus, (opened) => opened.keptNeighbors())).toBeNull();
    expect(await buildCorpus(corpus, [])).toMatchObject({ added: 0, unchanged: false });
    expect(read(corpus, (opened) => opened.keptNeighbors())).toEqual(second);
  });

  it('completes a paper whose abstract was missing', async () => {
    const { title, abstract } = JSON.parse(lines[0]);
    const { file, corpus } = fileOf('title-only', [JSON.stringify({ title }), ...lines.slice(1, 20)]);
    await buildCorpus(corpus, [file]);
    const full = fileOf('full', [JSON.stringify({ title, abstract })]);
    const report = await buildCorpus(corpus, [full.file], { keepMap: true });
    expect(report).toMatchObject({ papers: 20, added: 0, known: 1, updated: 1 });
    expect(read(corpus, (opened) => opened.paper(0).abstract)).toBe(abstract);
  });

  it('refuses where there is no corpus', async () => {
    await expect(buildCorpus(join(folder, 'none'), [samplePapers], { keepMap: true })).rejects.toMatchObject({
      code: 'corpus-not-found',
    });
  });
});

describe('a build that is killed', () => {
  it('goes on where it was and ends with the same vectors, ids and groups', async () => {
    const corpus = join(folder, 'killed');
    // The sample has no paper twice.
    const records = lines.slice(0, 3).map((line) => JSON.parse(line));
    const versions = fileOf(
      'versions',
      records.map(({ id, title, abstract, authors }, i) =>
        JSON.stringify({ id: `${id}-v2`, title, abstract: `Revised. ${abstract}`, authors, year: 2000 + i }),
      ),
    );
    const inputs = [samplePapers, versions.file];
    const script = fileURLToPath(new URL('../src/cli/nearby.mjs', import.meta.url));
    let kills = 0;
    // Later each time, so that the kills fall into different stages; the last run is left alone.
    for (const afterMs of [400, 700, 1000, 1300, 1600, 2000]) {
      const child = spawn(process.execPath, [script, 'build', ...inputs, '--corpus', corpus], {
        stdio: 'ignore',
      });
      const exited = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
      const [, signal] = await exited;
      clearTimeout(timer);
      if (signal === 'SIGKILL') kills++;
    }
    expect(kills).toBeGreaterThan(0);
    await buildCorpus(corpus, inputs);
    const content = (path: string) =>
      read(path, (opened) => ({
        ids: opened.ids(),
        vectors: Buffer.from(opened.vectors().data.buffer).toString('base64'),
        groups: opened.duplicates()!,
      }));
    const alone = join(folder, 'left-alone');
    expect(await buildCorpus(alone, inputs)).toMatchObject({ papers: 604, groups: 3 });
    expect(content(corpus)).toEqual(content(alone));
  });
});

describe('a damaged corpus', () => {
  it('is refused by name when its database is not one', async () => {
    const { file, corpus } = fileOf('garbage', lines.slice(0, 3));
    await buildCorpus(corpus, [file]);
    writeFileSync(
      join(corpus, 'corpus.sqlite'),
      'not a database, but long enough to look like a file'.repeat(100),
    );
    await expect(buildCorpus(corpus, [file])).rejects.toMatchObject({ code: 'corpus-damaged' });
  });

  it('rebuilds the index file when that is damaged or gone, and says so', async () => {
    const { file, corpus } = fileOf('index', lines.slice(0, 50));
    await buildCorpus(corpus, [file]);
    const hnsw = join(corpus, 'vectors.hnsw');
    if (!existsSync(hnsw)) return expect(read(corpus, (opened) => opened.figures()!.indexKind)).toBe('exact');
    for (const damage of [
      () => truncateSync(hnsw, 100),
      () => appendFileSync(hnsw, 'x'),
      () => writeFileSync(hnsw, ''),
    ]) {
      damage();
      const said: string[] = [];
      const searcher = await openSearcher(corpus, { say: (line: string) => said.push(line) });
      const { hits } = await searcher.search({ text: 'transformers', k: 3, mode: 'meaning' });
      await searcher.close();
      expect(hits).toHaveLength(3);
      expect(said.join('\n')).toMatch(/index/i);
    }
  });
});
