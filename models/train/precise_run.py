"""What the stages of nearby-precise share: options, checkpoints, the learning rate, and when to stop.

A checkpoint holds the network, the optimiser and the step. All chance comes from (seed, step), see precise_data.py, so
that is the random state too, and `--resume` goes on as if the run had not stopped (on a CPU bit for bit).
"""

import argparse
import os
import time
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn

from contextual_model import ContextualModel, kept_model

PRINT_EVERY = 20
WARM_UP = 0.05
DECAY = 0.25
"""Shares of all steps."""


def stage_options(description: str, steps: int, rate: float) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True, help="folder of the token arrays")
    options.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    options.add_argument("--resume", action="store_true", help="go on from --out, if it is there")
    options.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    options.add_argument("--steps", type=int, default=steps, help="of the whole stage, over all resumes")
    options.add_argument("--minutes", type=float, default=90, help="stop after these, with a checkpoint")
    options.add_argument("--save-minutes", type=float, default=3, help="write a checkpoint this often")
    options.add_argument("--rate", type=float, default=rate, help="highest learning rate of the layers")
    options.add_argument("--longest", type=int, default=256, help="tokens of a text that are read, marks included")
    options.add_argument("--held-out", type=int, default=None, help="last papers that never train (default: 20,000)")
    options.add_argument("--seed", type=int, default=0)
    return options


def autocast(device: str):
    """bfloat16 on a GPU; on a CPU nothing, where it is rarely faster."""
    return torch.autocast("cuda", dtype=torch.bfloat16) if device == "cuda" else nullcontext()


def rate_at(step: int, steps: int) -> float:
    """Of the highest rate: up in a line, level, and down in a line to 0 (Hägele et al. 2024, https://arxiv.org/abs/2405.18392).

    The level part does not depend on `steps`, so a run that turns out slower may be resumed with fewer of them.
    """
    up = (step + 1) / max(1, WARM_UP * steps)
    down = (steps - step) / max(1, DECAY * steps)
    return max(0.0, min(1.0, up, down))


def optimiser(groups: list[tuple[list[nn.Parameter], float]], device: str) -> torch.optim.AdamW:
    """AdamW over (parameters, highest rate); tables and norms do not decay, as zero is no better value for them."""
    made = []
    for parameters, rate in groups:
        for decay, chosen in ((0.01, lambda p: p.ndim == 2 and len(p) < 10_000), (0.0, lambda p: p.ndim != 2 or len(p) >= 10_000)):
            found = [p for p in parameters if p.requires_grad and chosen(p)]
            if found:
                made.append({"params": found, "highest": rate, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(made, betas=(0.9, 0.98), eps=1e-8)


class Run:
    """Counts the steps of one stage, sets the rate, prints, saves, and says when to stop."""

    def __init__(
        self,
        given: argparse.Namespace,
        stage: str,
        model: ContextualModel,
        extra: nn.Module | None,
        made: torch.optim.AdamW,
    ):
        """extra: what is trained and saved beside the network"""
        self.given, self.stage, self.model, self.extra, self.optimiser = given, stage, model, extra, made
        self.step = 0
        self._parameters = [p for group in made.param_groups for p in group["params"]]
        if given.resume and given.out.exists():
            kept = torch.load(given.out, map_location=given.device)
            if kept["stage"] != stage:
                raise SystemExit(f"{given.out} is a checkpoint of {kept['stage']}, not of {stage}; leave out --resume.")
            if kept["shape"] != asdict(model.shape) or kept["seed"] != given.seed:
                raise SystemExit(f"{given.out} has {kept['shape']} and seed {kept['seed']}; give the same again.")
            model.load_state_dict(kept["model"])
            made.load_state_dict(kept["optimiser"])
            if extra:
                extra.load_state_dict(kept["extra"])
            self.step = kept["step"]
            print(f"on from step {self.step} of {given.steps}", flush=True)
        self._started = self._saved = self._printed = time.monotonic()
        self._work, self._sums, self._counted = 0, {}, 0
        self.losses: list[float] = []

    def goes_on(self) -> bool:
        return self.step < self.given.steps and time.monotonic() - self._started < 60 * self.given.minutes

    def update(self, tokens: int, figures: dict[str, torch.Tensor]) -> None:
        """After the gradients of a step are there: one step of the optimiser. `figures` are scalars to print."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["highest"] * rate_at(self.step, self.given.steps)
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._work += tokens
        self._counted += 1
        for name, value in figures.items():
            self._sums[name] = self._sums.get(name, 0) + value.detach()
        if self.step % PRINT_EVERY == 0 or self.step == self.given.steps:
            self._print()
        if time.monotonic() - self._saved > 60 * self.given.save_minutes:
            self.save()

    def _print(self) -> None:
        # Only here are numbers fetched from the device, which waits for it.
        means = {name: float(value) / self._counted for name, value in self._sums.items()}
        if any(value != value for value in means.values()):
            raise SystemExit(f"A figure is not a number at step {self.step}: {means}. Lower --rate and go on with --resume.")
        self.losses.append(means["loss"])
        took = time.monotonic() - self._printed
        left = (self.given.steps - self.step) * took / self._counted / 60
        shown = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        print(f"step {self.step} {shown}, {self._work / took:,.0f} tokens/s, {left:.1f} minutes left", flush=True)
        self._printed, self._work, self._sums, self._counted = time.monotonic(), 0, {}, 0

    def save(self) -> None:
        kept = {"stage": self.stage, "seed": self.given.seed, "step": self.step, "optimiser": self.optimiser.state_dict()}
        if self.extra:
            kept["extra"] = self.extra.state_dict()
        partly = self.given.out.with_suffix(".partly")
        torch.save({**kept_model(self.model), **kept}, partly)
        os.replace(partly, self.given.out)
        self._saved = time.monotonic()

    def finish(self) -> None:
        self.save()
        if self.step < self.given.steps:
            print(f"stopped at step {self.step} of {self.given.steps}; the same command with --resume goes on", flush=True)
