/**
 * The fields of a protobuf message (https://protobuf.dev/programming-guides/encoding/), as much of it as ONNX files use.
 */
export interface Field {
  number: number;
  /** Of a number; 0 for the other kinds. */
  value: number;
  /** Where the bytes of a message, text or array stand in the file; empty for a number. */
  start: number;
  end: number;
}

/** Wire types: how long a value is. 3 and 4 (groups) do not occur in ONNX. */
const varint = 0;
const eightBytes = 1;
const counted = 2;
const fourBytes = 5;

/** @throws Error where the bytes from `start` to `end` are no message */
export function* fieldsOf(bytes: Uint8Array, start = 0, end = bytes.length): Generator<Field> {
  let at = start;
  while (at < end) {
    const key = readVarint(bytes, at, end);
    at = key.next;
    const number = Math.floor(key.value / 8);
    const wire = key.value % 8;
    if (wire === varint) {
      const { value, next } = readVarint(bytes, at, end);
      yield { number, value, start: next, end: next };
      at = next;
      continue;
    }
    let length = wire === eightBytes ? 8 : 4;
    if (wire === counted) {
      const read = readVarint(bytes, at, end);
      length = read.value;
      at = read.next;
    } else if (wire !== eightBytes && wire !== fourBytes) {
      throw new Error(`wire type ${wire} at byte ${at}`);
    }
    if (at + length > end) throw new Error(`field ${number} ends at ${at + length}, behind byte ${end}`);
    yield { number, value: 0, start: at, end: at + length };
    at += length;
  }
}

/** An array of numbers, where they stand packed: one after another without keys. */
export function numbersAt(bytes: Uint8Array, start: number, end: number): number[] {
  const values: number[] = [];
  for (let at = start; at < end; ) {
    const { value, next } = readVarint(bytes, at, end);
    values.push(value);
    at = next;
  }
  return values;
}

/** Seven bits a byte, the lowest first. Values above 2^53 (only ever skipped) lose low bits, which nobody reads. */
function readVarint(bytes: Uint8Array, start: number, end: number): { value: number; next: number } {
  let value = 0;
  for (let at = start, scale = 1; at < end && at < start + 10; at++, scale *= 128) {
    value += (bytes[at] & 127) * scale;
    if (bytes[at] < 128) return { value, next: at + 1 };
  }
  throw new Error(`a number at byte ${start} does not end`);
}
