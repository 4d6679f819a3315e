"""Refutations by a proof in words, such as that a limit does not exist."""

from derive.algebra.limits.absent import Way
from derive.algebra.limits.values import closed_ways
from derive.core.term import Apply, Binder, Number, Term
from derive.core.verdict import Refuted
from derive.render.plain import plain
from derive.theory.messages import say


def by_tree(verdict: Refuted, goal: Term, language: str) -> str:
    """What a proof against the claim says; of a limit that does not exist, two ways on which values part."""
    if verdict.claim.not_identical:
        return say("verdict.refuted-identical", language)
    said = goal.children[0] if goal.children else goal
    if not (isinstance(said, Apply) and said.head in {"has_limit", "converges"}):
        return say("verdict.refuted-by-proof", language)
    return _without_value(said.children[0], language)


def _without_value(process: Term, language: str) -> str:
    """That a limit does not exist, with two ways on which the values part where they are known."""
    ways = closed_ways(process) if isinstance(process, Binder) and process.kind == "limit" else None
    if ways is None:
        return say("verdict.refuted-divergent", language)
    first, second = (_way(w, language) for w in ways)
    return say("verdict.refuted-absent", language, first=first, second=second)


def _way(way: Way, language: str) -> str:
    value = plain(way.value).replace("infinity", say("verdict.infinite", language))
    if isinstance(way.along, Number):
        row = {1: "right", -1: "left"}.get(int(way.along.value), "end")
        return say(f"verdict.way-{row}", language, value=value)
    row = "places" if isinstance(way.along, Apply) and way.along.head == "eq" else "terms"
    return say(f"verdict.way-{row}", language, value=value, along=plain(way.along))
