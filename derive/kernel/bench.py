"""How long a kernel takes, beside a copy of its arguments."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from derive.kernel.build import Kernel
from derive.kernel.measured import sizes

NUMBERS: Final = (1_000, 100_000, 10_000_000)
LENGTH: Final = 10
TURNS: Final = 40
MOST: Final = 20_000_000
SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Times:
    """The least of many calls with ``numbers`` numbers in all arguments, also in copies of them."""

    numbers: int
    microseconds: float
    nanoseconds: float
    copies: float


def times(kernel: Kernel, numbers: Sequence[int] | None = None) -> Iterator[Times]:
    """The times for batches of about so many numbers: a thousand, a hundred thousand and ten million.

    Symbolic lengths are 10, and all arguments that have a batch axis share it.
    """
    rng = np.random.default_rng(SEED)
    shapes = [sizes(s, LENGTH) for s in kernel.arguments]
    row = sum(int(np.prod(s)) for s in shapes)
    for wanted in numbers or NUMBERS:
        values = [rng.normal(size=(max(1, wanted // row), *shape)) for shape in shapes]
        count = sum(v.size for v in values)
        turns = max(3, min(TURNS, MOST // count))
        copies = [np.empty_like(v) for v in values]
        call = least(partial(kernel, *values), turns)
        copy = sum(least(partial(np.copyto, c, v), turns) for c, v in zip(copies, values, strict=True))
        yield Times(count, 1e6 * call, 1e9 * call / count, call / copy)


def least(call: Callable[[], Any], turns: int) -> float:
    """The least seconds of several calls."""
    found = []
    for _ in range(turns):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)
