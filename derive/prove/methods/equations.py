"""Known equations, factored: one of the factors is 0."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from flint import fmpq, fmpq_mpoly_ctx

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, multiply, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import positive_part, split_off
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference

MOST_TERMS: Final = 40
MOST_ATOMS: Final = 6
MOST_DEGREE: Final = 12
MOST_SIZE: Final = 120
COST_OF_FACTORING: Final = 400


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A case for each factor of the first equation that has several, or is a multiple of a simpler one."""
    tried = False
    for hypothesis in sequent.hypotheses:
        if not _is_numeric_equation(hypothesis) or not hypothesis.symbols & sequent.goal.symbols:
            continue
        effort.charge(COST_OF_FACTORING)
        for constant, factors in _factorings(hypothesis, sequent, prover):
            tried = True
            tree = _by_factors(hypothesis, constant, factors, sequent, prover)
            if tree is not None:
                return tree
    return Declined("prove.factors-do-not-help") if tried else None


def _is_numeric_equation(hypothesis: Term) -> bool:
    return (
        isinstance(hypothesis, Apply)
        and hypothesis.head == "eq"
        and hypothesis.size <= MOST_SIZE
        and not any(shape_of(side) for side in hypothesis.children)
    )


def _by_factors(
    hypothesis: Term, constant: Term, factors: list[Term], sequent: Sequent, prover: Prover
) -> ProofTree | None:
    gaps = (subtract(*f.children) for f in factors)
    equality = Apply("eq", subtract(*hypothesis.children), multiply(constant, *gaps))
    same = prover.tables.equal(equality.children[0], equality.children[1], sequent.hypotheses)
    if same is None:
        return None
    premises = [axiom("normal-form", Sequent(sequent.hypotheses, equality))]
    for factor in dict.fromkeys(factors):
        tree = _case(Sequent((*sequent.hypotheses, factor), sequent.goal), factor, prover)
        if tree is None:
            return None
        premises.append(tree)
    return inference("factored", sequent, *premises, arguments=(hypothesis, constant, *factors))


def _case(sequent: Sequent, factor: Term, prover: Prover) -> ProofTree | None:
    if prover.tables.proves(sequent.hypotheses, Apply("ne", *factor.children)):
        return axiom("absurd", sequent, factor)
    return prover.prove(sequent.hypotheses, sequent.goal, 0.7)


def _factorings(hypothesis: Term, sequent: Sequent, prover: Prover) -> Iterator[tuple[Term, list[Term]]]:
    """A constant that is not 0, and equations whose differences are the other factors."""
    facts = prover.tables.facts(sequent.hypotheses)
    gap = canonical(subtract(*hypothesis.children), facts, prover.tables.effort)
    outside, inside = positive_part(gap, facts)
    found = _factored(expanded(inside))
    if found is None:
        return
    content, factors = found
    constants: list[Term] = [outside, Number(content)]
    equations: list[Term] = []
    for factor in factors:
        scale, equation = _solved(factor)
        constants.append(scale)
        equations.append(equation)
    known = set(sequent.hypotheses)
    if any(e in known for e in equations) or not _is_simpler(equations):
        return
    plain = [c for c in constants if c is not ONE]
    yield multiply(*plain) if plain else ONE, equations


def _is_simpler(equations: list[Term]) -> bool:
    """Whether there are several factors, or one that is solved for a symbol."""
    return len(set(equations)) > 1 or (bool(equations) and isinstance(equations[0].children[0], Symbol))


def _factored(polynomial: Polynomial) -> tuple[Any, list[Polynomial]] | None:
    """The factors over the rationals, each as often as it occurs."""
    atoms = sorted({b for m in polynomial for b, _ in m}, key=lambda t: t.digest)
    if not 0 < len(atoms) <= MOST_ATOMS or len(polynomial) > MOST_TERMS:
        return None
    exponents = [e for m in polynomial for _, e in m]
    if any(not isinstance(e, int) or not 0 < e <= MOST_DEGREE for e in exponents):
        return None
    table = {tuple(dict(m).get(a, 0) for a in atoms): c for m, c in polynomial.items()}
    context: Any = fmpq_mpoly_ctx.get(tuple(f"v{k}" for k in range(len(atoms))), "lex")
    content, factors = context.from_dict(table).factor()
    parts: list[Polynomial] = []
    for factor, times in factors:
        part = {
            tuple((a, int(e)) for a, e in zip(atoms, row, strict=True) if e): fmpq(c)
            for row, c in factor.to_dict().items()
        }
        parts += [part] * int(times)
    return _fraction(content), parts


def _fraction(value: Any) -> Any:
    return Fraction(int(value.p), int(value.q))


def _solved(factor: Polynomial) -> tuple[Term, Term]:
    """A factor solved for a symbol in it with a number before it: that number, and the equation."""
    for monomial, coefficient in sorted(factor.items(), key=lambda i: term_of({i[0]: i[1]}).digest):
        if len(monomial) == 1 and monomial[0][1] == 1 and isinstance(monomial[0][0], Symbol):
            alone, rest = split_off(factor, monomial[0][0])
            if alone is not None and len(alone) == 1 and () in alone:
                other = term_of({m: -c / coefficient for m, c in rest.items()})
                return Number(_fraction(coefficient)), Apply("eq", monomial[0][0], other)
    return ONE, Apply("eq", term_of(factor), ZERO)


METHOD = Method(
    name="equations",
    rank=32,
    search=search,
    proves=examples(
        r"x^2 = 4 \Rightarrow x = 2 \lor x = -2",
        (r"x^2 = y^2 \Rightarrow x = y", "x > 0", "y > 0"),
        (r"c x = c y \Rightarrow x = y", r"c \ne 0"),
        r"x^3 = x \Leftrightarrow x = 0 \lor x = 1 \lor x = -1",
    ),
    declines=examples(
        r"x^2 = 4 \Rightarrow x = 2", r"c x = c y \Rightarrow x = y", r"x^2 = x \Rightarrow x = 1"
    ),
)
