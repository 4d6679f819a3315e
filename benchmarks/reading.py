"""Reading formulas, side by side with SymPy's reader."""

import warnings
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from statistics import median
from time import process_time

from oracle.rows import Row, rows

from benchmarks.limit import TooLongError, within
from derive.elaborate.statement import claim_of
from derive.syntax.parser import parse

SECONDS = 15
SECONDS_A_FORMULA = 1
LEAST = 0.02
"""Seconds of CPU time that a formula is read again and again, so that the clock can tell."""


OURS = 2


def timed(read: Callable[[Row], object], formulas: Sequence[Row]) -> tuple[int, list[float]]:
    """How many were accepted, and the milliseconds of each, until the time is up."""
    accepted = 0
    times: list[float] = []
    for row in formulas:
        if sum(times) > 1000 * SECONDS:
            break
        start, count = process_time(), 1
        accepted += within(SECONDS_A_FORMULA, partial(read, row)) is not None
        while process_time() - start < LEAST:
            within(SECONDS_A_FORMULA, partial(again, read, row, count))
            count *= 2
        times.append(1000 * (process_time() - start) / count)
    return accepted, times


def again(read: Callable[[Row], object], row: Row, times: int) -> None:
    """Read a formula several times under one guard, which costs as much as lexing a short formula."""
    for _ in range(times):
        try:
            read(row)
        except TooLongError:
            raise
        except Exception:  # noqa: BLE001, S112  # refused, which takes its time as well
            continue


def readers() -> dict[str, Callable[[Row], object]]:
    """Our reader, to the tree and to the claim, and those of SymPy that are installed."""
    found: dict[str, Callable[[Row], object]] = {
        "derive, tree": lambda row: parse(row.latex),
        "derive, claim with its context": lambda row: claim_of(row.latex, row.given),
    }
    if find_spec("antlr4"):
        from sympy.parsing.latex import parse_latex  # noqa: PLC0415  # costs half a second

        found["SymPy `parse_latex` (antlr), tree"] = lambda row: parse_latex(row.latex)
    if find_spec("lark"):
        from sympy.parsing.latex import parse_latex_lark  # noqa: PLC0415  # as above

        found["SymPy `parse_latex` (lark), tree"] = lambda row: parse_latex_lark(row.latex)
    return found


def report() -> str:
    """The table."""
    formulas = [row for kind in ("identities", "order") for row in rows(kind)][::5]
    text = (
        "Every fifth claim of the corpus, a second for each; whether it was read rightly was not judged. "
        "Milliseconds of CPU time a formula.\n\n"
    )
    text += "| reader | accepted | median | mean | times our tree | times our claim |\n"
    text += "|---|---|---|---|---|---|\n"
    ours: list[float] = []
    for name, read in readers().items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            timed(read, formulas[:3])
            accepted, times = timed(read, formulas)
        if len(ours) < OURS:
            ours.append(median(times))
        text += f"| {name} | {accepted}/{len(times)} | {median(times):.3f} | {sum(times) / len(times):.3f} | "
        text += " | ".join(f"{median(times) / own:.1f}" if own else "-" for own in (*ours, 0)[:OURS]) + " |\n"
    return text
