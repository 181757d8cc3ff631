"""nearby-precise as an ONNX graph, written by hand: what contextual_model.py computes, node by node.

In: input_ids, attention_mask, int64 [b, t]. Out: last_hidden_state, float32 [b, t, dimensions], whose mean over the tokens of
the mask, scaled to length 1, is the text's vector: what sentence-transformers, @xenova/transformers and Nearby do with it.
So each token carries its share of the static sum, times tokens / length of that sum, plus its own output of the layers.

Opset 17 (for LayerNormalization as one node), which ONNX Runtime runs from 1.12 on. GELU stands in the form that the runtime
joins into one kernel, as does each pair of DynamicQuantizeLinear and MatMulInteger with the scales behind them.

8-bit: tables are int8; products with weights quantize what comes in by the largest and smallest number of the run
(DynamicQuantizeLinear). Weights keep within ±63, seven bits: processors with AVX2 or AVX-512 but without VNNI add two products
of 8 bits in 16, which overflow else (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html); so the
same file gives the same vectors there.
"""

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from contextual_model import NORM_EPSILON, SHORTEST, ContextualModel, lead_of, rotary_turns

OPSET, IR_VERSION = 17, 8
WEIGHT_LIMIT, TABLE_LIMIT = 63, 127
OUT_OF_SIGHT = -1e9


class Graph:
    """Nodes and constants; every method returns the name of what it made."""

    def __init__(self):
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, numpy.ndarray] = {}

    def constant(self, name: str, value: numpy.ndarray) -> str:
        self.constants[name] = numpy.ascontiguousarray(value)
        return name

    def number(self, value: float) -> str:
        return self.constant(f"number {value}", numpy.float32(value))

    def numbers(self, *values: int) -> str:
        return self.constant(f"integers {values}", numpy.array(values, numpy.int64))

    def node(self, kind: str, *inputs: str, outputs: int = 1, **attributes) -> str | list[str]:
        names = [f"{kind} {len(self.nodes)}{'abc'[i] if outputs > 1 else ''}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=names[0], **attributes))
        return names if outputs > 1 else names[0]


def quantized_columns(weight: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """[k, n] -> int8 [k, n] and the scale of each column, float32 [n]"""
    scale = numpy.maximum(numpy.abs(weight).max(0), 1e-12) / WEIGHT_LIMIT
    return numpy.rint(weight / scale).astype(numpy.int8), scale.astype(numpy.float32)


def quantized_rows(table: numpy.ndarray, each: bool) -> tuple[numpy.ndarray, numpy.ndarray]:
    """[v, d] -> int8 [v, d] and the scale of each row, float32 [v, 1], or one of all rows, [1, 1]"""
    scale = numpy.maximum(numpy.abs(table).max(1 if each else None, keepdims=True), 1e-12) / TABLE_LIMIT
    return numpy.rint(table / scale).astype(numpy.int8), scale.astype(numpy.float32)


class PreciseGraph(Graph):
    def __init__(self, model: ContextualModel, tokens: int, eight_bits: bool):
        """tokens: the longest text, for which positions are stored"""
        super().__init__()
        self.shape, self.eight_bits = model.shape, eight_bits
        self.weights = {name: value.detach().cpu().float().numpy() for name, value in model.state_dict().items()}
        self.lead = lead_of(tokens, self.shape, torch.device("cpu")).numpy()[:, None]
        self.turns = rotary_turns(tokens, self.shape.width // self.shape.heads)

    def linear(self, x: str, name: str, weight: numpy.ndarray) -> str:
        """x [b, t, k] times weight [n, k] transposed"""
        if not self.eight_bits:
            return self.node("MatMul", x, self.constant(name, weight.T))
        whole, scale = quantized_columns(weight.T)
        quantized, x_scale, x_zero = self.node("DynamicQuantizeLinear", x, outputs=3)
        product = self.node("MatMulInteger", quantized, self.constant(name, whole), x_zero)
        scales = self.node("Mul", x_scale, self.constant(f"{name}.scale", scale))
        return self.node("Mul", self.node("Cast", product, to=TensorProto.FLOAT), scales)

    def rows(self, name: str, ids: str, each: bool) -> str:
        """The table's rows of ids [b, t] -> [b, t, d]; each row has a scale of its own, or all the same."""
        if not self.eight_bits:
            return self.node("Gather", self.constant(name, self.weights[name]), ids)
        whole, scale = quantized_rows(self.weights[name], each)
        found = self.node("Cast", self.node("Gather", self.constant(name, whole), ids), to=TensorProto.FLOAT)
        scales = self.constant(f"{name}.scale", scale)
        return self.node("Mul", found, self.node("Gather", scales, ids) if each else scales)

    def norm(self, x: str, name: str) -> str:
        scale, bias = (self.constant(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=NORM_EPSILON)

    def static(self, ids: str, tokens: str, there: str, length: str) -> str:
        """Each token's share of the static sum, times tokens / length of the sum: [b, t, dimensions]"""
        alike = self.node("Equal", self.node("Unsqueeze", ids, self.numbers(2)), self.node("Unsqueeze", ids, self.numbers(1)))
        lead = self.node("Slice", self.constant("lead", self.lead), self.numbers(0), length, self.numbers(0))  # [t, 1]
        led = self.node("MatMul", self.node("Cast", alike, to=TensorProto.FLOAT), lead)
        weight = self.constant("weight", (self.weights["weight"] * self.weights["counting"])[:, None])
        share = self.node("Mul", lead, self.node("Pow", led, self.number(self.shape.power - 1)))
        share = self.node("Mul", self.node("Gather", weight, ids), share)
        parts = self.node("Mul", tokens, self.node("Mul", share, there))
        size = self.node("ReduceL2", self.node("ReduceSum", parts, self.numbers(1), keepdims=1), axes=[2], keepdims=1)
        size = self.node("Max", size, self.number(SHORTEST))
        return self.node("Mul", parts, self.node("Div", self.node("ReduceSum", there, self.numbers(1), keepdims=1), size))

    def turned(self, x: str, turns: tuple[str, str]) -> str:
        first, second = self.node("Split", x, outputs=2, axis=-1)
        cos, sin = turns
        left = self.node("Sub", self.node("Mul", first, cos), self.node("Mul", second, sin))
        right = self.node("Add", self.node("Mul", second, cos), self.node("Mul", first, sin))
        return self.node("Concat", left, right, axis=-1)

    def layer(self, x: str, i: int, turns: tuple[str, str], bias: str) -> str:
        """x [b, t, width], bias [b, 1, 1, t] -> [b, t, width]"""
        width, heads = self.shape.width, self.shape.heads
        weight = lambda name: self.weights[f"layers.{i}.{name}.weight"]
        mixed = weight("queries_keys_values").copy()
        mixed[:width] *= (width // heads) ** -0.5  # The queries' scale, once for all.
        normed = self.norm(x, f"layers.{i}.before_attention")
        parts = self.node("Split", self.linear(normed, f"layers.{i}.mixed", mixed), outputs=3, axis=-1)
        split = [self.node("Reshape", part, self.numbers(0, 0, heads, width // heads)) for part in parts]
        q, k = (self.turned(self.node("Transpose", part, perm=[0, 2, 1, 3]), turns) for part in split[:2])
        v = self.node("Transpose", split[2], perm=[0, 2, 1, 3])
        scores = self.node("Add", self.node("MatMul", q, self.node("Transpose", k, perm=[0, 1, 3, 2])), bias)
        found = self.node("MatMul", self.node("Softmax", scores, axis=-1), v)
        found = self.node("Reshape", self.node("Transpose", found, perm=[0, 2, 1, 3]), self.numbers(0, 0, width))
        x = self.node("Add", x, self.linear(found, f"layers.{i}.attended", weight("attended")))
        wide = self.linear(self.norm(x, f"layers.{i}.before_wide"), f"layers.{i}.wide", weight("wide"))
        bent = self.node("Add", self.node("Erf", self.node("Div", wide, self.number(2**0.5))), self.number(1))
        bent = self.node("Mul", self.node("Mul", wide, bent), self.number(0.5))
        return self.node("Add", x, self.linear(bent, f"layers.{i}.narrow", weight("narrow")))

    def build(self) -> onnx.ModelProto:
        ids, mask = "input_ids", "attention_mask"
        length = self.node("Slice", self.node("Shape", ids), self.numbers(1), self.numbers(2))
        turns = tuple(
            self.node("Slice", self.constant(name, turn), self.numbers(0), length, self.numbers(0))
            for name, turn in zip(("cos", "sin"), self.turns)
        )
        there = self.node("Cast", mask, to=TensorProto.FLOAT)
        unseen = self.node("Mul", self.node("Sub", self.number(1), there), self.number(OUT_OF_SIGHT))
        bias = self.node("Unsqueeze", unseen, self.numbers(1, 2))
        table = self.rows("table", ids, each=True)
        # The side table's rows are alike in length, and 60,000 scales are a quarter of its own size.
        both = self.node("Concat", table, self.rows("side", ids, each=False), axis=-1)
        x = self.linear(both, "into", self.weights["into.weight"])
        for i in range(self.shape.layers):
            x = self.layer(x, i, turns, bias)
        context = self.linear(self.norm(x, "last_norm"), "context", self.weights["context.weight"])
        static = self.static(ids, table, self.node("Unsqueeze", there, self.numbers(2)), length)
        self.nodes.append(helper.make_node("Add", [static, context], ["last_hidden_state"], name="last_hidden_state"))

        value = lambda name, kind, last: helper.make_tensor_value_info(name, kind, ["batch", "tokens", *last])
        graph = helper.make_graph(
            self.nodes,
            "nearby-precise",
            [value(ids, TensorProto.INT64, []), value(mask, TensorProto.INT64, [])],
            [value("last_hidden_state", TensorProto.FLOAT, [self.shape.dimensions])],
            [numpy_helper.from_array(array, name) for name, array in self.constants.items()],
        )
        opset = helper.make_opsetid("", OPSET)
        made = helper.make_model(graph, opset_imports=[opset], producer_name="nearby", ir_version=IR_VERSION)
        onnx.checker.check_model(made, full_check=True)
        return made
