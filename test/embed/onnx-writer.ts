/** ONNX files by hand, field by field of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
import { bytes, message, number, text } from './protobuf-writer.ts';

/** TensorProto.DataType */
export const float32 = 1;
export const int8 = 3;
export const int64 = 7;

export interface Tensor {
  type: number;
  dims: number[];
  raw: Buffer;
}

export const floats = (values: ArrayLike<number>, dims: number[] = []): Tensor => ({
  ...{ type: float32, dims },
  raw: Buffer.from(Float32Array.from(values).buffer),
});
export const longs = (values: number[], dims: number[] = []): Tensor => ({
  ...{ type: int64, dims },
  raw: Buffer.from(BigInt64Array.from(values, BigInt).buffer),
});
export const bytesOf = (values: Int8Array, dims: number[]): Tensor => ({
  ...{ type: int8, dims },
  raw: Buffer.from(values.buffer),
});

/** A node: what it does ("Gather"), the names of its inputs and outputs, and its attributes, not below zero. */
export function node(
  kind: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, number | number[]> = {},
): Buffer {
  return message(1, [
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(4, kind),
    ...Object.entries(attributes).map(([name, value]) =>
      message(
        5,
        Array.isArray(value)
          ? [text(1, name), ...value.map((each) => number(8, each)), number(20, 7)]
          : [text(1, name), number(3, value), number(20, 2)],
      ),
    ),
  ]);
}

export function tensor(name: string, { type, dims, raw }: Tensor): Buffer {
  return message(5, [...dims.map((dim) => number(1, dim)), number(2, type), text(8, name), bytes(9, raw)]);
}

export type Shape = (string | number)[];

export const input = (name: string, type: number, shape: Shape) => message(11, valueInfo(name, type, shape));
export const output = (name: string, type: number, shape: Shape) => message(12, valueInfo(name, type, shape));

function valueInfo(name: string, elementType: number, shape: Shape): Buffer[] {
  const dims = shape.map((dim) => message(1, [typeof dim === 'string' ? text(2, dim) : number(1, dim)]));
  return [text(1, name), message(2, [message(1, [number(1, elementType), message(2, dims)])])];
}

/** A file of nodes, tensors, inputs and outputs, in operator set 13. */
export function onnxFile(parts: Buffer[]): Buffer {
  const graph = message(7, [text(2, 'graph'), ...parts]);
  return Buffer.concat([number(1, 8), message(8, [text(1, ''), number(2, 13)]), graph]);
}
