"""Small steps of algebra, each applied wherever it can be: sums, logarithms, exponentials, cancelling.

The rules only propose: whoever uses a line proves it. Together they lead towards a form in which sums,
logarithms and exponentials are taken apart, so that both sides of a claim meet.
"""

from collections.abc import Callable, Iterator
from typing import Final

from derive.core.term import MINUS_ONE, ONE, Apply, Number, Term, multiply, power, rewrite
from derive.prove.exposition.exponentials import exponential, logarithm, product_of_exponentials
from derive.prove.exposition.forms import factors, quotient
from derive.prove.exposition.summing import (
    constant_out,
    difference_of_terms,
    exponent_out,
    geometric,
    multiplied_out,
    split_sum,
    taken_apart,
)
from derive.prove.exposition.tidy import tidied

MOST_ROUNDS: Final = 8
Rule = Callable[[Term], Term | None]


def simplified(term: Term) -> Iterator[tuple[Term, str]]:
    """The term after one rule at a time, with the names of the rules."""
    term = tidied(term)
    seen = {term}
    for _ in range(MOST_ROUNDS):
        found = next(_changes(term), None)
        if found is None or found[0] in seen:
            return
        term = found[0]
        seen.add(term)
        yield found


def _changes(term: Term) -> Iterator[tuple[Term, str]]:
    for reason, rule in RULES:
        new = tidied(rewrite(term, rule))
        if new is not term and new.size < 4 * term.size:
            yield new, reason
    new = tidied(taken_apart(term))
    if new is not term:
        yield new, "exponent-sum"


def _cancelled(term: Term) -> Term | None:
    """Factors of all that is above the line and all that is below it."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return None
    above, below = quotient(term)
    up, down = list(factors(above)), list(factors(below))
    common = [f for f in up if f in down and not isinstance(f, Number)]
    if not common:
        return None
    for factor in common:
        if factor in up and factor in down:
            up.remove(factor)
            down.remove(factor)
    return multiply(*up, *(power(f, MINUS_ONE) for f in down)) if up or down else ONE


RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("cancelled", _cancelled),
    ("telescoping", difference_of_terms),
    ("geometric", geometric),
    ("multiplied-out", multiplied_out),
    ("multiplied-out", exponent_out),
    ("split-sum", split_sum),
    ("constant-out", constant_out),
    ("logarithm", logarithm),
    ("exponential-rules", exponential),
    ("exponential-rules", product_of_exponentials),
)
"""Rules by name, in the order in which they are tried."""
