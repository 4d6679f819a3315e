"""Goals that say which roots an equation has: it is the product of the factors that belong to them."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import Apply, Symbol, Term, multiply, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.disjunctions import holding
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import alternatives, conjuncts, head_of

MOST_ROOTS: Final = 3
MOST_EQUATIONS: Final = 3


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each of the factors vanishes in turn; that the roots have values is shown first."""
    parts = list(alternatives(sequent.goal))
    effort.charge(sequent.goal.size)
    x = parts[0].children[0] if head_of(parts[0]) == "eq" else None
    if not isinstance(x, Symbol) or x.sort != REAL or len(parts) > MOST_ROOTS:
        return None
    if any(head_of(p) != "eq" or p.children[0] is not x or x in p.children[1].symbols for p in parts):
        return None
    equations = [h for h in sequent.hypotheses if head_of(h) == "eq" and _is_about(h, x)]
    for equation in equations[:MOST_EQUATIONS]:
        tree = _by_factors(sequent, equation, x, parts, prover)
        if tree is not None:
            return tree
    return Declined("prove.hypotheses-do-not-help") if equations else None


def _is_about(equation: Term, x: Symbol) -> bool:
    return x in equation.symbols and not any(shape_of(side) for side in equation.children)


def _by_factors(
    sequent: Sequent, equation: Term, x: Symbol, parts: list[Term], prover: Prover
) -> ProofTree | None:
    tables, effort = prover.tables, prover.tables.effort
    needed = dict.fromkeys(c for p in parts for d in tables.definedness(p.children[1]) for c in conjuncts(d))
    steps: list[ProofTree] = []
    known = sequent.hypotheses
    for condition in needed:
        if tables.proves(known, condition):
            continue
        step = prover.prove(known, condition, 0.4)
        if step is None:
            return None
        steps.append(step)
        known = (*known, condition)
    gap = expanded(canonical(subtract(*equation.children), tables.facts(known), effort))
    for leading in _leading(gap, x, len(parts)):
        product = multiply(leading, *(subtract(*p.children) for p in parts))
        left = subtract(*equation.children)
        if tables.equal(left, product, known) is None:
            continue
        same = axiom("normal-form", Sequent(known, Apply("eq", left, product)))
        cases = [
            holding(Sequent((*known, p), sequent.goal), axiom("hypothesis", Sequent((*known, p), p)))
            for p in dict.fromkeys(parts)
        ]
        goal = Sequent(known, sequent.goal)
        tree = inference("factored", goal, same, *cases, arguments=(equation, leading, *parts))
        for k in reversed(range(len(steps))):
            before = (*sequent.hypotheses, *(s.conclusion.goal for s in steps[:k]))
            claim = steps[k].conclusion.goal
            tree = inference("lemma", Sequent(before, sequent.goal), steps[k], tree, arguments=(claim,))
        return tree
    return None


def _leading(gap: Polynomial, x: Symbol, degree: int) -> Iterator[Term]:
    """What stands before the highest power."""
    found = {m: c for m, c in gap.items() if dict(m).get(x, 0) == degree}
    if found:
        yield term_of({tuple(f for f in m if f[0] is not x): c for m, c in found.items()})


METHOD = Method(
    name="said_roots",
    rank=13,
    search=search,
    heads=frozenset(("or",)),
    proves=examples(
        r"x^2 + p x + q = 0 \Rightarrow x = -\frac{p}{2} \pm \sqrt{\frac{p^2}{4} - q}",
        (r"a x^2 + b x + c = 0 \Rightarrow x = \frac{-b \pm \sqrt{b^2 - 4 a c}}{2 a}", r"a \ne 0"),
    ),
    declines=examples(
        r"x^2 + p x + q = 0 \Rightarrow x = \frac{p}{2} \pm \sqrt{\frac{p^2}{4} - q}",
        (r"a x^2 + b x + c = 0 \Rightarrow x = \frac{-b \pm \sqrt{b^2 - 4 a c}}{a}", r"a \ne 0"),
    ),
)
