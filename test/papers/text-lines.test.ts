import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxRecordLength } from '../../src/papers/import-entry.ts';
import { textLines } from '../../src/papers/text-lines.ts';

async function linesOf(pieces: string[]): Promise<string[]> {
  const lines: string[] = [];
  const source = (async function* () {
    yield* pieces;
  })();
  for await (const line of textLines(source)) lines.push(line.text);
  return lines;
}

describe('textLines', () => {
  it('ends lines at "\\n", "\\r\\n" and "\\r", wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', '\n', '\r', '\r\n', ''), { maxLength: 12 }),
        async (pieces) => {
          const text = pieces.join('');
          const expected = text.split(/\r\n|\n|\r/);
          if (expected.at(-1) === '') expected.pop();
          expect(await linesOf(pieces)).toEqual(expected);
          expect(await linesOf([...text])).toEqual(expected);
        },
      ),
    );
  });

  it('keeps the beginning of a line that is too long, and says so', async () => {
    const piece = 'x'.repeat(maxRecordLength / 2 + 1);
    const source = (async function* () {
      yield* [piece, piece, piece, '\nnext'];
    })();
    const lines: { length: number; tooLong: boolean }[] = [];
    for await (const { text, tooLong } of textLines(source)) lines.push({ length: text.length, tooLong });
    expect(lines).toEqual([
      { length: maxRecordLength, tooLong: true },
      { length: 4, tooLong: false },
    ]);
  });
});
