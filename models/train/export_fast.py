"""The fast model's table to a folder that `--model FOLDER` opens.

    python3 export_fast.py --work FOLDER --out FOLDER [--float]

The ONNX graph gives, from input_ids [texts, tokens], last_hidden_state [texts, tokens, dimensions] whose mean over a text,
scaled to length 1, is the vector that fast_model.py describes: each token's vector comes times lead(its place) times
(sum of lead over the places of the same token) ^ (COUNT_POWER − 1). Rows are 8-bit with a scale each; marks are zero.
src/embed/table-model.ts reads the same numbers out of the same file and adds them up without the runtime; it knows the
graph by its nodes, so a change here must be made there too.
"""

import argparse
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from fast_model import COUNT_POWER, LEAD, LEAD_TOKENS
from model_folder import write_folder
from text import SPECIAL
from token_arrays import read_vocabulary

# Room for abstracts of 4,000 characters, where the training texts end.
MAX_TOKENS = 1024


def graph_of(table: numpy.ndarray, rows_in_eight_bits: bool) -> onnx.ModelProto:
    scale = numpy.abs(table).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    rows = numpy.rint(table / scale).astype(numpy.int8) if rows_in_eight_bits else (table / scale).astype(numpy.float32)
    number = lambda name, value: numpy_helper.from_array(numpy.array(value), name)
    tensors = [
        number("rows", rows),
        number("scales", scale.astype(numpy.float32)),
        number("lead", numpy.float32(LEAD)),
        number("lead_tokens", numpy.float32(-LEAD_TOKENS)),
        number("count_power", numpy.float32(COUNT_POWER - 1)),
        number("zero", numpy.int64(0)),
        number("one", numpy.int64(1)),
        number("one_float", numpy.float32(1)),
        number("second", numpy.array([1], numpy.int64)),
        number("last", numpy.array([-1], numpy.int64)),
    ]
    node = lambda kind, inputs, output, **attributes: helper.make_node(kind, inputs.split(), [output], **attributes)
    nodes = [
        # The vectors of the tokens.
        node("Gather", "rows input_ids", "row", axis=0),
        # Any other node than Cast here sends the file through the runtime, which is right for 32-bit rows.
        node("Cast", "row", "row_float", to=TensorProto.FLOAT) if rows_in_eight_bits else node("Identity", "row", "row_float"),
        node("Gather", "scales input_ids", "scale", axis=0),
        node("Mul", "row_float scale", "vector"),
        # lead [tokens]: place 0 is the mark before the text, place 1 its first token.
        node("Shape", "input_ids", "shape"),
        node("Gather", "shape one", "length", axis=0),
        node("Range", "zero length one", "place"),
        node("Sub", "place one", "place_in_text"),
        node("Cast", "place_in_text", "place_float", to=TensorProto.FLOAT),
        node("Div", "place_float lead_tokens", "decay"),
        node("Exp", "decay", "decayed"),
        node("Mul", "decayed lead", "led"),
        node("Add", "led one_float", "lead_here"),
        # Of each token, the sum of lead over the places where it stands.
        node("Unsqueeze", "input_ids last", "column"),
        node("Unsqueeze", "input_ids second", "line"),
        node("Equal", "column line", "same"),
        node("Cast", "same", "same_float", to=TensorProto.FLOAT),
        node("MatMul", "same_float lead_here", "count"),
        node("Pow", "count count_power", "damped"),
        node("Mul", "damped lead_here", "weight"),
        node("Unsqueeze", "weight last", "weight_column"),
        node("Mul", "vector weight_column", "last_hidden_state"),
    ]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])]
    shape = ["texts", "tokens", table.shape[1]]
    outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, shape)]
    graph = helper.make_graph(nodes, "nearby-fast", inputs, outputs, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="nearby")
    model.ir_version = 8
    return model


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--float", action="store_true", help="32-bit rows, to measure what 8 bits cost")
    given = options.parse_args()
    vocabulary, table = read_vocabulary(given.work), numpy.load(given.work / "fast-table.npy")
    # Lengths near 1, so that sums stay far from the ends of what a float holds; directions do not change.
    table = table / numpy.linalg.norm(table, axis=1).mean()
    table[[SPECIAL.index(mark) for mark in ("[PAD]", "[CLS]", "[SEP]")]] = 0
    write_folder(given.out, graph_of(table, not given.float), vocabulary, table.shape[1], 0, MAX_TOKENS)
    print(f"{given.out}: {len(vocabulary)} tokens, {table.shape[1]} dimensions")


if __name__ == "__main__":
    main()
