"""From two formulas to an answer, reading counted: derive beside Math-Verify, which compares answers.

Math-Verify has dependencies of its own, so it runs where the variable MATH_VERIFY names a Python that
has it (``make math-verify``). The identities are those of ``deciding``.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from statistics import mean, median
from time import process_time

from oracle.rows import Row

from benchmarks import HERE
from benchmarks.deciding import rows
from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

SECONDS_A_CASE, SECONDS = 2, 60
Answer = tuple[bool, bool | None, float]
"""Whether it was read, what was said, and the milliseconds."""


def sides(latex: str) -> tuple[str, str] | None:
    """What stands before and after the only equality sign outside braces."""
    depth, found = 0, []
    for place, character in enumerate(latex):
        depth += (character == "{") - (character == "}")
        if character == "=" and not depth:
            found.append(place)
    return (latex[: found[0]], latex[found[0] + 1 :]) if len(found) == 1 else None


def ours(row: Row) -> Answer:
    """Read and decide."""
    start = process_time()
    try:
        found = decide(claim_of(row.latex, row.given), explain=False)
    except UnreadableError:
        return False, None, 1000 * (process_time() - start)
    said = True if isinstance(found, Proved) else False if isinstance(found, Refuted) else None
    return True, said, 1000 * (process_time() - start)


def theirs(python: str, given: Sequence[Row]) -> list[Answer]:
    """The answers of Math-Verify to as many as its time allows; what takes too long has no answer."""
    lines = "".join(json.dumps(sides(row.latex)) + "\n" for row in given)
    command = [python, str(HERE / "in_math_verify.py"), str(SECONDS_A_CASE), str(SECONDS)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    answers = map(json.loads, done.stdout.splitlines())
    return [
        (found is not None and found[0], found[1] if found and found[0] else None, ms)
        for found, ms in answers
    ]


def line(name: str, given: Sequence[Row], answers: Sequence[Answer]) -> str:
    """One row of the table."""
    pairs = list(zip(given, answers, strict=False))
    read = sum(a[0] for _, a in pairs)
    true = [said for row, (_, said, _) in pairs if row.truth]
    false = [said for row, (_, said, _) in pairs if not row.truth]
    times = [a[2] for _, a in pairs]
    took = f"{median(times):.2f} | {mean(times):.2f}"
    return (
        f"| {name} | {read}/{len(pairs)} | {true.count(True)}/{len(true)} | {true.count(False)} "
        f"| {false.count(False)}/{len(false)} | {false.count(True)} | {took} |\n"
    )


def report() -> str:
    """The table; without Math-Verify it has our row alone."""
    given = [row for row in rows() if sides(row.latex)]
    given = [given[n] for start in range(7) for n in range(start, len(given), 7)]
    text = (
        "Each identity is given as LaTeX, and reading it counts. Called equal or different: how many of the\n"
    )
    text += "true and of the false ones; the columns behind them count what was called wrongly. Math-Verify\n"
    text += "compares answers, and says only whether it found them equal; it is told no hypotheses.\n\n"
    text += "| system | accepted | true, called equal | true, called different | false, called different "
    text += "| false, called equal | median ms | mean ms |\n|---|---|---|---|---|---|---|---|\n"
    ours(given[0])
    text += line("derive", given, [ours(row) for row in given])
    python = os.environ.get("MATH_VERIFY")
    return (
        text + line("Math-Verify `verify(parse(l), parse(r))`", given, theirs(python, given))
        if python
        else text
    )
