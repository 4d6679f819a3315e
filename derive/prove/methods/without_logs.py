"""Equations between logarithms put to use: what they say of products and powers."""

from typing import Final

from derive.algebra.facts_polynomials import Monomial, expanded
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.term import ONE, ZERO, Apply, Term, multiply, power, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import alternatives, head_of

MOST_TERMS: Final = 5
MOST_POWER: Final = 4
MOST_SIZE: Final = 60


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal, once the product of what stands under the logarithms is known."""
    equal = all(head_of(p) == "eq" and not _logarithms(p) for p in alternatives(sequent.goal))
    if not equal or sequent.goal.size > MOST_SIZE:
        return None
    for equation in sequent.hypotheses:
        scales = _logarithms(equation) if head_of(equation) == "eq" else []
        if not any(t.symbols for t in scales):
            continue
        effort.charge(equation.size)
        for scale in (ONE, *dict.fromkeys(t for t in scales if not t.symbols)):
            said = _multiplied(equation, scale, sequent, prover)
            known = None if said in (None, *sequent.hypotheses) else said
            first = known and prover.prove(sequent.hypotheses, known, 0.2)
            if not first or known is None:
                continue
            tree = prover.prove((*sequent.hypotheses, known), sequent.goal, 0.6)
            return tree and inference("lemma", sequent, first, tree, arguments=(known,))
        return Declined("prove.hypotheses-do-not-help")
    return None


def _logarithms(term: Term) -> list[Term]:
    return [t for t in subterms(term) if head_of(t) == "log"]


def _multiplied(equation: Term, scale: Term, sequent: Sequent, prover: Prover) -> Term | None:
    """A product that is equal to another one by an equation of which both sides were multiplied."""
    gap = multiply(scale, subtract(*equation.children))
    sides: list[list[Term]] = [[], []]
    found = expanded(canonical(gap, prover.tables.facts(sequent.hypotheses), prover.tables.effort))
    for monomial, coefficient in found.items() if len(found) <= MOST_TERMS else ():
        count, base = abs(int(coefficient.p)), _base(monomial)
        if coefficient.q != 1 or count > MOST_POWER or base is None:
            return None
        sides[coefficient < 0].append(base if count == 1 else power(base, count))
    products = [multiply(*side) if len(side) > 1 else (*side, ONE)[0] for side in sides]
    return Apply("eq", *products) if any(p.symbols for p in products) else None


def _base(monomial: Monomial) -> Term | None:
    """What the exponential function makes of a logarithm, or of 1."""
    if not monomial:
        return Apply("exp", ONE)
    ((inside, exponent),) = monomial if len(monomial) == 1 else ((ZERO, 0),)
    return inside.children[0] if exponent == 1 and head_of(inside) == "log" else None


METHOD = Method(
    name="without_logs",
    rank=28,
    search=search,
    heads=frozenset(("eq", "or")),
    proves=examples(
        r"\log_2 x + \log_2(x-2) = 3 \Rightarrow x = 4",
        r"\log_2 x + \log_2(x-2) = 3 \Rightarrow x = 4 \lor x = -2",
        r"\ln x + \ln(x+1) = \ln 6 \Rightarrow x = 2",
    ),
    declines=examples(
        r"\log_2 x + \log_2(x-2) = 3 \Rightarrow x = -2",
        r"\ln x + \ln(x+1) = \ln 6 \Rightarrow x = 3",
    ),
)
