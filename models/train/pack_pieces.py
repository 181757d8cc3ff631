"""Files to numbered pieces of a size that a transfer allows, and back.

    python3 pack_pieces.py pack --out pieces/tokens --mib 45 FOLDER/*.npy FOLDER/vocabulary.txt static.pt
    python3 pack_pieces.py unpack --pieces pieces/tokens --out FOLDER
    python3 pack_pieces.py half precise.pt precise-half.pt

`pack` writes pieces/tokens.1-of-3 …: one tar stream, packed with xz (whose sums find a damaged piece) and cut. Token arrays
in 16 bits shrink to 55 % so. `half` keeps of a checkpoint only the network, in 16 bits: what the next stage's --start, mining
and export read, without the optimiser.
"""

import argparse
import io
import lzma
import os
import re
import shutil
import tarfile
from pathlib import Path

MIB = 1 << 20


class Pieces(io.RawIOBase):
    """Writes to files of at most `size` bytes."""

    def __init__(self, name: Path, size: int):
        self.name, self.size, self.paths, self._file = name, size, [], None

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        rest = memoryview(data).cast("B")
        total = len(rest)
        while len(rest):
            if self._file is None or self._file.tell() == self.size:
                self._next()
            room = self.size - self._file.tell()
            self._file.write(rest[:room])
            rest = rest[room:]
        return total

    def _next(self) -> None:
        if self._file:
            self._file.close()
        self.paths.append(self.name.with_name(f"{self.name.name}.{len(self.paths) + 1}-of-partly"))
        self._file = open(self.paths[-1], "wb")

    def finish(self) -> list[Path]:
        """Gives each piece its last name, which says how many there are."""
        if self._file:
            self._file.close()
        last = [self.name.with_name(f"{self.name.name}.{i + 1}-of-{len(self.paths)}") for i in range(len(self.paths))]
        for partly, path in zip(self.paths, last):
            os.replace(partly, path)
        return last


def found_pieces(name: Path) -> list[Path]:
    """All pieces in their order; refuses a set with one missing, or two sets at once."""
    numbered = {}
    for path in name.parent.glob(f"{name.name}.*-of-*"):
        match = re.fullmatch(r"(\d+)-of-(\d+)", path.name[len(name.name) + 1 :])
        if match:
            numbered[int(match[1]), int(match[2])] = path
    counts = {count for _, count in numbered}
    if len(counts) != 1:
        raise SystemExit(f"{name}.1-of-… has {len(counts)} sets of pieces; there must be one.")
    (count,) = counts
    missing = [i for i in range(1, count + 1) if (i, count) not in numbered]
    if missing:
        raise SystemExit(f"Pieces {missing} of {count} of {name} are missing.")
    return [numbered[i, count] for i in range(1, count + 1)]


class Joined(io.RawIOBase):
    """Reads files one after another."""

    def __init__(self, paths: list[Path]):
        self._files = [open(path, "rb") for path in paths]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while self._files:
            read = self._files[0].readinto(buffer)
            if read:
                return read
            self._files.pop(0).close()
        return 0


def pack(files: list[Path], out: Path, size: int) -> list[Path]:
    out.parent.mkdir(parents=True, exist_ok=True)
    for old in out.parent.glob(f"{out.name}.*-of-*"):
        old.unlink()
    pieces = Pieces(out, size)
    with lzma.open(pieces, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for path in files:
            tar.add(path, arcname=path.name)
    return pieces.finish()


def unpack(name: Path, out: Path) -> list[str]:
    out.mkdir(parents=True, exist_ok=True)
    names = []
    with lzma.open(io.BufferedReader(Joined(found_pieces(name)), MIB)) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            if member.isfile():
                # By its last name only: nothing is written outside of `out`.
                with open(out / Path(member.name).name, "wb") as target:
                    shutil.copyfileobj(tar.extractfile(member), target, MIB)
                names.append(Path(member.name).name)
    return names


def half(checkpoint: Path, out: Path) -> None:
    import torch

    from contextual_model import kept_model, load_model

    torch.save(kept_model(load_model(checkpoint, "cpu"), half=True), out)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = options.add_subparsers(dest="verb", required=True)
    packing = verbs.add_parser("pack")
    packing.add_argument("files", nargs="+", type=Path)
    packing.add_argument("--out", required=True, type=Path)
    packing.add_argument("--mib", type=float, default=45)
    unpacking = verbs.add_parser("unpack")
    unpacking.add_argument("--pieces", required=True, type=Path)
    unpacking.add_argument("--out", required=True, type=Path)
    halving = verbs.add_parser("half")
    halving.add_argument("checkpoint", type=Path)
    halving.add_argument("out", type=Path)
    given = options.parse_args(arguments)
    if given.verb == "pack":
        for path in pack(given.files, given.out, int(given.mib * MIB)):
            print(f"{path} {path.stat().st_size / MIB:.1f} MiB")
    elif given.verb == "unpack":
        print("\n".join(unpack(given.pieces, given.out)))
    else:
        half(given.checkpoint, given.out)


if __name__ == "__main__":
    main()
