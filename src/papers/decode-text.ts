import { isUtf8 } from 'node:buffer';

/** What bytes 0x80–0x9F stand for in windows-1252. Node 20's own TextDecoder gives control characters for them. */
const windows1252High = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

/** So many bytes are looked at to tell UTF-16 without a mark: a line of names of fields. */
const headLength = 64;

/**
 * Bytes to text: UTF-8 or UTF-16, with or without a byte order mark. Bytes that are not valid UTF-8 are read as
 * windows-1252, each by itself: so a file in that encoding comes out right without knowing it in advance, which a stream
 * cannot, and a file that mixes both does too.
 *
 * @param report called at most once, with a sentence about the first such byte
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  report: (reason: string) => void,
): AsyncGenerator<string> {
  let carry: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  let decided = false;
  let offset = 0;
  let reported = false;

  const utf8 = (buffer: Buffer, end: number): string => {
    const whole = buffer.subarray(0, end);
    if (isUtf8(whole)) return whole.toString('utf8');
    const mixed = decodeMixed(whole);
    if (!reported) {
      reported = true;
      const byte = whole[mixed.firstInvalid].toString(16).toUpperCase();
      report(
        `The file is not valid UTF-8: byte ${offset + mixed.firstInvalid} is 0x${byte}. Such bytes were read as ` +
          'windows-1252; if accents look wrong, save the file as UTF-8.',
      );
    }
    return mixed.text;
  };

  for await (const chunk of bytes) {
    let buffer = carry.length === 0 ? Buffer.from(chunk) : Buffer.concat([carry, chunk]);
    carry = Buffer.alloc(0);
    if (!decided) {
      if (buffer.length < headLength) {
        carry = buffer;
        continue;
      }
      decided = true;
      const mark = encodingOf(buffer);
      decoder = mark.decoder;
      buffer = buffer.subarray(mark.length);
      offset = mark.length;
    }
    if (decoder) {
      yield decoder.decode(buffer, { stream: true });
      continue;
    }
    const end = endOfCompleteCharacters(buffer);
    yield utf8(buffer, end);
    carry = buffer.subarray(end);
    offset += end;
  }

  if (!decided) {
    const mark = encodingOf(carry);
    decoder = mark.decoder;
    carry = carry.subarray(mark.length);
  }
  if (decoder) yield decoder.decode(carry);
  else if (carry.length > 0) yield utf8(carry, carry.length);
}

function encodingOf(buffer: Buffer): { length: number; decoder: TextDecoder | null } {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return { length: 3, decoder: null };
  if (buffer[0] === 0xff && buffer[1] === 0xfe)
    return { length: 2, decoder: new TextDecoder('utf-16le', { ignoreBOM: true }) };
  if (buffer[0] === 0xfe && buffer[1] === 0xff)
    return { length: 2, decoder: new TextDecoder('utf-16be', { ignoreBOM: true }) };
  const order = unmarkedUtf16(buffer);
  return { length: 0, decoder: order && new TextDecoder(order, { ignoreBOM: true }) };
}

/** No text holds NUL, but in UTF-16 every second byte of English is one: the first of two or the second. */
function unmarkedUtf16(buffer: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = buffer.subarray(0, Math.min(buffer.length, headLength) & ~1);
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]++;
  const [first, second] = zeros;
  if (Math.max(first, second) < Math.max(1, head.length / 4) || Math.min(first, second) > 0) return null;
  return first > 0 ? 'utf-16be' : 'utf-16le';
}

/** Where a character begins that the next chunk may complete, or the length. */
function endOfCompleteCharacters(buffer: Buffer): number {
  for (let back = 1; back <= Math.min(3, buffer.length); back++) {
    const byte = buffer[buffer.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc2) {
      const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1;
      return needed > back ? buffer.length - back : buffer.length;
    }
  }
  return buffer.length;
}

/** Valid runs as UTF-8, every other byte as windows-1252. */
function decodeMixed(buffer: Buffer): { text: string; firstInvalid: number } {
  let text = '';
  let runStart = 0;
  let firstInvalid = -1;
  for (let i = 0; i < buffer.length; ) {
    const length = characterLength(buffer, i);
    if (length > 0) {
      i += length;
      continue;
    }
    if (firstInvalid < 0) firstInvalid = i;
    text += buffer.toString('utf8', runStart, i);
    const byte = buffer[i];
    text += byte < 0xa0 ? windows1252High[byte - 0x80] : String.fromCharCode(byte);
    i++;
    runStart = i;
  }
  return { text: text + buffer.toString('utf8', runStart), firstInvalid };
}

/** How many bytes the well-formed UTF-8 character at `i` has (Unicode 15, table 3-7), or 0. */
function characterLength(buffer: Buffer, i: number): number {
  const first = buffer[i];
  if (first < 0x80) return 1;
  const continues = (at: number, low = 0x80, high = 0xbf) => buffer[at] >= low && buffer[at] <= high;
  if (first >= 0xc2 && first <= 0xdf) return continues(i + 1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const second = continues(i + 1, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf);
    return second && continues(i + 2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const second = continues(i + 1, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf);
    return second && continues(i + 2) && continues(i + 3) ? 4 : 0;
  }
  return 0;
}
