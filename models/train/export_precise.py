"""Stage 4 of nearby-precise: a checkpoint to a folder that `--model FOLDER` opens.

    python3 export_precise.py --work FOLDER --model precise.pt --out models/nearby-precise [--max-tokens 512]

Writes onnx/model_quantized.onnx (8-bit, the one that nearby.json names), onnx/model.onnx (float32, to compare; --no-fp32
leaves it out), the tokenizer and the descriptions, see model_folder.py.
Rotary positions have no longest text of their own, but the layers have only seen those of training: measure both 256 and 512.
"""

import argparse
from pathlib import Path

import onnx

from contextual_model import ContextualModel, load_model
from model_folder import write_folder
from precise_graph import PreciseGraph
from token_arrays import read_vocabulary


def export(model: ContextualModel, vocabulary: list[str], out: Path, max_tokens: int, fp32: bool) -> None:
    shape = model.shape
    graph = lambda eight_bits: PreciseGraph(model, max_tokens, eight_bits).build()
    write_folder(out, graph(True), vocabulary, shape.dimensions, shape.layers, max_tokens)
    float_file = out / "onnx/model.onnx"
    float_file.unlink(missing_ok=True)
    if fp32:
        onnx.save(graph(False), str(float_file))
    for path in sorted(out.glob("onnx/*")):
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB", flush=True)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--max-tokens", type=int, default=512)
    options.add_argument("--no-fp32", action="store_true")
    given = options.parse_args(arguments)
    model, vocabulary = load_model(given.model, "cpu"), read_vocabulary(given.work)
    if len(vocabulary) != model.shape.vocabulary:
        raise SystemExit(f"{given.model} has {model.shape.vocabulary} tokens, {given.work} has {len(vocabulary)}.")
    export(model, vocabulary, given.out, given.max_tokens, not given.no_fp32)


if __name__ == "__main__":
    main()
