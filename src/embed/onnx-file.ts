import { readFile } from 'node:fs/promises';

/**
 * Checks that an ONNX file is whole in itself. Its weights may also lie in other files that it names by path: the
 * runtime would read whatever path that is, no checksum of ours would cover it, and a download would miss it.
 *
 * Walks the file's protobuf messages (https://protobuf.dev/programming-guides/encoding/) down to every tensor, by the
 * field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), and skips all the rest.
 *
 * @throws Error whose message goes on after the file's name ("is not an ONNX file").
 */
export async function checkOnnxFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  let external: boolean;
  try {
    external = namesOtherFiles(bytes, 'model', 0, bytes.length);
  } catch (error) {
    throw new Error('is not an ONNX file, or a cut-off one', { cause: error });
  }
  if (bytes.length === 0) throw new Error('is empty');
  if (external) throw new Error('keeps its weights in other files ("external data"); export it as one file');
}

type Message = 'model' | 'training' | 'graph' | 'node' | 'attribute' | 'sparse' | 'function' | 'tensor';

/** Fields that lead to tensors: message → field number → message in it. */
const inner: Record<Message, Record<number, Message>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  function: { 7: 'node', 11: 'attribute' },
  tensor: {},
};
/** TensorProto.external_data; its data_location (14) only repeats that. */
const externalData = 13;

/** Wire types: how long a value is. 3 and 4 (groups) do not occur in ONNX. */
const varint = 0;
const eightBytes = 1;
const counted = 2;
const fourBytes = 5;

function namesOtherFiles(bytes: Buffer, message: Message, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const key = readVarint(bytes, at, end);
    at = key.next;
    const field = Math.floor(key.value / 8);
    const wire = key.value % 8;
    if (wire === varint) {
      at = readVarint(bytes, at, end).next;
    } else if (wire === eightBytes || wire === fourBytes) {
      at += wire === eightBytes ? 8 : 4;
    } else if (wire === counted) {
      const length = readVarint(bytes, at, end);
      const to = length.next + length.value;
      if (to > end) throw new Error(`a field of ${message} ends at ${to}, behind byte ${end}`);
      if (message === 'tensor' && field === externalData) return true;
      const within = inner[message][field];
      if (within && namesOtherFiles(bytes, within, length.next, to)) return true;
      at = to;
    } else {
      throw new Error(`wire type ${wire} at byte ${at}`);
    }
  }
  if (at > end) throw new Error(`${message} ends behind byte ${end}`);
  return false;
}

/** Seven bits a byte, the lowest first. Values above 2^53 (only ever skipped) lose low bits, which nobody reads. */
function readVarint(bytes: Buffer, start: number, end: number): { value: number; next: number } {
  let value = 0;
  for (let at = start, scale = 1; at < end && at < start + 10; at++, scale *= 128) {
    value += (bytes[at] & 127) * scale;
    if (bytes[at] < 128) return { value, next: at + 1 };
  }
  throw new Error(`a number at byte ${start} does not end`);
}
