/** Below the longest string that V8 holds (2^29 − 24 characters), with room for the parsed copy beside it. */
const maxWholeLength = 256 * 1024 * 1024;

/** The pieces joined, for formats that cannot be read bit by bit; null where there are more than `maxLength` characters. */
export async function wholeText(
  pieces: AsyncIterable<string>,
  maxLength: number = maxWholeLength,
): Promise<string | null> {
  const parts: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > maxLength) return null;
    parts.push(piece);
  }
  return parts.join('');
}

/** Why `wholeText` gave null. */
export const tooLongReason =
  `The file has more than ${maxWholeLength.toLocaleString('en')} characters, more than can be read at once. ` +
  'Split it, or write it as JSON Lines.';
