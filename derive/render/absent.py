"""Refutations of claims about limits in words: that there is none, another one, or one along a direction."""

from typing import Final

from derive.algebra.directions import is_angle
from derive.algebra.facts import Facts
from derive.algebra.limits.absent import Way
from derive.algebra.limits.values import INFINITE, closed_limit, closed_ways
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import MINUS_ONE, Apply, Binder, Number, Symbol, Term, power, replace
from derive.core.verdict import Refuted
from derive.render.plain import plain
from derive.theory.messages import say

_EFFORT: Final = 2_000


def in_words(verdict: Refuted, language: str) -> str | None:
    """What is false about a limit, a series or an integral; None for other claims."""
    claim, point = verdict.claim, verdict.witness.assignment
    goal = verdict.tree.conclusion.goal if verdict.tree is not None else claim.proposition
    if claim.not_identical:
        return say("verdict.refuted-identical", language) if verdict.tree is not None else None
    if verdict.tree is not None and goal.children:
        return _denied(goal.children[0], language) or say("verdict.refuted-by-proof", language)
    if any(map(is_angle, claim.proposition.symbols)):
        return _along_direction(verdict, language)
    said = replace(goal, dict(point.values))
    if said.symbols or (point.values and goal.symbols):
        return None
    inner = said.children[0] if isinstance(said, Apply) and said.head == "not" else None
    return _holds(inner, language) if inner is not None else _denied(said, language)


def _process(said: Term) -> Binder | None:
    """The limit, series or integral of which it is said that it converges."""
    exists = isinstance(said, Apply) and said.head in {"has_limit", "converges"}
    process = said.children[0] if exists else None
    return process if isinstance(process, Binder) else None


def _denied(said: Term, language: str) -> str | None:
    """That a process has no finite value; of several, the first one of which that is known."""
    if isinstance(said, Apply) and said.head == "and":
        found = [p for p in map(_process, said.children) if p is not None and p.kind == "limit"]
        absent = next((p for p in found if closed_ways(p) or closed_limit(p) in INFINITE), None)
        return None if absent is None else _without_value(absent, language)
    process = _process(said)
    return None if process is None else _without_value(process, language)


def _holds(said: Term, language: str) -> str | None:
    """That a process converges, with the value of a limit."""
    process = _process(said)
    value = closed_limit(process) if process is not None and process.kind == "limit" else None
    if process is None:
        return None
    row = "converges" if value is None else "exists"
    return say(f"verdict.refuted-{row}", language, value="" if value is None else plain(value))


def _along_direction(verdict: Refuted, language: str) -> str | None:
    """The values of the sides of an equation in a direction, as an angle at a distance."""
    distance = power(Symbol("r", REAL), MINUS_ONE)
    functions = [v for s, v in verdict.witness.assignment.values if is_angle(s) and isinstance(v, Binder)]
    if not functions or verdict.claim.relation != "eq":
        return None
    angles = (canonical(f.open(distance), Facts(()), Effort(_EFFORT)) for f in functions)
    sides = (plain(s).replace("infinity", say("verdict.infinity", language)) for s in _sides(verdict))
    left, right = sides
    return say(
        "verdict.refuted-direction", language, angle=", ".join(map(plain, angles)), left=left, right=right
    )


def _sides(verdict: Refuted) -> tuple[Term, Term]:
    return verdict.witness.left, verdict.witness.right


def _without_value(process: Term, language: str) -> str:
    """That a limit does not exist, with two ways on which the values part where they are known."""
    ways = closed_ways(process) if isinstance(process, Binder) and process.kind == "limit" else None
    if ways is None:
        return say("verdict.refuted-divergent", language)
    first, second = (_way(w, language) for w in ways)
    return say("verdict.refuted-absent", language, first=first, second=second)


def _way(way: Way, language: str) -> str:
    value = plain(way.value).replace("infinity", say("verdict.infinity", language))
    if isinstance(way.along, Number):
        row = {1: "right", -1: "left"}.get(int(way.along.value), "end")
        return say(f"verdict.way-{row}", language, value=value)
    if not (isinstance(way.along, Apply) and way.along.head == "eq"):
        return say("verdict.way-terms", language, value=value, along=plain(way.along))
    near = any(s.sort == INTEGER for s in way.along.symbols)
    place, number = map(plain, way.along.children)
    return say(
        f"verdict.way-{'near' if near else 'places'}", language, value=value, place=place, number=number
    )
