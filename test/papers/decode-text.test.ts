import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/papers/decode-text.ts';

/** The text and the reports of bytes that come in chunks of a size. */
async function decoded(bytes: Uint8Array, chunkSize = 7): Promise<{ text: string; reports: string[] }> {
  const reports: string[] = [];
  const chunks = (async function* () {
    for (let i = 0; i < bytes.length; i += chunkSize) yield bytes.subarray(i, i + chunkSize);
  })();
  let text = '';
  for await (const piece of decodeText(chunks, (reason) => reports.push(reason))) text += piece;
  return { text, reports };
}

const sentence = 'Ilse Müller – “naïve” 𝛼-maps, 東京';

describe('decodeText', () => {
  it('reads UTF-8 with and without byte order mark, wherever the chunks end', async () => {
    for (let size = 1; size < 9; size++) {
      expect(await decoded(Buffer.from(sentence), size)).toEqual({ text: sentence, reports: [] });
      expect(await decoded(Buffer.from(`\uFEFF${sentence}`), size)).toEqual({ text: sentence, reports: [] });
    }
  });

  it('reads UTF-16 of both orders with byte order mark', async () => {
    const little = Buffer.from(`\uFEFF${sentence}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect((await decoded(little, 3)).text).toBe(sentence);
    expect((await decoded(big, 3)).text).toBe(sentence);
  });

  it('reads UTF-16 without a mark by where its zeros are', async () => {
    for (const text of ['Key,Title,Author\n1,Ein schöner Titel,東京\n', 'id']) {
      const little = Buffer.from(text, 'utf16le');
      const big = Buffer.from(little).swap16();
      for (const size of [1, 3, 1000]) {
        expect(await decoded(little, size)).toEqual({ text, reports: [] });
        expect(await decoded(big, size)).toEqual({ text, reports: [] });
      }
    }
    expect((await decoded(Buffer.from('a\0b\0\0c'))).text).toBe('a\0b\0\0c');
  });

  it('reads bytes that are not UTF-8 as windows-1252 and names the first', async () => {
    const { text, reports } = await decoded(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x80, 0x94]));
    expect(text).toBe('café “€”');
    expect(reports).toEqual([
      'The file is not valid UTF-8: byte 3 is 0xE9. Such bytes were read as windows-1252; if accents look wrong, save ' +
        'the file as UTF-8.',
    ]);
  });

  it('reads a file that mixes both', async () => {
    const mixed = Buffer.concat([Buffer.from('ü '), Buffer.from([0xfc]), Buffer.from(' ü')]);
    expect((await decoded(mixed, 1)).text).toBe('ü ü ü');
  });

  it('gives back any text without NUL, and takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        // A mark is taken off, a lone surrogate has no bytes, and NUL is what tells UTF-16.
        fc.pre(!text.startsWith('\uFEFF') && !/[\p{Cs}\0]/u.test(text));
        expect(await decoded(Buffer.from(text), size)).toEqual({ text, reports: [] });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.integer({ min: 1, max: 9 }), async (bytes, size) => {
        expect((await decoded(bytes, size)).text).toBe((await decoded(bytes, 1000)).text);
      }),
    );
  });
});
