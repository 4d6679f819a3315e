"""Definite integrals, by an antiderivative that is verified on the whole interval.

SymPy may propose the antiderivative; what it says is only believed after its derivative was
compared with the integrand.
"""

from collections.abc import Iterator
from typing import Final

from derive.algebra.differentiate import DerivativeError, smoothness
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Symbol, Term, fresh, replace, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.antiderivatives import antiderivative
from derive.prove.calculus.integrals import range_of
from derive.prove.indefinite import derivative
from derive.prove.method import Declined, Method, Prover, examples, inference

COST_OF_A_PROPOSAL: Final = 100_000
MOST_NODES: Final = 60


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each definite integral of the goal is exchanged for the difference of an antiderivative."""
    integrals = [t for t in subterms(sequent.goal) if isinstance(t, Binder) and t.kind == "integral"]
    for integral in integrals:
        if any(s.is_bound for s in integral.symbols):
            continue
        variable = fresh("t", REAL, sequent.goal, *sequent.hypotheses)
        for primitive in proposals(integral, variable, effort):
            tree = _exchanged(integral, variable, primitive, sequent, prover)
            if tree is not None:
                return tree
        return Declined("prove.no-antiderivative")
    return None


def _exchanged(
    integral: Binder, variable: Symbol, primitive: Term, sequent: Sequent, prover: Prover
) -> ProofTree | None:
    lower, upper = integral.parameters
    between = range_of(variable, lower, upper, sequent.hypotheses, prover.tables)
    try:
        needed = (*prover.tables.definedness(primitive), *smoothness(primitive, variable))
    except DerivativeError:
        return None
    if not all(prover.tables.proves((*sequent.hypotheses, *between), n) for n in needed):
        return None
    goal = Apply("eq", derivative(primitive, variable), integral.open(variable))
    inside = prover.prove((*sequent.hypotheses, *between), goal)
    if inside is None:
        return None
    value = subtract(replace(primitive, {variable: upper}), replace(primitive, {variable: lower}))
    equality = Sequent(sequent.hypotheses, Apply("eq", integral, value))
    first = inference("newton-leibniz", equality, inside, arguments=(variable, primitive))
    rest = prover.prove(sequent.hypotheses, replace(sequent.goal, {integral: value}), 0.8)
    return None if rest is None else inference("exchange", sequent, first, rest, arguments=(integral, value))


def proposals(integral: Binder, variable: Symbol, effort: Effort) -> Iterator[Term]:
    """Candidates for an antiderivative, in the variable."""
    integrand = integral.open(variable)
    found = antiderivative(integrand, variable)
    if found is not None:
        yield found
    if integrand.size <= MOST_NODES:
        effort.charge(COST_OF_A_PROPOSAL)
        yield from _suggested(integrand, variable)


def _suggested(integrand: Term, variable: Symbol) -> Iterator[Term]:
    """What SymPy's rules by hand propose."""
    from derive.algebra.sympy_bridge import BridgeError, from_sympy, to_sympy  # noqa: PLC0415  # loads SymPy

    try:
        expression, table = to_sympy(integrand)
        symbol, _ = to_sympy(variable, table)
        yield from_sympy(expression.doit().integrate(symbol, manual=True), table)
    except (BridgeError, ValueError, TypeError, NotImplementedError, ArithmeticError, RecursionError):
        return


METHOD = Method(
    name="integrals",
    rank=50,
    search=search,
    heads=frozenset(("eq", "lt", "le", "ne")),
    proves=examples(
        r"\int_0^1 x^2 \, dx = \frac{1}{3}",
        r"\int_0^{\pi} \sin x \, dx = 2",
        (r"\int_1^a \frac{1}{x} \, dx = \log a", "a > 1"),
    ),
    declines=examples(r"\int_{-1}^1 \frac{1}{x} \, dx = 0", r"\int_0^1 x^2 \, dx = \frac{1}{2}"),
)
