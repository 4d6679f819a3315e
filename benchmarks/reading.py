"""Reading formulas, side by side with SymPy's reader."""

import warnings
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from statistics import median
from time import process_time

from oracle.rows import rows

from benchmarks.limit import within
from derive.syntax.parser import parse

SECONDS = 15
SECONDS_A_FORMULA = 1


def timed(read: Callable[[str], object], formulas: Sequence[str]) -> tuple[int, list[float]]:
    """How many were accepted, and the milliseconds of each, until the time is up."""
    accepted = 0
    times: list[float] = []
    for latex in formulas:
        if sum(times) > 1000 * SECONDS:
            break
        start = process_time()
        accepted += is_accepted(read, latex)
        times.append(1000 * (process_time() - start))
    return accepted, times


def is_accepted(read: Callable[[str], object], latex: str) -> bool:
    """Whether a reader takes a formula, in time."""
    return within(SECONDS_A_FORMULA, partial(read, latex)) is not None


def readers() -> dict[str, Callable[[str], object]]:
    """Our reader, and those of SymPy that are installed."""
    found: dict[str, Callable[[str], object]] = {"derive": parse}
    if find_spec("antlr4"):
        from sympy.parsing.latex import parse_latex  # noqa: PLC0415  # costs half a second

        found["SymPy `parse_latex` (antlr)"] = parse_latex
    if find_spec("lark"):
        from sympy.parsing.latex import parse_latex_lark  # noqa: PLC0415  # as above

        found["SymPy `parse_latex` (lark)"] = parse_latex_lark
    return found


def report() -> str:
    """The table."""
    formulas = [row.latex for kind in ("identities", "order") for row in rows(kind)][::5]
    text = (
        "Every fifth claim of the corpus, a second for each; whether it was read rightly was not judged.\n\n"
    )
    text += "| reader | accepted | median | total | times ours |\n|---|---|---|---|---|\n"
    ours = 1.0
    for name, read in readers().items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            timed(read, formulas[:3])
            accepted, times = timed(read, formulas)
        ours = median(times) if name == "derive" else ours
        text += f"| {name} | {accepted}/{len(times)} | {median(times):.3f} | {sum(times):.0f} "
        text += f"| {median(times) / ours:.0f} |\n"
    return text
