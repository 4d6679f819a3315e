"""Deciding identities, side by side with SymPy and Maxima, in one run.

The identities are those of ``claims``: of the size and kind that exercise sheets have, true ones and
near misses, each confirmed by the oracle of the tests. Everything is asked cold: each system sees an
identity for the first time, with empty caches.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import mean, median, quantiles
from time import process_time

import sympy as sp
from oracle.rows import Row, table
from oracle.sampling import task
from sympy.core.cache import clear_cache

from benchmarks import HERE, in_maxima
from benchmarks.in_sympy import sides
from benchmarks.limit import within
from derive.core.claim import Claim
from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

CLAIMS = HERE / "claims"
SECONDS_A_CASE = 2
SECONDS_OF_SIMPLIFY = 150
SECONDS_OF_OTHERS = 30


@dataclass(frozen=True, slots=True)
class Case:
    """One identity for everybody."""

    row: Row
    claim: Claim | None
    left: sp.Expr
    right: sp.Expr


@dataclass(slots=True)
class Run:
    """What one system said, by the number of the case: True, False or None, and the milliseconds."""

    name: str
    said: dict[int, bool | None] = field(default_factory=dict)
    times: dict[int, float] = field(default_factory=dict)


def rows() -> Iterator[Row]:
    """All identities, by area and in the order written."""
    for path in sorted(CLAIMS.glob("*.toml")):
        yield from table(path)


def cases() -> Iterator[Case]:
    """The identities, read for everybody."""
    for row in rows():
        left, right = sides(task(row.latex, row.given).claim, row.given)
        yield Case(row, claim(row), left, right)


def claim(row: Row) -> Claim | None:
    """The claim as we read it, None where we do not."""
    try:
        return claim_of(row.latex, row.given)
    except UnreadableError:
        return None


def ours(case: Case, *, explain: bool = False) -> bool | None:
    """True when proved, False when refuted."""
    found = decide(case.claim, explain=explain) if case.claim else None
    return True if isinstance(found, Proved) else False if isinstance(found, Refuted) else None


def by_simplify(case: Case) -> bool | None:
    """Whether SymPy simplifies the difference to zero; otherwise it has not said anything."""
    return True if sp.simplify(case.left - case.right) == 0 else None


def by_equals(case: Case) -> bool | None:
    """What SymPy's ``equals`` says."""
    return case.left.equals(case.right)


def timed(name: str, ask: Callable[[Case], bool | None], given: Sequence[Case], seconds: int = 0) -> Run:
    """Ask about the cases one after the other, spread over the corpus, until the time is up, if there is one.

    What takes more than ``SECONDS_A_CASE`` is stopped, has no answer, and counts as that long. Before it,
    SymPy's caches are cleared, which know parts of what was asked before.
    """
    run = Run(name)
    order = [n for start in range(7) for n in range(start, len(given), 7)]
    gc.collect()
    gc.freeze()
    for number in order:
        if seconds and sum(run.times.values()) > 1000 * seconds:
            break
        if seconds:
            clear_cache()
        start = process_time()
        case = given[number]
        run.said[number] = within(SECONDS_A_CASE, partial(ask, case)) if seconds else ask(case)
        run.times[number] = 1000 * (process_time() - start)
    return run


def maxima(given: Sequence[Case]) -> Run:
    """Maxima's answers, in one process."""
    run = Run("Maxima `radcan(exponentialize(..))`")
    texts = {n: text for n, case in enumerate(given) if (text := in_maxima.written(case.left, case.right))}
    numbers = list(texts)
    found = in_maxima.decide([texts[n] for n in numbers], SECONDS_OF_OTHERS)
    for place, (zero, milliseconds) in found.items():
        run.said[numbers[place]] = True if zero else None
        run.times[numbers[place]] = milliseconds
    return run


def line(run: Run, given: Sequence[Case]) -> str:
    """One row of the table."""
    true = [n for n in run.said if given[n].row.truth]
    false = [n for n in run.said if not given[n].row.truth]
    wrong = sum(run.said[n] is (not given[n].row.truth) for n in run.said)
    proved = sum(run.said[n] is True for n in true)
    refuted = sum(run.said[n] is False for n in false)
    times = sorted(run.times.values())
    last = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return (
        f"| {run.name} | {proved}/{len(true)} | {refuted}/{len(false)} | {wrong} "
        f"| {median(times):.2f} | {mean(times):.2f} | {last:.1f} | {times[-1]:.0f} |\n"
    )


def ratio(ours_: Run, other: Run) -> str:
    """How many times longer the other system takes on the cases that both were asked.

    At the median, or on average where the other system's clock is too coarse for that.
    """
    both = [n for n in other.times if n in ours_.times]
    middle, word = (median, "median") if median(other.times[n] for n in both) else (mean, "mean")
    times = middle(other.times[n] for n in both) / middle(ours_.times[n] for n in both)
    each = median(other.times[n] / ours_.times[n] for n in both)
    return f"{other.name}: {times:.3g} times our {word}; case by case {each:.3g} times at the median\n"


def sizes(given: Sequence[Case]) -> str:
    """How large the identities are, in nodes."""
    found = sorted(case.claim.proposition.size for case in given if case.claim)
    last = found[int(0.9 * len(found))]
    return f"median {median(found):.0f} nodes, 90 % at most {last}, all at most {found[-1]}"


def report() -> str:
    """The table and the ratios."""
    given = list(cases())
    timed("warm up", ours, given[:5])
    explained = partial(ours, explain=True)
    first = timed("derive", ours, given)
    asked_again = [Case(c.row, claim(c.row), c.left, c.right) for c in given]
    others = [
        timed("derive, with explanations", explained, asked_again),
        timed("SymPy `simplify(l - r) == 0`", by_simplify, given, SECONDS_OF_SIMPLIFY),
        timed("SymPy `l.equals(r)`", by_equals, given, SECONDS_OF_OTHERS),
    ]
    if in_maxima.available():
        others.append(maxima(given))
    true = sum(case.row.truth for case in given)
    text = f"{true} true and {len(given) - true} false identities ({sizes(given)}).\n"
    text += f"Reading is not counted. Others are stopped after {SECONDS_A_CASE} s a case, which counts as\n"
    text += (
        "that long, and are asked cases from all over the corpus as long as their time lasts. SymPy starts\n"
    )
    text += "each case with cleared caches. Its `simplify` and Maxima cannot say that a claim is false.\n"
    text += "Explanations are asked for afterwards, when our caches are filled. Python looks for cycles as\n"
    text += "seldom as on our command line, for everybody.\n\n"
    text += "| system | proved | refuted | wrong | median | mean | p99 | max |\n"
    text += "|---|---|---|---|---|---|---|---|\n"
    text += "".join(line(run, given) for run in (first, *others))
    return text + "\n" + "".join(f"* {ratio(first, other)}" for other in others)
