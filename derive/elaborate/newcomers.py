r"""Letters that a chain brings in on one side only, as v in ``\frac12 m v^2 = \frac12 m l^2 \dot\varphi^2``.

What they are is said nowhere; a step that is false for some of their values may have a reason that is not
written down.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from derive.core.derivation import Step
from derive.core.sort import REAL
from derive.core.surface import Scripted, Surface
from derive.core.term import Apply, Symbol
from derive.elaborate.names import label_of, names_in, used_in
from derive.elaborate.scope import Scope
from derive.elaborate.walk import nodes


def unknown_before(scope: Scope, trees: Iterable[Surface]) -> frozenset[str]:
    """The names of which no formula of the section has spoken yet."""
    trees = tuple(trees)
    known = {n for a in scope.in_force() for n in a.names}
    scripted = (n for t in trees for n in nodes(t) if isinstance(n, Scripted) and n.sub is not None)
    labels = {label_of(replace(n, sup=None, primes=0)) or "" for n in scripted}
    names = (names_in(*trees) & used_in(*trees) | labels) - known
    return frozenset(n for n in names if not scope.is_spoken_of(n))


def in_doubt(steps: Iterable[Step], new: frozenset[str], scope: Scope) -> tuple[Step, ...]:
    """The steps, in doubt where a new number stands on one side only; so is what is said of it later."""
    return tuple(_in_doubt(step, new, scope) for step in steps)


def unread(steps: Iterable[Step], left: Surface, scope: Scope) -> frozenset[str]:
    """The unknown names on the left side of what was not understood: it may have said what they are."""
    if not any(s.diagnostic is not None for s in steps):
        return frozenset()
    return frozenset(n for n in names_in(left) if scope.lookup(n) is None)


def left_unread(text: str, scope: Scope) -> frozenset[str]:
    """The unknown name with which a formula begins that could not be read: it may have said what it is."""
    found = re.match(r"[\s$\[\\(]*?([A-Za-z]|\\[A-Za-z]+)\s*(?:\(|=|:=|_|\\left)", text)
    return frozenset((found[1],)) if found is not None and scope.lookup(found[1]) is None else frozenset()


def _in_doubt(step: Step, new: frozenset[str], scope: Scope) -> Step:
    claim = step.claim
    relation = claim.proposition if claim is not None else None
    if claim is None or not isinstance(relation, Apply) or relation.head != "eq":
        return step
    left, right = (c.symbols for c in relation.children)
    alone = sorted((s for s in left ^ right if _is_new(s, new)), key=lambda s: s.name)
    if not alone:
        return step
    scope.doubts |= {s.name for s in alone}
    doubtful = tuple(dict.fromkeys((*claim.context.doubtful, *alone)))
    return replace(step, claim=replace(claim, context=replace(claim.context, doubtful=doubtful)))


def _is_new(symbol: Symbol, new: frozenset[str]) -> bool:
    return symbol.sort == REAL and symbol.name in new
