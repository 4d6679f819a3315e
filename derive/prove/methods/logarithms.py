"""Inequalities of powers and products, from those of their logarithms."""

from typing import Final

from derive.algebra.facts import POSITIVE, Facts
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ZERO, Apply, Binder, Number, Term, add, bind, fresh, multiply, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 120
MOST_SIZE_OF_A_TERM: Final = 5


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The same relation of the logarithms, of sides that are positive."""
    left, right = sequent.goal.children
    if sequent.goal.size > MOST_SIZE or any(shape_of(side) for side in (left, right)):
        return None
    if any(_is(side, "log") for side in (left, right)) or not any(map(_is_growth, subterms(sequent.goal))):
        return None
    if not all(map(_is_product, (left, right))):
        return None
    effort.charge(sequent.goal.size)
    if not all(prover.tables.proves(sequent.hypotheses, Apply("lt", ZERO, side)) for side in (left, right)):
        return None
    goal = Apply(head_of(sequent.goal), Apply("log", left), Apply("log", right))
    tree = _simplified(Sequent(sequent.hypotheses, goal), prover)
    if tree is None:
        return Declined("prove.order-open")
    return inference("cancelled", sequent, tree, arguments=(goal.children[0],))


def _simplified(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The relation between the logarithms as sums, of which products and exponents are factors."""
    tables, hypotheses = prover.tables, sequent.hypotheses
    for side in sequent.goal.children:
        form = _logarithm(side.children[0], tables.facts(hypotheses)) if _is(side, "log") else side
        goal = replace(sequent.goal, {side: form})
        is_defined = all(tables.proves(hypotheses, d) for d in tables.sides_defined(goal))
        if form is side or not is_defined or tables.equal(side, form, hypotheses) is None:
            continue
        tree = _simplified(Sequent(hypotheses, goal), prover)
        same = axiom("normal-form", Sequent(hypotheses, Apply("eq", side, form)))
        return tree and inference("exchange", sequent, same, tree, arguments=(side, form))
    return prover.prove(hypotheses, sequent.goal, 0.8)


def _logarithm(term: Term, facts: Facts) -> Term:
    """The logarithm as a sum over the factors, as far as they are positive; each with its exponent."""
    if isinstance(term, Binder) and term.kind == "product":
        index = fresh("i", INTEGER, term)
        return bind("sum", index, _logarithm(term.open(index), facts), *term.parameters)
    if _is(term, "exp"):
        return term.children[0]
    if _is(term, "power"):
        return multiply(term.children[1], _logarithm(term.children[0], facts))
    if _is(term, "multiply") and all(facts.sign(c) == POSITIVE for c in term.children):
        return add(*(_logarithm(c, facts) for c in term.children))
    return Apply("log", term)


def _is(term: Term, head: str) -> bool:
    return isinstance(term, Apply) and term.head == head


def _is_product(term: Term) -> bool:
    """Whether the logarithm is a sum of logarithms of something short."""
    if isinstance(term, Apply) and term.head in {"multiply", "power"}:
        return all(map(_is_product, term.children[: 1 if term.head == "power" else None]))
    if _is(term, "add"):
        return len(term.children) == 2 and all(c.size <= MOST_SIZE_OF_A_TERM for c in term.children)
    if isinstance(term, Binder) or _is(term, "exp"):
        return True
    return not any(_is_growth(t) or _is(t, "factorial") or _is(t, "binomial") for t in subterms(term))


def _is_growth(term: Term) -> bool:
    """Whether this is a power with a symbol in the exponent, or a product over an index."""
    if isinstance(term, Binder):
        return term.kind == "product" and term.variable.sort == INTEGER
    return _is(term, "power") and bool(term.children[1].symbols) and not isinstance(term.children[0], Number)


ENTRIES: Final = (r"x \in \mathbb{R}^n", "x_i > 0")

METHOD = Method(
    name="logarithms",
    rank=39,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (r"\left(\prod_{i=1}^n x_i\right)^{1/n} \le \frac{1}{n} \sum_{i=1}^n x_i", *ENTRIES),
        (r"n^{n+1} > (n+1)^n", r"n \in \mathbb{N}", r"n \ge 3"),
        (r"\left(1 + \frac{1}{n}\right)^n < e", r"n \in \mathbb{N}"),
    ),
    declines=examples(
        (r"\left(\prod_{i=1}^n x_i\right)^{1/n} < \frac{1}{n} \sum_{i=1}^n x_i", *ENTRIES),
        (r"n^{n+1} > (n+1)^n", r"n \in \mathbb{N}", r"n \ge 2"),
        (r"\left(1 + \frac{1}{n}\right)^n < 2", r"n \in \mathbb{N}"),
    ),
)
