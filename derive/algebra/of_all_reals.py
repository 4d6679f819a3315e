r"""Whether a statement about all real numbers holds, such as ``\cos(-x) = \cos(x)`` for all x.

It is asked of functions that are given at a point, to see whether the point is admissible: an equation
holds if both sides have one normal form, an inequality if it follows from facts about signs and bounds.
"""

from functools import lru_cache
from typing import Final

from derive.algebra.definedness import definedness
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.facts import Facts, facts_from
from derive.algebra.facts_hypotheses import stated
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Binder, Symbol, Term, fresh, rewrite, subtract

MOST_SIZE: Final = 160
MOST_VARIABLES: Final = 4
EFFORT: Final = 40_000


@lru_cache(maxsize=1 << 12)
def holds_for_all(proposition: Term) -> bool:
    """Whether a closed statement about all real numbers was seen to hold; if not, nothing is known."""
    if not is_of_all_reals(proposition) or proposition.symbols or proposition.size > MOST_SIZE:
        return False
    try:
        return _holds((), rewrite(proposition, _value), Effort(EFFORT), 0)
    except (DerivativeError, ShapeError, OutOfEffortError, RecursionError):
        return False


def _value(term: Term) -> Term | None:
    """The value of a function that is given."""
    if not isinstance(term, Apply) or term.head != "apply" or len(term.children) != 2:
        return None
    called, argument = term.children
    given = isinstance(called, Binder) and called.kind == "lambda"
    return called.open(argument) if given and isinstance(called, Binder) else None


def is_of_all_reals(proposition: Term) -> bool:
    """Whether a statement begins with "for all real numbers"."""
    general = isinstance(proposition, Binder) and proposition.kind == "forall"
    return general and isinstance(proposition, Binder) and proposition.variable.sort == REAL


def _holds(known: tuple[Term, ...], statement: Term, effort: Effort, depth: int) -> bool:
    if isinstance(statement, Binder) and statement.kind == "forall":
        if depth >= MOST_VARIABLES or statement.variable.sort != REAL:
            return False
        variable: Symbol = fresh("x", REAL, statement, *known)
        return _holds(known, statement.open(variable), effort, depth + 1)
    if not isinstance(statement, Apply):
        return False
    if statement.head == "and":
        return all(_holds(known, part, effort, depth) for part in statement.children)
    if statement.head == "implies":
        premise, conclusion = statement.children
        return _holds((*known, *stated(premise)), conclusion, effort, depth)
    return _follows(known, statement, effort)


def _follows(known: tuple[Term, ...], relation: Apply, effort: Effort) -> bool:
    """Whether a relation follows from what is known, with both sides defined."""
    written = resolve(relation)
    effort.charge(10 * written.size)
    facts = facts_from(tuple(map(resolve, known)))
    if any(shape_of(side) for side in written.children) or not all(map(facts.proves, definedness(written))):
        return False
    if isinstance(written, Apply) and written.head == "eq":
        return canonical(subtract(*written.children), facts, effort) is ZERO
    return _is_ordered(facts, written, effort)


def _is_ordered(facts: Facts, relation: Term, effort: Effort) -> bool:
    """Whether an inequality is seen, or is one between two sides with one normal form."""
    if facts.proves(relation):
        return True
    weak = isinstance(relation, Apply) and relation.head in ("le", "ge")
    return weak and canonical(subtract(*relation.children), facts, effort) is ZERO
