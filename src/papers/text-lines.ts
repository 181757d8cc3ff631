import { maxRecordLength } from './import-entry.ts';

/** One line without its end. Where it was longer than `maxRecordLength`, only the beginning, and `tooLong`. */
export interface TextLine {
  text: string;
  tooLong: boolean;
}

/**
 * The lines of a text that comes in pieces; "\n", "\r\n" and "\r" end a line. Holds one line and one piece at a time.
 * The text after the last line end is a line unless it is empty.
 */
export async function* textLines(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line: TextLine = { text: '', tooLong: false };
  let afterReturn = false;
  for await (let piece of pieces) {
    if (piece === '') continue;
    // The piece before ended in "\r": an "\n" now is the second half of that line end, not another.
    if (afterReturn && piece[0] === '\n') piece = piece.slice(1);
    const parts = piece.split(/\r\n|\n|\r/);
    afterReturn = piece.endsWith('\r');
    for (let i = 0; i < parts.length; i++) {
      if (i > 0) {
        yield line;
        line = { text: '', tooLong: false };
      }
      const room = maxRecordLength - line.text.length;
      if (parts[i].length > room) line.tooLong = true;
      line.text += parts[i].length > room ? parts[i].slice(0, room) : parts[i];
    }
  }
  if (line.text !== '') yield line;
}
