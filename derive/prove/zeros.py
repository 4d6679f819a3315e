"""What is seen of a function whose zeros are looked for; nothing here is trusted."""

from dataclasses import dataclass
from typing import Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import Symbol, Term, subtract
from derive.prove.continuity import is_continuous
from derive.prove.indefinite import derivative
from derive.prove.landscape import STEPS, turns, value
from derive.prove.method import Prover

PLACES: Final = (*(-s for s in reversed(STEPS)), 0.0, *STEPS)
MOST_ZEROS: Final = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A function whose zeros are looked for: its slope, where that vanishes, and what zeros it has."""

    function: Term
    slope: Term
    turns: tuple[float, ...] = ()
    zeros: tuple[float, ...] = ()


def look(equation: Term, x: Symbol, hypotheses: tuple[Term, ...], prover: Prover) -> Seen | None:
    """The function in an equation; where it turns, if it depends on nothing else."""
    tables = prover.tables
    gap = canonical(subtract(*equation.children), tables.facts(hypotheses), tables.effort)
    if not is_continuous(gap, x):
        return None
    try:
        slope = canonical(resolve(derivative(gap, x)), tables.facts(hypotheses), tables.effort)
    except DerivativeError:
        return None
    if gap.symbols != {x}:
        return Seen(gap, slope)
    turning = tuple(p for p, _ in turns(slope, x, PLACES, tables.effort))
    zeros = tuple(p for p, _ in turns(gap, x, sorted((*PLACES, *turning)), tables.effort))
    return Seen(gap, slope, turning, zeros)


def number_of(term: Term) -> float:
    """About how large a closed term is, 0 if that is not clear."""
    found = value(term, Symbol("x", REAL), 0.0, Effort(1 << 20))
    return 0.0 if found is None else found
