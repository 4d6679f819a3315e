"""Definite integrals, by an antiderivative that is verified on the whole interval.

SymPy may propose the antiderivative; what it says is only believed after its derivative was
compared with the integrand.
"""

from collections.abc import Iterator

from derive.algebra.differentiate import DerivativeError, smoothness
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Symbol, Term, fresh, replace, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.antiderivatives import derivative
from derive.prove.method import Declined, Method, Prover, examples, inference

COST_OF_A_PROPOSAL = 100_000


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
    between = (Apply("le", lower, variable), Apply("le", variable, upper))
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
    effort.charge(COST_OF_A_PROPOSAL)
    from derive.algebra.sympy_bridge import antiderivative  # noqa: PLC0415  # SymPy is loaded only here

    found = antiderivative(integral.open(variable), variable)
    if found is not None:
        yield found


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
