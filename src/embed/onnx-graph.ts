import { fieldsOf, numbersAt } from './protobuf.ts';

/** What an ONNX file computes, as far as it can be said in one line a node. */
export interface OnnxGraph {
  /** In the file's order: "Gather(rows, input_ids) axis=0 → row". Attributes other than whole numbers are shown as "?". */
  nodes: string[];
  tensors: Map<string, OnnxTensor>;
}

export interface OnnxTensor {
  dims: number[];
  /** TensorProto.DataType: 1 float32, 3 int8, 7 int64. */
  type: number;
  /** Its values, little-endian; empty where the file keeps them in another way than raw_data. */
  raw: Uint8Array;
}

/**
 * Reads an ONNX file's graph, by the field numbers of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 *
 * @throws Error where the bytes are no such file
 */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const found: OnnxGraph = { nodes: [], tensors: new Map() };
  for (const inModel of fieldsOf(bytes)) {
    if (inModel.number !== 7) continue;
    for (const { number, start, end } of fieldsOf(bytes, inModel.start, inModel.end)) {
      if (number === 1) found.nodes.push(readNode(bytes, start, end));
      if (number === 5) {
        const { name, tensor } = readTensor(bytes, start, end);
        found.tensors.set(name, tensor);
      }
    }
  }
  return found;
}

function readNode(bytes: Uint8Array, start: number, end: number): string {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: string[] = [];
  let kind = '';
  for (const field of fieldsOf(bytes, start, end)) {
    if (field.number === 1) inputs.push(textAt(bytes, field.start, field.end));
    if (field.number === 2) outputs.push(textAt(bytes, field.start, field.end));
    if (field.number === 4) kind = textAt(bytes, field.start, field.end);
    if (field.number === 5) attributes.push(readAttribute(bytes, field.start, field.end));
    // A domain: an operator of somebody's own, whatever its name.
    if (field.number === 7 && field.end > field.start)
      kind = `${textAt(bytes, field.start, field.end)}.${kind}`;
  }
  const call = `${kind}(${inputs.join(', ')})`;
  return [call, ...attributes, '→', outputs.join(', ')].join(' ');
}

function readAttribute(bytes: Uint8Array, start: number, end: number): string {
  let name = '';
  let value = '?';
  for (const field of fieldsOf(bytes, start, end)) {
    if (field.number === 1) name = textAt(bytes, field.start, field.end);
    if (field.number === 3) value = String(field.value);
  }
  return `${name}=${value}`;
}

function readTensor(bytes: Uint8Array, start: number, end: number): { name: string; tensor: OnnxTensor } {
  const tensor: OnnxTensor = { dims: [], type: 0, raw: bytes.subarray(0, 0) };
  let name = '';
  for (const field of fieldsOf(bytes, start, end)) {
    if (field.number === 1) {
      // One by one or packed, as the writer likes.
      if (field.end === field.start) tensor.dims.push(field.value);
      else tensor.dims.push(...numbersAt(bytes, field.start, field.end));
    }
    if (field.number === 2) tensor.type = field.value;
    if (field.number === 8) name = textAt(bytes, field.start, field.end);
    if (field.number === 9) tensor.raw = bytes.subarray(field.start, field.end);
  }
  return { name, tensor };
}

const decoder = new TextDecoder();
const textAt = (bytes: Uint8Array, start: number, end: number) => decoder.decode(bytes.subarray(start, end));
