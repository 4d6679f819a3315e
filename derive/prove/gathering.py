"""The sums of an inequality that run over one range, gathered into one."""

from collections.abc import Callable

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.core.sort import INTEGER
from derive.core.term import ZERO, Apply, Binder, Term, add, bind, fresh, multiply
from derive.core.verdict import Sequent
from derive.prove.isolation import Isolated, gap_of, is_finite_sum, positive_part
from derive.prove.method import Prover


def gathered(
    sequent: Sequent, prover: Prover, preferred: Callable[[Binder], bool] | None = None
) -> Isolated | None:
    """The gap as one sum minus the rest: ``rest R sum``; of a product of sums a preferred one is taken."""
    factor, plain = positive_part(gap_of(sequent, prover), prover.tables.facts(sequent.hypotheses))
    polynomial = expanded(plain)
    index = fresh("k", INTEGER, sequent.goal, *sequent.hypotheses)
    parts: list[Term] = []
    rest: Polynomial = {}
    bounds: tuple[Term, ...] | None = None
    has_single = any(e == 1 and is_finite_sum(b) for m in polynomial for b, e in m)
    for monomial, coefficient in polynomial.items():
        sums = [b for b, e in monomial if e == 1 and is_finite_sum(b)]
        squares = [b for b, e in monomial if e == 2 and is_finite_sum(b)] if has_single else []
        if not sums and len(squares) == 1:
            sums = squares
        if len(sums) > 1 and preferred is not None:
            sums = [b for b in sums if isinstance(b, Binder) and preferred(b)]
        if len(sums) == 1 and isinstance(sums[0], Binder) and bounds in {None, sums[0].parameters}:
            bounds = sums[0].parameters
            once = tuple((b, 1) for b in squares if b is sums[0])
            others = tuple(f for f in monomial if f[0] is not sums[0])
            times = term_of({(*others, *once): coefficient})
            parts.append(multiply(times, sums[0].open(index)))
        else:
            rest[monomial] = -coefficient
    if bounds is None:
        return None
    facts = prover.tables.facts((*sequent.hypotheses, *_ranges(bounds, index)))
    body = canonical(add(*parts), facts, prover.tables.effort)
    return Isolated(ZERO, factor, term_of(rest), bind("sum", index, body, *bounds))


def _ranges(bounds: tuple[Term, ...], index: Term) -> tuple[Term, Term]:
    return Apply("le", bounds[0], index), Apply("le", index, bounds[1])
