"""Complex numbers by their real and imaginary parts."""

from typing import Final

from derive.algebra.rectangular import NotRectangularError, Rectangular, is_complex, parts_of_symbols
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Symbol, Term
from derive.core.verdict import ProofTree, Sequent, Trust
from derive.prove.rule import Check, RejectedError, fresh_in, relation, require
from derive.prove.tables import Tables


def parts(node: ProofTree, tables: Tables) -> Trust:
    """From ``H' |- re a R re b`` and ``H' |- im a = im b``: ``H |- a R b``, with z = x + i y in H'.

    R is =, or <= or < between real numbers; then, and where neither side has an imaginary part, there is
    no second premise. x and y are fresh for each complex z. H' is what H says of the parts.
    Arguments: x and y for each z, in the order in which the symbols are put.
    """
    relation(node.conclusion.goal, "eq", "le", "lt")
    arguments = node.arguments
    require(all(fresh_in(node, s, REAL) for s in arguments), "a part is not fresh")
    require(len(set(arguments)) == len(arguments), "a part is used twice")
    tables.effort.charge(4 * node.conclusion.goal.size)
    try:
        wanted = sequents(node.conclusion, tuple(s for s in arguments if isinstance(s, Symbol)))
    except NotRectangularError:
        raise RejectedError("parts that are not known") from None
    require(len(wanted) == len(node.premises), "a premise for each part")
    for sequent, premise in zip(wanted, node.premises, strict=True):
        require(premise.conclusion.goal is sequent.goal, "a premise has another goal")
        require(set(premise.conclusion.hypotheses) <= set(sequent.hypotheses), "a premise assumes more")
    return "exact"


def fresh_parts(sequent: Sequent) -> tuple[Symbol, ...]:
    """Symbols for the parts of the complex numbers of a sequent, two for each, in the order of the rule."""
    pairs = parts_of_symbols(sequent.goal, *sequent.hypotheses).values()
    return tuple(s for pair in pairs for s in pair if isinstance(s, Symbol))


def sequents(sequent: Sequent, symbols: tuple[Symbol, ...]) -> tuple[Sequent, ...]:
    """What is to be proved of the parts; hypotheses of which nothing is known are left out.

    Raises:
        NotRectangularError: the parts of the goal are not known.
        RejectedError: there are not two symbols for each complex number.
    """
    numbers = tuple(parts_of_symbols(sequent.goal, *sequent.hypotheses))
    require(len(symbols) == 2 * len(numbers), "two parts for each complex number")
    pairs = zip(symbols[::2], symbols[1::2], strict=True)
    form = Rectangular(dict(zip(numbers, pairs, strict=True)))
    hypotheses = tuple(p for h in sequent.hypotheses for p in _known(form, h))
    return tuple(Sequent(hypotheses, goal) for goal in _goals(form, sequent.goal))


def _goals(form: Rectangular, goal: Term) -> tuple[Term, ...]:
    left, right = relation(goal, "eq", "le", "lt")
    head = goal.head if isinstance(goal, Apply) else ""
    if head != "eq":
        return (Apply(head, form.real(left), form.real(right)),)
    pairs = tuple(zip(form.parts(left), form.parts(right), strict=True))
    needed = pairs if any(p is not ZERO for p in pairs[1]) else pairs[:1]
    return tuple(Apply("eq", a, b) for a, b in needed)


def _known(form: Rectangular, hypothesis: Term) -> tuple[Term, ...]:
    try:
        found = form.proposition(hypothesis)
    except NotRectangularError:
        return ()
    return found.children if isinstance(found, Apply) and found.head == "and" else (found,)


def has_parts(goal: Term) -> bool:
    """Whether a goal is about complex numbers."""
    return is_complex(goal)


RULES: Final[dict[str, Check]] = {"parts": parts}
