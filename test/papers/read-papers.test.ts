import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearbyError } from '../../src/errors.ts';
import { paperFormats, readPapers } from '../../src/papers/read-papers.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { collected, fixture, readText } from './collected.ts';

const folder = temporaryFolder();

/** Writes a file below the folder of this test. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const read = (...inputs: string[]) => collected(readPapers(inputs));
const line = (title: string) => `${JSON.stringify({ title })}\n`;

describe('readPapers', () => {
  it('throws for an input that is not there before it reads any', async () => {
    const missing = join(folder, 'missing.jsonl');
    const entries = readPapers([fixture('records.jsonl'), missing]);
    const error = await entries.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NearbyError);
    expect(error).toMatchObject({
      code: 'file-not-found',
      message: `There is no file or folder "${missing}". Check the path; "-" reads from standard input.`,
    });
  });

  it('refuses a format that is none', async () => {
    const error = await collected(readPapers([], { format: 'xls' as 'csv' })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'bad-option',
      message: `format is "xls". Expected: one of ${paperFormats.join(', ')}.`,
    });
  });

  it('reads gzip by its content, whatever its name', async () => {
    const path = file('packed.jsonl', gzipSync(line('Packed')));
    expect((await read(path)).papers.map(({ title, source }) => [title, source])).toEqual([
      ['Packed', 'packed.jsonl'],
    ]);
    const page = file('a-page.txt.gz', gzipSync('Daily Papers\nA Title\nAn abstract that is short.\n'));
    expect((await read(page)).papers[0].lists).toEqual([{ list: 'a-page', rank: 1 }]);
  });

  it('reads what can be read of gzip data that is cut off or damaged', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => line(`Paper ${(i * 7919) % 10007} of ${i}`)).join(
      '',
    );
    const whole = gzipSync(lines);
    const cutOff = await read(file('cut.jsonl.gz', whole.subarray(0, whole.length / 2)));
    expect(cutOff.papers.length).toBeGreaterThan(8_000);
    expect(cutOff.issues.at(-1)).toMatchObject({
      entry: null,
      severity: 'skipped',
      reason:
        'The gzip data is cut off or damaged (unexpected end of file); what came before was read. Get the file again ' +
        'to have the rest.',
    });
    const damaged = Buffer.from(whole);
    damaged.fill(0xaa, whole.length - 2000, whole.length - 1000);
    const broken = await read(file('damaged.jsonl.gz', damaged));
    expect(broken.papers.length).toBeGreaterThan(5_000);
    expect(broken.issues.at(-1)!.reason).toMatch(/^The gzip data is cut off or damaged/);
  });

  it('reads several packed parts, with padding after them, and reports other bytes', async () => {
    const parts = Buffer.concat([gzipSync(line('A')), gzipSync(line('B'))]);
    expect((await read(file('parts.gz', parts))).papers.map(({ title }) => title)).toEqual(['A', 'B']);
    const padded = await read(file('padded.gz', Buffer.concat([parts, Buffer.alloc(200_000)])));
    expect([padded.papers.length, padded.issues]).toEqual([2, []]);
    const longer = await read(file('longer.gz', Buffer.concat([parts, Buffer.from('x'.repeat(200_000))])));
    expect(longer.issues.map(({ reason }) => reason)).toEqual([
      'The gzip data is cut off or damaged (incorrect header check); what came before was read. Get the file again to ' +
        'have the rest.',
    ]);
  });

  it('reads standard input once', async () => {
    const stdin = Readable.from([Buffer.from(line('From a pipe'))]);
    const { papers, issues } = await collected(readPapers(['-', '-'], { stdin }));
    expect(papers.map(({ title, source }) => [title, source])).toEqual([['From a pipe', 'stdin']]);
    expect(issues).toEqual([]);
  });

  it('reads a folder with its folders in the order of the paths, and counts what it passes over', async () => {
    const top = join(folder, 'library');
    file('library/b.jsonl', line('B'));
    file('library/a/z.jsonl', line('A'));
    file('library/README.md', '# Notes\n');
    file('library/.hidden.jsonl', line('Hidden'));
    file('library/picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    // Not UTF-8 either, which is nothing to warn of where nothing is read of it.
    file('library/raw.bin', Buffer.from(Array.from({ length: 99 }, (_, i) => 0x80 + i)));
    symlinkSync(top, join(top, 'round'));
    const { papers, issues } = await read(top);
    expect(papers.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(issues).toEqual([
      {
        file: top,
        entry: null,
        severity: 'warning',
        reason:
          '3 of 5 files are not papers in a known format and were passed over: README.md, picture.png, raw.bin. Give such ' +
          'a file by itself, with --format, to have it read.',
      },
    ]);
  });

  it('says what each file is where a folder holds no papers', async () => {
    file('other/a.txt', 'Dear all, the meeting is at ten.');
    file('other/b.pdf', '%PDF-1.7 …');
    file('other/c.txt', '');
    const { issues } = await read(join(folder, 'other'));
    expect(issues.map(({ severity, reason }) => [severity, reason])).toEqual([
      [
        'skipped',
        expect.stringMatching(
          /^The format of ".*a\.txt" is not one of those that Nearby reads\. Name it with --format: pages, /,
        ),
      ],
      ['skipped', 'The file is a PDF; give its record from a bibliography instead.'],
      ['skipped', 'The file is empty.'],
    ]);
    mkdirSync(join(folder, 'nothing'));
    expect((await read(join(folder, 'nothing'))).issues.map(({ reason }) => reason)).toEqual([
      'The folder holds no files.',
    ]);
  });

  it('reports a file that cannot be opened and reads the others', async () => {
    // A socket: there, and not to be opened by anyone, root included.
    const socket = join(folder, 'socket.jsonl');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    const { papers, issues } = await read(socket, file('open.jsonl', line('Open')));
    server.close();
    expect(papers.map(({ title }) => title)).toEqual(['Open']);
    expect(issues).toMatchObject([{ file: socket, entry: null, severity: 'skipped' }]);
    expect(issues[0].reason).toMatch(/^The file cannot be read: /);
  });

  it('reports what a source gave up with and keeps what it gave before', async () => {
    const stdin = Readable.from(
      (async function* () {
        yield Buffer.from(line('A') + line('B'));
        throw new Error('the disk is gone');
      })(),
    );
    const { papers, issues } = await collected(readPapers(['-'], { stdin }));
    expect(papers.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(issues).toEqual([
      { file: '-', entry: null, severity: 'skipped', reason: 'The file cannot be read: the disk is gone.' },
    ]);
  });

  it('reads windows-1252 with a warning, and UTF-16', async () => {
    const latin = await read(file('latin.csv', Buffer.from('title,year\nCaf\xe9,1999\n', 'latin1')));
    expect(latin.papers.map(({ title }) => title)).toEqual(['Café']);
    expect(latin.issues.map(({ severity, reason }) => [severity, reason])).toEqual([
      [
        'warning',
        expect.stringMatching(
          /^The file is not valid UTF-8: byte 14 is 0xE9\. Such bytes were read as windows-1252/,
        ),
      ],
    ]);
    const wide = await read(file('wide.tsv', Buffer.from('\uFEFFtitle\tyear\nCafé\t1999\n', 'utf16le')));
    expect(wide.papers.map(({ title }) => title)).toEqual(['Café']);
  });

  it('lets the format be named where the content does not tell', async () => {
    const path = file('odd.txt', 'A Title\nIts abstract is short.\n');
    expect((await read(path)).papers).toEqual([]);
    const { papers } = await collected(readPapers([path], { format: 'pages' }));
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      ['A Title', 'Its abstract is short.'],
    ]);
  });

  it('can be left before the end', async () => {
    for await (const entry of readPapers([fixture('records.jsonl'), fixture('zotero.csv')])) {
      expect(entry).toHaveProperty('paper');
      break;
    }
  });

  it('holds little of a long JSON Lines or CSV stream at a time', async () => {
    // The source counts how far it was drawn when the first paper comes out: a reader that hoards draws it to the end.
    for (const [format, head, row] of [
      ['jsonl', '', `${JSON.stringify({ title: 'T', abstract: 'x'.repeat(900) })}\n`],
      ['csv', 'title,abstract\n', `T,${'x'.repeat(900)}\n`],
    ] as const) {
      let drawn = 0;
      const stdin = Readable.from(
        (function* () {
          yield Buffer.from(head);
          for (; drawn < 400; drawn++) yield Buffer.from(row.repeat(70));
        })(),
        { highWaterMark: 1 },
      );
      let papers = 0;
      for await (const _ of readPapers(['-'], { format, stdin })) {
        papers++;
        if (papers === 1) expect(drawn).toBeLessThan(20);
      }
      expect(papers).toBe(400 * 70);
    }
  });

  it('ends without a throw for any bytes, in every format', async () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          '"',
          ',',
          ':',
          '\n',
          '\r',
          '\t',
          '\\',
          '@article{a,',
          'title',
          ' = ',
          '$',
          '#',
          'TY  - JOUR\n',
          'TI  - ',
          'ER  - \n',
          '<feed>',
          '<entry>',
          '<title>',
          '</title>',
          '</entry>',
          '<![CDATA[',
          ']]>',
          '&lt;',
          '&#x1F600;',
          '{"title": "A"}',
          'NaN',
          '1e999',
          'null',
          'title,year\n',
          'Subscribe',
          'new\n',
          'A. ',
        ),
        fc.string({ maxLength: 6 }),
      ),
      { maxLength: 30 },
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      words.map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
      words.map((parts) => new Uint8Array(gzipSync(parts.join('')))),
      fc.uint8Array({ maxLength: 60 }).map((rest) => new Uint8Array([0x1f, 0x8b, 8, 0, ...rest])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(null, ...paperFormats), async (content, format) => {
        const stdin = Readable.from([Buffer.from(content)]);
        const { papers, issues } = await collected(readPapers(['-'], { format, stdin }));
        expect(papers.length + issues.length).toBeGreaterThan(0);
        for (const { title, id } of papers) expect([title !== '', id !== '']).toEqual([true, true]);
        for (const { reason } of issues) expect(reason).toMatch(/^[A-Z].*\.$/s);
      }),
      { numRuns: 400 },
    );
  });
});

describe('readPapersFromText', () => {
  it('reads a pasted text like a file of that name', async () => {
    const { papers } = await readText('TY  - JOUR\nTI  - Pasted\nER  - \n', null, 'pasted.txt');
    expect(papers.map(({ title, source }) => [title, source])).toEqual([['Pasted', 'pasted.txt']]);
  });

  it('keeps characters whole that stand where the text is divided', async () => {
    const title = `${'a'.repeat(64 * 1024 - 1 - '{"title":"t","abstract":"'.length)}😀`;
    const { papers } = await readText(`{"title":"t","abstract":"${title}"}\n{"title":"u"}\n`, 'jsonl');
    expect(papers[0].abstract.endsWith('a😀')).toBe(true);
  });
});
