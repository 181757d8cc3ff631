import {
  float32,
  floats,
  input,
  int8,
  int64,
  longs,
  node,
  onnxFile,
  output,
  type Tensor,
  tensor,
} from './onnx-writer.ts';

export interface TableOnnx {
  /** A row a token, whole numbers from -127 to 127. */
  rows: number[][];
  scales: number[];
  lead: number;
  leadTokens: number;
  power: number;
  /** Tensors in place of the right ones; null leaves one out. */
  changes: Record<string, Tensor | null>;
  /** Nodes after the known ones. */
  more: Buffer[];
}

/** A table model in ONNX form, built by hand: what models/train/export_fast.py writes. */
export function tableOnnx(options: Pick<TableOnnx, 'rows'> & Partial<TableOnnx>): Buffer {
  const { rows, lead = 1.5, leadTokens = 30, power = 0.65, changes = {}, more = [] } = options;
  const scales = options.scales ?? rows.map(() => 0.01);
  const dimensions = rows[0].length;
  const tensors: Record<string, Tensor | null> = {
    rows: {
      type: int8,
      dims: [rows.length, dimensions],
      raw: Buffer.from(Int8Array.from(rows.flat()).buffer),
    },
    scales: floats(scales, [rows.length, 1]),
    lead: floats([lead]),
    lead_tokens: floats([-leadTokens]),
    count_power: floats([power - 1]),
    zero: longs([0]),
    one: longs([1]),
    one_float: floats([1]),
    second: longs([1], [1]),
    last: longs([-1], [1]),
    ...changes,
  };
  const graph = [
    node('Gather', ['rows', 'input_ids'], ['row'], { axis: 0 }),
    node('Cast', ['row'], ['row_float'], { to: 1 }),
    node('Gather', ['scales', 'input_ids'], ['scale'], { axis: 0 }),
    node('Mul', ['row_float', 'scale'], ['vector']),
    node('Shape', ['input_ids'], ['shape']),
    node('Gather', ['shape', 'one'], ['length'], { axis: 0 }),
    node('Range', ['zero', 'length', 'one'], ['place']),
    node('Sub', ['place', 'one'], ['place_in_text']),
    node('Cast', ['place_in_text'], ['place_float'], { to: 1 }),
    node('Div', ['place_float', 'lead_tokens'], ['decay']),
    node('Exp', ['decay'], ['decayed']),
    node('Mul', ['decayed', 'lead'], ['led']),
    node('Add', ['led', 'one_float'], ['lead_here']),
    node('Unsqueeze', ['input_ids', 'last'], ['column']),
    node('Unsqueeze', ['input_ids', 'second'], ['line']),
    node('Equal', ['column', 'line'], ['same']),
    node('Cast', ['same'], ['same_float'], { to: 1 }),
    node('MatMul', ['same_float', 'lead_here'], ['count']),
    node('Pow', ['count', 'count_power'], ['damped']),
    node('Mul', ['damped', 'lead_here'], ['weight']),
    node('Unsqueeze', ['weight', 'last'], ['weight_column']),
    node('Mul', ['vector', 'weight_column'], ['last_hidden_state']),
    ...more,
    ...Object.entries(tensors).flatMap(([name, value]) => (value ? [tensor(name, value)] : [])),
    input('input_ids', int64, ['texts', 'tokens']),
    output('last_hidden_state', float32, ['texts', 'tokens', dimensions]),
  ];
  return onnxFile(graph);
}
