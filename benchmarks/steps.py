"""The steps of documents: how long each takes as ``derive check`` decides it, explanations included.

The documents are those of the corpus, in many styles, and the sample submissions; of each step is counted
what its decision takes in all, a second attempt with what was proved before it included. Reading is not.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from benchmarks import HERE
from derive.cli.main import COLLECTED
from derive.core.claim import Claim
from derive.core.term import Term
from derive.core.verdict import Proved, Refuted, Verdict
from derive.elaborate.document import elaborate
from derive.prove.check import check, decide
from derive.prove.limits import Limits
from derive.prove.method import methods
from derive.prove.rule import rules
from derive.syntax.reading import read

ROOT = HERE.parent
KINDS = ("equalities", "order, limits, implications and other relations")


def documents() -> Iterator[Path]:
    """The documents of the corpus, and the sample submissions."""
    corpus = ROOT / "tests" / "corpus" / "documents"
    yield from sorted(p for p in corpus.iterdir() if p.suffix in (".md", ".txt", ".tex"))
    yield from sorted((ROOT / "problems").glob("*/submission.md"))


def measured(path: Path) -> Iterator[tuple[Claim, Verdict, float]]:
    """The claims of a document with their last verdicts and the milliseconds that they took."""
    spent: dict[Term, float] = defaultdict(float)
    found: dict[Term, tuple[Claim, Verdict]] = {}

    def timed(claim: Claim, limits: Limits) -> Verdict:
        start = process_time()
        verdict = decide(claim, limits)
        spent[claim.proposition] += 1000 * (process_time() - start)
        found[claim.proposition] = (claim, verdict)
        return verdict

    derivation = elaborate(read(path.name, path.read_bytes()))
    gc.collect()
    gc.freeze()
    check(derivation, by=timed)
    for proposition, (claim, verdict) in found.items():
        yield claim, verdict, spent[proposition]


def line(name: str, given: list[tuple[Claim, Verdict, float]]) -> str:
    """One row of the table."""
    times = sorted(t for _, _, t in given)
    decided = sum(isinstance(v, Proved | Refuted) for _, v, _ in given)
    hundredths = quantiles(times, n=100)
    return (
        f"| {name} | {len(times)} | {decided} | {median(times):.2f} "
        f"| {hundredths[94]:.1f} | {hundredths[98]:.1f} | {times[-1]:.0f} |\n"
    )


def report() -> str:
    """The table."""
    paths = list(documents())
    gc.set_threshold(*COLLECTED)
    methods()
    rules()
    given = [entry for path in paths for entry in measured(path)]
    equalities = [entry for entry in given if entry[0].relation == "eq"]
    others = [entry for entry in given if entry[0].relation != "eq"]
    text = f"The steps and conclusions of {len(paths)} documents, one after the other in one process, with\n"
    text += (
        "explanations and with counterexamples for people; reading is not counted, nor is what collecting\n"
    )
    text += "the garbage of the documents before takes, nor loading the methods, which Starting counts.\n\n"
    text += "| steps | number | decided | median | 95 % | 99 % | max |\n|---|---|---|---|---|---|---|\n"
    rows = (*zip(KINDS, (equalities, others), strict=True), ("all", given))
    return text + "".join(line(name, part) for name, part in rows)
