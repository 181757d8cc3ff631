"""Reads the training papers: JSON Lines, plain or packed with xz or gzip, one paper a line with `title` and `abstract`."""

import gzip
import json
import lzma
from pathlib import Path
from typing import Iterator

_openers = {".xz": lzma.open, ".gz": gzip.open}


def json_lines(path: Path) -> Iterator[dict]:
    with _openers.get(path.suffix, open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def paper_files(folder: Path) -> list[Path]:
    """The files of papers in a folder, in the order of their names."""
    found = sorted(path for path in folder.iterdir() if path.name.split(".", 1)[-1] in ("jsonl", "jsonl.xz", "jsonl.gz"))
    if not found:
        raise SystemExit(f"No .jsonl, .jsonl.xz or .jsonl.gz in {folder}. Name the folder of papers with --corpus.")
    return found


def sentence_pairs(folder: Path) -> list[dict]:
    """Pairs `a`, `b` with `score` (0 to 1) or `label`, where the corpus has them."""
    return [pair for path in sorted(folder.glob("pairs/*.jsonl*")) for pair in json_lines(path)]
