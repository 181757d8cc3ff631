import { readFile } from 'node:fs/promises';
import { fieldsOf } from './protobuf.ts';

/**
 * Checks that an ONNX file is whole in itself. Its weights may also lie in other files that it names by path: the
 * runtime would read whatever path that is, no checksum of ours would cover it, and a download would miss it.
 *
 * Walks the file's messages down to every tensor, by the field numbers of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), and skips all the rest.
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

function namesOtherFiles(bytes: Buffer, message: Message, start: number, end: number): boolean {
  for (const field of fieldsOf(bytes, start, end)) {
    if (message === 'tensor' && field.number === externalData) return true;
    const within = inner[message][field.number];
    if (within && namesOtherFiles(bytes, within, field.start, field.end)) return true;
  }
  return false;
}
