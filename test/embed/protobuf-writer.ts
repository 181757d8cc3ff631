/** Fields of protobuf messages, written by hand (https://protobuf.dev/programming-guides/encoding/). */
const varint = (value: number): Buffer =>
  value < 128
    ? Buffer.of(value)
    : Buffer.concat([Buffer.of((value % 128) + 128), varint(Math.floor(value / 128))]);
export const number = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);
export const bytes = (field: number, value: Buffer) =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
export const text = (field: number, value: string) => bytes(field, Buffer.from(value));
export const message = (field: number, parts: Buffer[]) => bytes(field, Buffer.concat(parts));
