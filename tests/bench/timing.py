"""Timing by turns: two commands, A B A B, so that a slow moment of the machine hits both.

Figures are medians; only ratios are meant to be quoted.
"""

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: seconds of ours, of the other, and the bound their ratio has."""

    name: str
    ours: float
    other: float
    bound: float

    @property
    def ratio(self) -> float:
        """Ours over the other."""
        return self.ours / self.other

    @property
    def held(self) -> bool:
        """Whether the ratio keeps its bound."""
        return self.ratio <= self.bound


def process_seconds(command: list[str]) -> float:
    """Wall time of a command that must succeed, with bytecode caches as users have them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begun


def by_turns(ours: list[str], other: list[str], runs: int) -> tuple[float, float]:
    """Median seconds of two commands run in turn, after one warm-up of each."""
    process_seconds(ours)
    process_seconds(other)
    pairs = [(process_seconds(ours), process_seconds(other)) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs, strict=True))


def step_seconds(step: Callable[[], object], runs: int) -> float:
    """Median seconds of a step in this process, after a warm-up.

    The garbage collector rests meanwhile, as in timeit: what it does depends on the heap
    that earlier steps left behind.
    """
    step()
    seconds = []
    gc.disable()
    try:
        for _ in range(runs):
            begun = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return statistics.median(seconds)
