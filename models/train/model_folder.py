"""A folder that `--model` opens: weights, tokenizer, and the description with the sha256 of each file."""

import hashlib
import json
from pathlib import Path

import onnx

from text import LONGEST_WORD, SPECIAL

WEIGHTS = "onnx/model_quantized.onnx"


def write_folder(out: Path, model: onnx.ModelProto, vocabulary: list[str], dimensions: int, layers: int, max_tokens: int) -> None:
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.checker.check_model(model)
    onnx.save(model, str(out / WEIGHTS))
    marks = {f"{name.strip('[]').lower()}_token": name for name in SPECIAL}
    shape = {"hidden_size": dimensions, "vocab_size": len(vocabulary), "num_hidden_layers": layers}
    config = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": max_tokens, **marks}
    _write(out / "tokenizer.json", tokenizer(vocabulary))
    _write(out / "tokenizer_config.json", config)
    _write(out / "config.json", {"model_type": "bert", "architectures": ["BertModel"], **shape})
    files = sorted([WEIGHTS, "tokenizer.json", "tokenizer_config.json", "config.json"])
    description = {
        "dimensions": dimensions,
        "maxTokens": max_tokens,
        "pooling": "mean",
        "queryPrefix": "",
        "documentPrefix": "",
        "dtype": "q8",
        "onnxFile": WEIGHTS,
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
    }
    _write(out / "nearby.json", description, indent=2)


def tokenizer(vocabulary: list[str]) -> dict:
    """tokenizer.json: BERT's tokenizer, as text.py cuts words, with [CLS] before and [SEP] behind a text."""
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    mark = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}
    known = {name: {"id": name, "ids": [SPECIAL.index(name)], "tokens": [name]} for name in ("[CLS]", "[SEP]")}
    normalizer = {"clean_text": True, "handle_chinese_chars": True, "strip_accents": True, "lowercase": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": i, "content": name, **flags} for i, name in enumerate(SPECIAL)],
        "normalizer": {"type": "BertNormalizer", **normalizer},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [mark("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, mark("[SEP]")],
            "pair": [],
            "special_tokens": known,
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": LONGEST_WORD,
            "vocab": {piece: i for i, piece in enumerate(vocabulary)},
        },
    }


def _write(path: Path, value: dict, indent: int | None = None) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")
