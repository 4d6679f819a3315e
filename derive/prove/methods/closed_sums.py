"""Finite sums exchanged for their values from tables."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from derive.algebra.facts_polynomials import canonical as written
from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    divide,
    fresh,
    multiply,
    replace,
    subterms,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import within_range
from derive.prove.isolation import is_finite_sum
from derive.prove.lemmas import Instance, finite_sums, instance, parameters
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.theory.rule import Rule

MOST_INSTANCES: Final = 60
COST_OF_AN_INSTANCE: Final = 60
CIRCULAR: Final = frozenset(("sin", "cos"))
TABLED: Final = CIRCULAR | {"binomial"}


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The first finite sum of the goal that is a multiple of one in the tables."""
    tried = False
    for total in subterms(sequent.goal):
        if not isinstance(total, Binder) or not is_finite_sum(total) or not _is_tabled(total):
            continue
        tried = True
        effort.charge(total.size)
        for lemma in finite_sums():
            tree = _by_lemma(sequent, total, lemma, prover)
            if tree is not None:
                return tree
    return Declined("prove.no-sum") if tried else None


def _is_tabled(total: Binder) -> bool:
    return any(isinstance(t, Apply) and t.head in TABLED for t in subterms(total.body))


def _by_lemma(sequent: Sequent, total: Binder, lemma: Rule, prover: Prover) -> ProofTree | None:
    names = parameters(lemma)
    ends = dict(zip(lemma.left.children[1:], total.parameters, strict=True))
    pools = [(ends[s],) if s in ends else tuple(dict.fromkeys(_values(total, s))) for s in names]
    for values in islice(product(*pools), MOST_INSTANCES):
        prover.tables.effort.charge(COST_OF_AN_INSTANCE)
        found = instance(lemma, values, 0, 0)
        if found is None or not _has_bounds(total, found, sequent, prover):
            continue
        tree = _exchanged(sequent, total, lemma, values, found, prover)
        if tree is not None:
            return tree
    return None


def _values(total: Binder, name: Symbol) -> Iterator[Term]:
    """Terms that may stand for a symbol of a lemma: integers of the sum, or bases of its powers."""
    if name.sort != INTEGER:
        yield from _of_angles(total, name)
        yield from (ONE, MINUS_ONE)
        inside = [t for t in subterms(total.body) if isinstance(t, Apply) and t.head == "power"]
        yield from (t.children[0] for t in inside if not any(s.is_bound for s in t.children[0].symbols))
        return
    yield from (p for p in total.parameters if p.symbols)
    yield from sorted((s for s in total.symbols if s.sort == INTEGER), key=lambda s: s.name)


def _of_angles(total: Binder, name: Symbol) -> Iterator[Term]:
    """What the index is multiplied by in the arguments of sines and cosines; for y what is added."""
    index = fresh("k", INTEGER, total)
    for term in subterms(total.open(index)):
        if isinstance(term, Apply) and term.head in CIRCULAR and index in term.symbols:
            form = expanded(term.children[0])
            at_zero = {m: c for m, c in form.items() if not any(index in base.symbols for base, _ in m)}
            slope = {tuple(f for f in m if f != (index, 1)): c for m, c in form.items() if (index, 1) in m}
            if len(at_zero) + len(slope) == len(form):
                yield written(at_zero if name.name == "y" else slope)


def _has_bounds(total: Binder, found: Instance, sequent: Sequent, prover: Prover) -> bool:
    pairs = zip(total.parameters, found.left.parameters, strict=True)
    return all(a is b or prover.tables.equal(a, b, sequent.hypotheses) is not None for a, b in pairs)


def _exchanged(
    sequent: Sequent, total: Binder, lemma: Rule, values: tuple[Term, ...], found: Instance, prover: Prover
) -> ProofTree | None:
    """The goal with ``c v`` for the sum, where ``sum = c sum'`` and the lemma says ``sum' = v``."""
    tables, hypotheses = prover.tables, sequent.hypotheses
    needed = (*found.conditions, *tables.definedness(found.right))
    if not all(tables.proves(hypotheses, c) for c in needed):
        return None
    index = fresh("k", INTEGER, total, found.left, *hypotheses)
    facts = tables.facts((*hypotheses, *within_range(total, index)))
    factor = canonical(divide(total.open(index), found.left.open(index)), facts, tables.effort)
    if index in factor.symbols:
        return None
    scaled = found.left if factor is ONE else multiply(factor, found.left)
    same = prover.attempt(Sequent(hypotheses, Apply("eq", total, scaled)))
    goal = replace(sequent.goal, {total: replace(scaled, {found.left: found.right})})
    rest = same and prover.prove(hypotheses, goal, 0.8)
    if not same or not rest:
        return None
    arguments = (Symbol(lemma.name, REAL), ZERO, ZERO, *values)
    value = axiom("value-lemma", Sequent(hypotheses, Apply("eq", found.left, found.right)), *arguments)
    middle = Sequent(hypotheses, replace(sequent.goal, {total: scaled}))
    inner = inference("exchange", middle, value, rest, arguments=(found.left, found.right))
    if scaled is total:
        return inner
    return inference("exchange", sequent, same, inner, arguments=(total, scaled))


NATURAL: Final = (r"m, n, r \in \mathbb{N}",)

METHOD = Method(
    name="closed_sums",
    rank=23,
    search=search,
    heads=frozenset(("eq", "lt", "le", "ne")),
    proves=examples(
        (r"\sum_{k=0}^n \binom{n}{k}^2 = \binom{2n}{n}", *NATURAL),
        (r"\sum_{k=0}^r \binom{m}{k} \binom{n}{r-k} = \binom{m+n}{r}", *NATURAL),
        (r"\sum_{k=0}^n \frac{(-1)^k}{k+1} \binom{n}{k} = \frac{1}{n+1}", *NATURAL),
        (r"\sum_{k=0}^{\lfloor n/2 \rfloor} \binom{n}{2k} = 2^{n-1}", *NATURAL),
        (r"\sum_{k=1}^n \cos\frac{2 \pi k}{n} = 0", *NATURAL, r"n \ge 2"),
    ),
    declines=examples(
        (r"\sum_{k=0}^n \binom{n}{k}^2 = \binom{2n}{n+1}", *NATURAL),
        (r"\sum_{k=0}^r \binom{m}{k} \binom{n}{r-k} = \binom{mn}{r}", *NATURAL),
        (r"\sum_{k=0}^n \frac{(-1)^k}{k+1} \binom{n}{k} = \frac{1}{n}", *NATURAL),
        (r"\sum_{k=1}^n \binom{n}{k}^2 = \binom{2n}{n}", *NATURAL),
        (r"\sum_{k=1}^n \cos\frac{\pi k}{n} = 0", *NATURAL, r"n \ge 2"),
    ),
)
